/** `replay`: a recorded session done again as a session of its own, once for each set of values. */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Outcome } from '../../native-bridge/index.js'
import type { Model } from '../models/model.js'
import { pictureWish } from '../models/image-rules.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema } from '../protocol/settings.js'
import { recordingFrom } from '../recordings/from-session.js'
import { withValues } from '../recordings/parameters.js'
import { plugRecordedModel } from '../recordings/plug-model.js'
import { proposeRecording } from '../recordings/propose.js'
import type { RecordedModel } from '../recordings/recorded-model.js'
import { readRecording, writeRecording, type StoredRecording } from '../recordings/recording-files.js'
import type { Recording } from '../recordings/recording.js'
import type { Layer } from '../settings/layers.js'
import { EXIT } from './exit-codes.js'
import { openPlaces, type Places } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, ModelNeeds, Plugs } from './plugs.js'
import { readValues, type Values } from './replay-flags.js'
import { carryOut } from './run-command.js'

interface Source extends StoredRecording {
  /** settings of the session it comes from, where no flag says otherwise */
  readonly earlier: Layer
}

export async function replayCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  const places = openPlaces(io)
  if (!places.ok) return places
  const source = await readSource(args, places.value, io)
  if (!source.ok) return source
  const rows = await readValues(args, io.cwd)
  if (!rows.ok) return rows
  // all of them are checked before the first is done
  for (const values of rows.value) {
    const filled = withValues(source.value.recording, values)
    if (!filled.ok) return filled
  }
  let worst: number = EXIT.done
  for (const [index, values] of rows.value.entries()) {
    const code = await replayOnce(source.value, values, { args, places: places.value, plugs, io })
    if (!code.ok) return code
    if (code.value !== EXIT.done && code.value !== EXIT.failed) return code
    worst = Math.max(worst, code.value)
    const word = code.value === EXIT.done ? 'done' : 'failed'
    if (args.flags.has('rows')) io.err(`Row ${index + 1} of ${rows.value.length}: ${word}.\n`)
  }
  return { ok: true, value: worst }
}

interface Around {
  readonly args: ParsedArgs
  readonly places: Places
  readonly plugs: Plugs
  readonly io: Io
}

async function replayOnce(source: Source, values: Values, around: Around): Promise<Outcome<number, Problem>> {
  const { args, plugs, io } = around
  const filled = withValues(source.recording, values)
  if (!filled.ok) return filled
  const recording = filled.value
  const made: { model: RecordedModel | null; session: string | null } = { model: null, session: null }
  const createModel: Plugs['createModel'] = async (choice, needs) => {
    const repair: Outcome<Model | null, Problem> = args.flags.has('repair')
      ? await plugs.createModel(choice, needs)
      : { ok: true, value: null }
    if (!repair.ok) return repair
    const model = recordedModel({ source, values, needs, plugs, repair: repair.value })
    if (model.ok) made.model = model.value
    return model
  }
  const startSession: Plugs['startSession'] = (ports, options) => {
    made.session = ports.log.session
    return plugs.startSession(ports, options)
  }
  // a real model is only chosen, and its key only needed, where it may be asked
  const earlier = { ...source.earlier, ...(args.flags.has('repair') ? {} : { provider: 'offline', model: null }) }
  const start = {
    id: null,
    task: recording.task,
    wanted: wordsOf(recording),
    past: [],
    addition: null,
    stdinIsTaken: false,
    earlier,
  }
  const code = await carryOut({ ok: true, value: start }, args, { ...plugs, createModel, startSession }, io)
  if (made.model && made.session !== null) await tellWhatCame(made.model, made.session, source, around)
  return code
}

/** The task and all that is typed: what the secrets of this session are found by. */
const wordsOf = ({ task, steps }: Recording): string =>
  [task, ...steps.flatMap((step) => step.actions.flatMap((action) => (action.kind === 'type' ? [action.text] : [])))].join('\n')

interface Making {
  readonly source: Source
  readonly values: Values
  readonly needs: ModelNeeds
  readonly plugs: Plugs
  readonly repair: Model | null
}

const recordedModel = ({ source, values, needs, plugs, repair }: Making): Outcome<RecordedModel, Problem> =>
  plugRecordedModel({
    source,
    values,
    picture: pictureWish('patches-1.2', 'original'),
    bridge: needs.bridge,
    keep: async (picture) => needs.log()?.saveFrame(picture),
    decode: plugs.decode,
    now: () => plugs.clock.now(),
    repair,
  })

/** Where to see what was expected and what was seen; and the new version, if a model repaired something. */
async function tellWhatCame(model: RecordedModel, session: string, source: Source, { places, io }: Around): Promise<void> {
  const failed = model.verdicts.find(({ verdict }) => verdict === 'failed')
  for (const [words, frame] of [
    ['Expected', failed?.expected],
    ['Seen', failed?.seen],
  ] as const) {
    const file = frame === undefined ? null : await places.sessions.framePath(session, frame)
    if (file) io.err(`${words}: ${file.path}\n`)
  }
  if (model.repairs.length === 0) return
  const read = await places.sessions.read(session)
  const proposed = read.ok ? proposeRecording(source.recording, model.repairs, read.value.events) : null
  if (!proposed) return
  const folder = join(places.home, 'recordings', `${source.recording.name}-proposed-${session}`)
  const written = await writeRecording(folder, proposed, [source.frames, join(places.sessions.folder(session), 'frames')])
  io.err(written.ok ? `Proposed new version: ${written.value}\n` : `${written.problem.message}\n`)
}

async function readSource({ words, flags }: ParsedArgs, places: Places, io: Io): Promise<Outcome<Source, Problem>> {
  const [word, ...more] = words
  const isLast = flags.has('last')
  if (more.length > 0 || (isLast && word !== undefined)) return refuse('usage', '`replay` takes one session or one file.')
  if (!isLast && word === undefined) return refuse('usage', 'Say what to do again: `deskhand replay ID|FILE`.')
  const path = word === undefined ? null : await existing(word, places, io)
  if (path !== null) {
    const stored = await readRecording(path)
    return stored.ok ? { ok: true, value: { ...stored.value, earlier: {} } } : stored
  }
  const found = word === undefined ? await places.sessions.last() : await places.sessions.find(word)
  return found.ok ? fromSession(found.value, places, io) : found
}

/** A file or folder of that name, or a recording of the person's own. */
async function existing(word: string, places: Places, io: Io): Promise<string | null> {
  for (const path of [resolve(io.cwd, word), join(places.home, 'recordings', word)]) {
    if (await stat(path).catch(() => null)) return path
  }
  return null
}

async function fromSession(id: string, places: Places, io: Io): Promise<Outcome<Source, Problem>> {
  const read = await places.sessions.read(id)
  if (!read.ok) return read
  if (read.value.isNewer)
    return refuse('usage', `The session ${id} was written by a newer Deskhand; update this one to do it again.`)
  const made = recordingFrom(read.value.events)
  if (!made || made.recording.steps.length === 0)
    return refuse('usage', `The session ${id} holds nothing that could be done again.`)
  for (const problem of made.problems) io.err(`${problem}\n`)
  const started = read.value.events.find((event) => event.type === 'session.started')
  const display = settingsSchema.shape.display.safeParse(started?.settings['display'])
  const earlier = display.success && display.data !== null ? { display: display.data } : {}
  return { ok: true, value: { recording: made.recording, frames: join(read.value.folder, 'frames'), earlier } }
}
