/** The secrets of one session: those it was offered, and keys that turn up in it. Where they go, and where they must not be seen. */
import { isScreen, type SessionEvent } from '../protocol/event.js'
import { createFoundKeys } from '../safety/key-shapes.js'
import { createRedact, type Redact } from '../safety/redact.js'
import { secretsIn } from '../safety/secrets.js'
import type { SecretGrant, SessionOptions, SessionPorts } from './running-session.js'
import { SecretMask } from './secret-mask.js'

export interface SessionSecrets {
  /** of this moment: a key in the person's words, or in what the model wants to type, becomes one of them */
  readonly grants: readonly SecretGrant[]
  readonly redact: Redact
  readonly mask: SecretMask
  /** Before it is redacted: what the person says, and what the model wants done. */
  learn(said: unknown): void
  /** for the model: which names it may write; null: none */
  offer(): string | null
}

export function openSecrets(ports: SessionPorts, options: SessionOptions): SessionSecrets {
  const grants: SecretGrant[] = [...options.secrets]
  const inPlay = new Set(grants.filter(({ isKept }) => !isKept).map(({ name }) => name))
  const keys = createFoundKeys()
  const learnText = (text: string): void => {
    for (const name of secretsIn(text)) inPlay.add(name)
    for (const { name, value } of keys.learn(text)) {
      if (!inPlay.has(name)) grants.push({ name, value, app: null })
      inPlay.add(name)
    }
  }
  for (const text of [options.task, options.addition ?? '', ...wordsOf(options.past)]) learnText(text)
  const values = () => grants.filter(({ name }) => inPlay.has(name)).map(({ value }) => value)
  const parts = { bridge: ports.bridge, display: options.display, values, isAlert: () => keys.isAny() }
  return {
    grants,
    redact: createRedact(options.secrets, keys),
    mask: new SecretMask(parts, maskedBefore(options)),
    learn: (said) => textsIn(said).forEach(learnText),
    offer: () => (grants.length === 0 ? null : `Secrets you may write by name: ${grants.map(offerOf).join(', ')}.`),
  }
}

function offerOf({ name, app, isForTools }: SecretGrant): string {
  const where = isForTools ? ' (only in the input of tools)' : app === null ? '' : ` (typed only in ${app})`
  return `{{secret:${name}}}${where}`
}

/** What an earlier life said of secrets. */
function wordsOf(past: readonly SessionEvent[]): readonly string[] {
  return past.flatMap((event) => {
    if (event.type === 'session.started') return [event.task]
    if (event.type === 'steer') return [event.text]
    return event.type === 'action.proposed' && event.action.kind === 'type' ? [event.action.text] : []
  })
}

/** Display px: the log has it in pixels of the picture. */
function maskedBefore({ past, display }: SessionOptions) {
  const last = past.filter((event) => event.type === 'frame').findLast(isScreen)
  if (last?.masked === undefined) return []
  const scale = (display.width * display.scale) / last.width
  return last.masked.map(({ x, y, width, height }) => ({
    x: x * scale,
    y: y * scale,
    width: width * scale,
    height: height * scale,
  }))
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
