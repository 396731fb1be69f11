/** `resume`: which session goes on, with what, and what of its earlier life still counts. */
import type { Outcome } from '../../native-bridge/index.js'
import type { SessionEvent } from '../protocol/event.js'
import { lastModel, type ModelUse } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema, type Settings } from '../protocol/settings.js'
import { providerOfModel } from '../settings/choose-provider.js'
import type { Layer } from '../settings/layers.js'
import type { Places } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Start } from './start.js'

export async function readEarlierLife(args: ParsedArgs, places: Places): Promise<Outcome<Start, Problem>> {
  const isLast = args.flags.has('last')
  const [id, addition, ...more] = isLast ? [undefined, ...args.words] : args.words
  if (more.length > 0) return refuse('usage', 'What it shall also do must be one argument: put it in quotes.')
  if (!isLast && id === undefined) return refuse('usage', 'Say which session: `deskhand resume ID` or `deskhand resume --last`.')
  const found = id === undefined ? await places.sessions.last() : await places.sessions.find(id)
  if (!found.ok) return found
  if (places.registry.isLive(found.value))
    return refuse('usage', `The session ${found.value} is running; use \`deskhand steer\`.`)
  const read = await places.sessions.read(found.value)
  if (!read.ok) return read
  if (read.value.isNewer) {
    return refuse('usage', `The session ${found.value} was written by a newer Deskhand; update this one to go on with it.`)
  }
  return startFrom(found.value, read.value.events, addition?.trim() || null, args)
}

function startFrom(
  id: string,
  past: readonly SessionEvent[],
  addition: string | null,
  args: ParsedArgs,
): Outcome<Start, Problem> {
  const started = past.find((event) => event.type === 'session.started')
  if (!started) return refuse('usage', `The session ${id} never began; start it anew with \`deskhand run\`.`)
  if (started.provider === 'recorded' || started.provider === 'person') {
    return refuse('usage', `The session ${id} has no model to go on with; \`deskhand replay ${id}\` does it again.`)
  }
  const last = past.at(-1)
  if (addition === null && last?.type === 'session.finished' && last.status === 'done') {
    return refuse('usage', `The session ${id} is done; say what it shall also do: \`deskhand resume ${id} "now also …"\`.`)
  }
  const wanted = addition ?? started.task
  const before = lastModel(past)
  return {
    ok: true,
    value: {
      id,
      task: started.task,
      wanted,
      past,
      addition,
      stdinIsTaken: false,
      earlier: earlierSettings(started, before, args),
      began: started.settings,
      before,
    },
  }
}

/** Model, effort and display as they were last. Addresses are never taken from a log, limits and approvals only where they tighten. */
function earlierSettings(
  started: Extract<SessionEvent, { type: 'session.started' }>,
  before: ModelUse | null,
  { flags }: ParsedArgs,
): Layer {
  const display = settingsSchema.shape.display.catch(null).parse(started.settings['display'])
  const effort = settingsSchema.shape.effort.catch(null).parse(before?.effort)
  return {
    ...(before ? modelLayer(before, effort, flags.get('provider')?.[0], flags.get('model')?.[0]) : {}),
    ...(display === null ? {} : { display }),
  }
}

/** A provider that is named has models of its own, and the name of a model may be another provider's. */
function modelLayer(
  before: ModelUse,
  effort: Settings['effort'],
  provider: string | undefined,
  model: string | undefined,
): Layer {
  const named = provider ?? providerOfModel(model ?? null) ?? before.provider
  if (named !== before.provider) return { provider: named, model: null }
  const isSame = model === undefined || model === before.model
  return { provider: named, model: before.model, ...(isSame && effort !== null ? { effort } : {}) }
}
