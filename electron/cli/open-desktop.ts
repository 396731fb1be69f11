/** Which desktop a session drives: the person's own screen or a private one, opened, locked and let go here. */
import type { Bridge, Display, OpenBridgeOptions, Outcome, Size } from '../../native-bridge/index.js'
import type { SessionRegistry } from '../control/session-registry.js'
import type { Problem } from '../protocol/problem.js'
import { refuse } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'

export type DisplayWish =
  { readonly kind: 'default' } | { readonly kind: 'id'; readonly id: string } | { readonly kind: 'virtual'; readonly size: Size }

export interface Desktop {
  readonly bridge: Bridge
  readonly display: Display
  readonly displays: readonly Display[]
  /** name of the lock it holds */
  readonly name: string
  readonly isVirtual: boolean
  /** what programs started there need in their environment */
  readonly programEnv: Readonly<Record<string, string>>
  /** Lets go of everything, ends what was started for it, gives the lock back. Safe to call twice. */
  close(): Promise<void>
}

/** Who sees to it that a desktop has one session at a time. */
export type DesktopLocks = Pick<SessionRegistry, 'lockDesktop'>

const DEFAULT_SIZE: Size = { width: 1440, height: 900 }
const SMALLEST = 320
const LARGEST = 7680

export function readDisplayWish(text: string | null): Outcome<DisplayWish, Problem> {
  if (text === null) return { ok: true, value: { kind: 'default' } }
  if (text !== 'virtual' && !text.startsWith('virtual:')) return { ok: true, value: { kind: 'id', id: text } }
  if (text === 'virtual') return { ok: true, value: { kind: 'virtual', size: DEFAULT_SIZE } }
  const [, width = 0, height = 0] = (/^virtual:(\d+)x(\d+)$/i.exec(text) ?? []).map(Number)
  const isRight = [width, height].every((side) => side >= SMALLEST && side <= LARGEST)
  if (isRight) return { ok: true, value: { kind: 'virtual', size: { width, height } } }
  return refuse('usage', `--display cannot be \`${text}\`: write virtual:WIDTHxHEIGHT with sides from ${SMALLEST} to ${LARGEST}.`)
}

export async function openDesktop(
  wish: DisplayWish,
  locks: DesktopLocks,
  plugs: Plugs,
  io: Pick<Io, 'env' | 'platform'>,
  textLanguages?: readonly string[],
): Promise<Outcome<Desktop, Problem>> {
  const cleanUp: (() => Promise<void> | void)[] = []
  const close = once(async () => {
    for (const step of cleanUp.reverse()) await step()
  })
  const opened = await openParts(wish, locks, plugs, io, cleanUp, textLanguages ? { textLanguages } : {})
  if (!opened.ok) await close()
  return opened.ok ? { ok: true, value: { ...opened.value, close } } : opened
}

async function openParts(
  wish: DisplayWish,
  locks: DesktopLocks,
  plugs: Plugs,
  io: Pick<Io, 'env' | 'platform'>,
  cleanUp: (() => Promise<void> | void)[],
  text: Pick<OpenBridgeOptions, 'textLanguages'>,
): Promise<Outcome<Omit<Desktop, 'close'>, Problem>> {
  const server = await openServer(wish, plugs, io)
  if (!server.ok) return server
  cleanUp.push(server.value.close)
  const { xDisplay, programEnv, name } = server.value
  const lock = locks.lockDesktop(name)
  if (!lock.ok) return lock
  cleanUp.push(lock.value)
  const bridge = await plugs.openBridge(xDisplay === null ? text : { ...text, xDisplay })
  if (!bridge.ok) return bridge
  cleanUp.push(() => bridge.value.close())
  const refused = (await bridge.value.permissions.check()).find((permission) => isNeeded(permission.name) && !permission.granted)
  if (refused) return refuse('no-permission', refused.detail)
  const displays = await bridge.value.displays.list()
  if (!displays.ok) return displays
  const display = pickDisplay(wish, displays.value)
  if (!display.ok) return display
  const isVirtual = wish.kind === 'virtual'
  return {
    ok: true,
    value: { bridge: bridge.value, display: display.value, displays: displays.value, name, isVirtual, programEnv },
  }
}

/** Without the right to watch input a session can still be driven: only hotkeys and yielding to the person are lost. */
const isNeeded = (permission: string): boolean => permission !== 'input-monitoring'

interface DesktopServer {
  /** null: the platform has only one desktop */
  readonly xDisplay: string | null
  readonly programEnv: Readonly<Record<string, string>>
  readonly name: string
  readonly close: () => Promise<void>
}

async function openServer(
  wish: DisplayWish,
  plugs: Plugs,
  io: Pick<Io, 'env' | 'platform'>,
): Promise<Outcome<DesktopServer, Problem>> {
  if (wish.kind === 'virtual') {
    const virtual = await plugs.openVirtualDesktop(wish.size)
    if (!virtual.ok) return virtual
    const { xDisplay, env } = virtual.value
    return { ok: true, value: { xDisplay, programEnv: env, name: xDisplay, close: () => virtual.value.close() } }
  }
  const nothing = () => Promise.resolve()
  if (io.platform !== 'linux') {
    return { ok: true, value: { xDisplay: null, programEnv: {}, name: 'screen', close: nothing } }
  }
  const xDisplay = io.env['DISPLAY']
  if (!xDisplay) {
    return refuse('no-display', 'There is no display ($DISPLAY is not set); start a private one with --display virtual.')
  }
  return { ok: true, value: { xDisplay, programEnv: { DISPLAY: xDisplay }, name: xDisplay, close: nothing } }
}

function pickDisplay(wish: DisplayWish, displays: readonly Display[]): Outcome<Display, Problem> {
  const known = displays.map((display) => display.id).join(', ')
  if (wish.kind === 'id') {
    const chosen = displays.find((display) => display.id === wish.id)
    if (chosen) return { ok: true, value: chosen }
    return refuse('no-display', `There is no display \`${wish.id}\`; there is ${known || 'none'}.`)
  }
  const primary = displays.find((display) => display.primary) ?? displays[0]
  return primary ? { ok: true, value: primary } : refuse('no-display', 'There is no display.')
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => (done ??= action())
}
