/** `record`: what a person does, until the stop hotkey, as a session and as a skill. */
import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import type { HumanEvent, LaunchedProgram, Outcome } from '../../native-bridge/index.js'
import { bindHotkeys, feedHotkeys, NO_KEYS } from '../hotkeys/index.js'
import { pictureWish } from '../models/image-rules.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { isRecordingName, NAME_RULE } from '../recordings/edit-recording.js'
import { recordingFrom } from '../recordings/from-session.js'
import { writeRecording } from '../recordings/recording-files.js'
import { PersonRecorder } from '../recordings/person-recorder.js'
import { writeSkill } from '../recordings/skill.js'
import type { SessionLog } from '../sessions/session-log.js'
import { EXIT, SIGNAL_EXIT } from './exit-codes.js'
import { listenForInterrupts } from './interrupts.js'
import { loadSettings, openPlaces, type Places } from './load-config.js'
import { openDesktop, readDisplayWish, type Desktop } from './open-desktop.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'
import { createJsonPrinter } from './print-json.js'
import { openPrograms } from './run-command.js'
import { readRunFlags, type RunFlags } from './run-flags.js'

interface Wanted {
  readonly name: string
  readonly folder: string
  readonly flags: RunFlags
  readonly settings: Settings
  readonly places: Places
}

export async function recordCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  const wanted = await readWanted(args, io)
  if (!wanted.ok) return wanted
  const wish = readDisplayWish(wanted.value.settings.display)
  if (!wish.ok) return wish
  const interrupts = listenForInterrupts(io)
  const desktop = await openDesktop(wish.value, wanted.value.places.registry, plugs, io)
  if (!desktop.ok) return desktop
  const programs: LaunchedProgram[] = []
  try {
    const opened = await openPrograms(wanted.value.flags.open, desktop.value, plugs, interrupts.signal, programs)
    if (!opened.ok) return opened
    const code = await record(wanted.value, desktop.value, { plugs, io, signal: interrupts.signal })
    const signal = interrupts.which()
    return !code.ok && signal !== null ? { ok: true, value: SIGNAL_EXIT[signal] } : code
  } finally {
    if (desktop.value.isVirtual) for (const program of programs) await program.close()
    await desktop.value.close()
    interrupts.close()
  }
}

async function readWanted(args: ParsedArgs, io: Io): Promise<Outcome<Wanted, Problem>> {
  const [name, ...more] = args.words
  if (name === undefined || more.length > 0) return refuse('usage', 'Say what to call it: `deskhand record NAME`.')
  if (!isRecordingName(name)) return refuse('usage', `The name \`${name}\` cannot be: it has ${NAME_RULE}.`)
  const places = openPlaces(io)
  if (!places.ok) return places
  const folder = join(places.value.home, 'recordings', name)
  if (await stat(folder).catch(() => null)) return refuse('usage', `There is a recording \`${name}\` already, in ${folder}.`)
  const flags = readRunFlags(args)
  if (!flags.ok) return flags
  const loaded = await loadSettings(io, flags.value.layer)
  if (!loaded.ok) return loaded
  return { ok: true, value: { name, folder, flags: flags.value, settings: loaded.value.settings, places: places.value } }
}

interface Around {
  readonly plugs: Plugs
  readonly io: Io
  /** a signal ends it as the hotkey does */
  readonly signal: AbortSignal
}

async function record(wanted: Wanted, desktop: Desktop, around: Around): Promise<Outcome<number, Problem>> {
  const { plugs, io } = around
  const layout = desktop.bridge.human.layout?.() ?? null
  if (!layout) return refuse('input', 'What a person types cannot be recorded here: the keyboard layout cannot be read.')
  const created = await wanted.places.sessions.create()
  if (!created.ok) return created
  const log = created.value
  if (wanted.flags.json) log.subscribe(createJsonPrinter(io))
  const began = plugs.clock.now()
  const recorder = new PersonRecorder({
    bridge: desktop.bridge,
    display: desktop.display,
    layout,
    picture: pictureWish('patches-1.2', 'original'),
    say: async (line) => (await log.append(line)).ok,
    saveFrame: async (look) => (await log.saveFrame(look.picture)).ok,
    now: () => performance.now(),
    sleep: (ms, signal) => plugs.clock.sleep(ms, signal),
  })
  const stop = new AbortController()
  const end = () => stop.abort()
  around.signal.addEventListener('abort', end, { once: true })
  const watch = await desktop.bridge.human.watch(listener(wanted.settings, recorder, end))
  if (!watch.ok) return watch
  await begin(log, wanted, desktop, plugs)
  io.err(`Recording. ${wanted.settings.hotkeys.stop} ends it.\n`)
  const actions = await recorder.run(stop.signal)
  watch.value()
  if (actions === null) return refuse('disk', 'The recording could not be written.')
  const totals = { turns: recorder.turns, actions, ms: Math.round(plugs.clock.now() - began), usage: NO_USAGE }
  await log.append({ type: 'session.finished', status: 'done', text: `Recorded ${actions} actions.`, totals })
  await log.close()
  return save(log.session, wanted, io)
}

const NO_USAGE = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: null }

async function begin(log: SessionLog, { name }: Wanted, desktop: Desktop, plugs: Plugs): Promise<void> {
  const displays = desktop.displays.map((display) => ({ ...display }))
  const settings = { display: desktop.display.id }
  await log.append({
    type: 'session.started',
    task: name,
    provider: 'person',
    model: 'person',
    displays,
    settings,
    version: plugs.version,
  })
}

/** Keys of a hotkey are no part of what is shown. */
function listener(settings: Settings, recorder: PersonRecorder, end: () => void): (event: HumanEvent) => void {
  const bindings = bindHotkeys(settings.hotkeys)
  let state = NO_KEYS
  return (event) => {
    const fed = feedHotkeys(state, event, bindings)
    state = fed.state
    if (fed.signals.some((signal) => signal.kind === 'fired' && signal.name === 'stop')) return end()
    if (!fed.signals.some((signal) => signal.kind === 'fired')) recorder.take(event)
  }
}

async function save(session: string, { name, folder, places }: Wanted, io: Io): Promise<Outcome<number, Problem>> {
  const read = await places.sessions.read(session)
  if (!read.ok) return read
  const made = recordingFrom(read.value.events)
  if (!made || made.recording.steps.length === 0) {
    io.err('Nothing was done, so nothing is saved.\n')
    return { ok: true, value: EXIT.failed }
  }
  const recording = { ...made.recording, name }
  const written = await writeRecording(folder, recording, [join(read.value.folder, 'frames')])
  if (!written.ok) return written
  const skill = await writeSkill(folder, recording)
  if (!skill.ok) return skill
  io.err(`${recording.steps.length} steps: ${skill.value}\n\`deskhand replay ${name}\` does them again.\n`)
  return { ok: true, value: EXIT.done }
}
