/** `run` and `resume`: checks in the order of their exit codes, then one live session. */
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import type { LaunchedProgram, Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { listenForInterrupts, type Interrupts } from './interrupts.js'
import { SIGNAL_EXIT } from './exit-codes.js'
import { runLive, type LiveRun } from './live-run.js'
import { openPlaces, type Places } from './load-config.js'
import { openDesktop, type Desktop } from './open-desktop.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'
import { openSessionTools } from './open-session-tools.js'
import { prepareRun, type PreparedRun } from './prepare-run.js'
import { readEarlierLife } from './resume-request.js'
import { openWorkspaceMemory, type KeptWorkspace } from '../settings/workspace-memory.js'
import { expandTask } from '../templates/expand-task.js'
import { readTemplates } from '../templates/read-templates.js'
import { withoutSecrets, withoutValues } from './quiet-io.js'
import type { Start } from './start.js'

const WINDOW_PATIENCE_MS = 20_000

export async function runCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  const start = await readTask(args, io)
  return carryOut(start, args, plugs, io)
}

export async function resumeCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  const places = openPlaces(io)
  const start = places.ok ? await readEarlierLife(args, places.value) : places
  return carryOut(start, args, plugs, io)
}

async function readTask(args: ParsedArgs, io: Io): Promise<Outcome<Start, Problem>> {
  const [word, ...more] = args.words
  if (word === undefined) return refuse('usage', 'Say what to do: `deskhand run "…"`, or `deskhand run -` to read it from stdin.')
  if (more.length > 0) return refuse('usage', 'The task must be one argument: put it in quotes.')
  const stdinIsTaken = word === '-'
  const task = stdinIsTaken ? (await readAll(io.stdin)).trim() : word.trim()
  if (task === '') return refuse('usage', 'The task is empty.')
  const whole = await withTemplate(task, args, io)
  if (!whole.ok) return whole
  const start = { task: whole.value, wanted: whole.value, past: [], addition: null, stdinIsTaken, earlier: {}, id: null }
  return { ok: true, value: start }
}

/** Templates are only looked for where one may be meant. */
async function withTemplate(task: string, args: ParsedArgs, io: Io): Promise<Outcome<string, Problem>> {
  if (!task.startsWith('/')) return { ok: true, value: task }
  const { templates, warnings } = await readTemplates(projectOf(args, io))
  for (const warning of warnings) io.err(`${warning}\n`)
  return expandTask(task, templates)
}

/** A project's templates lie in the folder that is worked in. */
function projectOf(args: ParsedArgs, io: Io): string {
  return resolve(io.cwd, args.flags.get('workspace')?.at(-1) ?? '.')
}

/** Everything between a start and an exit code. */
export async function carryOut(
  start: Outcome<Start, Problem>,
  args: ParsedArgs,
  plugs: Plugs,
  io: Io,
): Promise<Outcome<number, Problem>> {
  if (!start.ok) return start
  const { wanted, earlier, began = {}, before = null } = start.value
  const places = openPlaces(io)
  if (!places.ok) return places
  const kept = await earlierWorkspace(start.value, args, places.value)
  if (!kept.ok) return kept
  const prepared = await prepareRun({ args, task: wanted, earlier, began, before, kept: kept.value }, plugs, io)
  if (!prepared.ok) return prepared
  const quiet = withoutSecrets(io, prepared.value.secrets)
  const interrupts = listenForInterrupts(quiet)
  try {
    const code = await onDesktop(start.value, prepared.value, places.value, plugs, quiet, interrupts)
    const signal = interrupts.which()
    // Interrupted while it was still being set up: the signal is the reason, not what it broke.
    return !code.ok && signal !== null ? { ok: true, value: SIGNAL_EXIT[signal] } : code
  } catch (error) {
    throw withoutValues(error, prepared.value.secrets)
  } finally {
    interrupts.close()
  }
}

/** Where a session that goes on worked, unless a flag says where it works now. */
function earlierWorkspace(
  { id }: Start,
  { flags }: ParsedArgs,
  { home }: Places,
): Promise<Outcome<KeptWorkspace | null, Problem>> {
  if (id === null || flags.has('workspace')) return Promise.resolve({ ok: true, value: null })
  return openWorkspaceMemory(home).of(id)
}

async function onDesktop(
  start: Start,
  prepared: PreparedRun,
  places: Places,
  plugs: Plugs,
  io: Io,
  interrupts: Interrupts,
): Promise<Outcome<number, Problem>> {
  const desktop = await openDesktop(prepared.wish, places.registry, plugs, io, prepared.settings.textLanguages)
  if (!desktop.ok) return desktop
  interrupts.onSecond(() => desktop.value.close())
  const programs: LaunchedProgram[] = []
  try {
    const opened = await openPrograms(prepared.flags.open, desktop.value, plugs, interrupts.signal, programs)
    if (!opened.ok) return opened
    const log = start.id === null ? await places.sessions.create() : await places.sessions.open(start.id)
    if (!log.ok) return log
    for (const warning of prepared.warnings) io.err(`${warning}\n`)
    const code = await withTools({ start, prepared, desktop: desktop.value, log: log.value }, places, plugs, io, interrupts)
    await places.sessions.prune(prepared.settings.retention)
    if (code.ok) return code
    await log.value.close()
    if (start.id === null) await places.sessions.remove(log.value.session)
    return code
  } finally {
    if (desktop.value.isVirtual) for (const program of programs) await program.close()
    await desktop.value.close()
  }
}

async function withTools(
  run: Omit<LiveRun, 'tools'>,
  places: Places,
  plugs: Plugs,
  io: Io,
  interrupts: Interrupts,
): Promise<Outcome<number, Problem>> {
  const { prepared, desktop, log } = run
  const tools = await openSessionTools({ prepared, desktop, session: log.session }, places, io)
  if (!tools.ok) return tools
  try {
    return await runLive({ ...run, tools: tools.value }, places, plugs, io, interrupts)
  } finally {
    await tools.value?.close()
  }
}

export async function openPrograms(
  commands: readonly string[],
  desktop: Desktop,
  plugs: Plugs,
  signal: AbortSignal,
  programs: LaunchedProgram[],
): Promise<Outcome<void, Problem>> {
  for (const command of commands) {
    const options = { env: desktop.programEnv, waitForWindowMs: WINDOW_PATIENCE_MS, bridge: desktop.bridge, signal }
    const program = await plugs.launchProgram(command, options)
    if (!program.ok) return program
    programs.push(program.value)
  }
  if (signal.aborted) return refuse('aborted', 'Interrupted.')
  return { ok: true, value: undefined }
}
