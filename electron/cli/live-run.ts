/** One session from its open desktop to its exit code: log, printing, who may speak to it, and the end of it all. */
import type { Outcome } from '../../native-bridge/index.js'
import { openControlChannel } from '../control/control-channel.js'
import { pauseAfter, pauseCommand, type PauseKind } from '../hotkeys/index.js'
import type { Command } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Grants, RunningSession, SessionEnd } from '../runner/running-session.js'
import { offeredSkills } from '../recordings/skill.js'
import type { SessionLog } from '../sessions/session-log.js'
import { openGrantFolder } from '../settings/grants-file.js'
import type { ToolBox } from '../tools/tool.js'
import { visibleLine } from '../replay/visible-text.js'
import { createColours, wantsColours } from './colours.js'
import { exitForEnd } from './exit-codes.js'
import type { Interrupts } from './interrupts.js'
import type { Places } from './load-config.js'
import { obeyRemote, type CommandTarget } from '../control/obey-remote.js'
import type { Desktop } from './open-desktop.js'
import { guardTerminal, type OwnTerminal } from './own-terminal.js'
import type { Io, Plugs } from './plugs.js'
import type { PreparedRun } from './prepare-run.js'
import { createJsonPrinter } from './print-json.js'
import { createTextPrinter, END_WORDS } from './print-text.js'
import { listenForCommands, type Attached } from './stdin-commands.js'
import { talkInTerminal } from './terminal-talk.js'
import type { Start } from './start.js'
import { createWaitLine } from './wait-line.js'
import { watchHotkeys } from './watch-hotkeys.js'

export interface LiveRun {
  readonly start: Start
  readonly prepared: PreparedRun
  readonly desktop: Desktop
  readonly log: SessionLog
  /** null: only the screen */
  readonly tools: ToolBox | null
}

export async function runLive(
  run: LiveRun,
  places: Places,
  plugs: Plugs,
  io: Io,
  interrupts: Interrupts,
): Promise<Outcome<number, Problem>> {
  const { prepared, desktop, log } = run
  const terminal = isAtTerminal(io) && !desktop.isVirtual ? await guardTerminal(desktop.bridge, io) : null
  const bridge = terminal?.bridge ?? desktop.bridge
  prepared.connect({ bridge, log })
  for (const image of prepared.images) {
    const saved = await log.saveFrame(image)
    if (!saved.ok) return saved
  }
  let session: RunningSession | null = null
  const target: CommandTarget = {
    command: (command, by) => session?.command(command, by),
    subscribe: (listener) => log.subscribe(listener),
  }
  const channel = await openControlChannel(places.registry.socketPath(log.session), (command) =>
    obeyRemote(target, log.session, command),
  )
  if (!channel.ok) return channel
  const announced = places.registry.announce({ id: log.session, display: desktop.name, started: new Date().toISOString() })
  if (!announced.ok) {
    await channel.value.close()
    return announced
  }
  log.subscribe(printerFor(run, io))
  const person = attachPerson(run, io, target)
  const skills = await offeredSkills(places.home, prepared.model.provider)
  session = plugs.startSession(
    { bridge, model: prepared.model, makeModel: prepared.makeModel, log, clock: plugs.clock, decode: plugs.decode },
    {
      ...sessionOptions(run, plugs, () => person.isOpen(), openGrantFolder(places.home).of(log.session)),
      ...skills,
    },
  )
  interrupts.onFirst(() => target.command({ type: 'stop' }, 'signal'))
  interrupts.onSecond(() => desktop.bridge.input.releaseAll().then(() => desktop.close()))
  const letGoOfHotkeys = await attachHotkeys(run, io, target, session, terminal)

  const end = await session.ended
  letGoOfHotkeys()
  person.close()
  await channel.value.close()
  announced.value()
  await log.close()
  sayEnd(end, run, io)
  return { ok: true, value: exitForEnd(end, interrupts.which()) }
}

async function attachHotkeys(
  { desktop, prepared }: LiveRun,
  io: Io,
  target: CommandTarget,
  session: RunningSession,
  terminal: OwnTerminal | null,
): Promise<() => void> {
  const { settings } = prepared
  let pause: PauseKind = 'none'
  target.subscribe((event) => {
    if (event.type === 'control') pause = pauseAfter(event)
  })
  const press = (key: 'pause' | 'takeOver') => target.command(pauseCommand(key, pause, settings.yield.mode), 'hotkey')
  const hotkeys = await watchHotkeys(
    desktop.bridge.human,
    settings.hotkeys,
    {
      stop: () => target.command({ type: 'stop' }, 'hotkey'),
      pause: () => press('pause'),
      takeOver: () => press('takeOver'),
    },
    {
      chordHeld: (isHeld) => session.hold(isHeld),
      human: (event, place) => session.human(event, place === 'desktop' && terminal?.isOver(event) ? 'own' : place),
    },
  )
  // Nobody sits at a private desktop, so nobody misses a key there.
  if (!desktop.isVirtual) for (const problem of hotkeys.problems) io.err(`${problem}\n`)
  return hotkeys.close
}

const isAtTerminal = (io: Io): boolean => io.stdin.isTTY === true && io.errIsTerminal

const NOBODY: Attached = { isOpen: () => false, close: () => undefined }

function printerFor({ prepared }: LiveRun, io: Io): (event: SessionEvent) => void {
  if (prepared.flags.json) return createJsonPrinter(io)
  const colours = createColours(wantsColours(io.outIsTerminal, io.env))
  const printer = createTextPrinter((text) => io.out(text), colours, prepared.settings.yield)
  if (!io.outIsTerminal) return (event) => printer.take(event)
  const hint = isAtTerminal(io) ? 'Ctrl+C stops, /pause waits with it.' : 'Ctrl+C stops.'
  const line = createWaitLine((text) => io.out(text), printer, hint, Date.now)
  return (event) => line.take(event)
}

function sessionOptions(
  run: LiveRun,
  plugs: Plugs,
  canAnswer: () => boolean,
  grants: Grants,
): Parameters<Plugs['startSession']>[1] {
  const { prepared, desktop, start } = run
  const { provider, model, baseUrl, effort, display, approvals, limits, yield: yielding, stopCorner } = prepared.settings
  return {
    task: start.task,
    images: prepared.images.map((image) => image.id),
    display: desktop.display,
    displays: desktop.displays,
    approvals,
    policy: prepared.policy,
    grants,
    limits,
    secrets: prepared.secrets,
    canAnswer,
    atLimit: 'finish',
    dryRun: prepared.flags.dryRun,
    waitOnline: prepared.flags.waitOnline,
    shownSettings: { provider, model, baseUrl: withoutPassword(baseUrl), effort, display, approvals, limits, yield: yielding },
    person: { yield: yielding, stopCorner },
    version: plugs.version,
    ...(run.tools ? { tools: run.tools } : {}),
    ...(prepared.answer ? { answer: prepared.answer } : {}),
    past: start.past,
    addition: start.addition,
  }
}

function withoutPassword(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return address
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}

/** Who can answer and steer: JSON lines on stdin with --json, a typing person in a terminal, else nobody. */
function attachPerson({ start, prepared, log }: LiveRun, io: Io, target: CommandTarget): Attached {
  if (start.stdinIsTaken) return NOBODY
  const command = (command: Command) => target.command(command, 'person')
  if (prepared.flags.json) {
    return listenForCommands(io.stdin, {
      command,
      badLine: (problem) => void log.append({ type: 'problem', ...problem }),
    })
  }
  if (!isAtTerminal(io)) return NOBODY
  const talk = talkInTerminal(io, command)
  log.subscribe((event) => talk.take(event))
  return talk
}

/** One sentence on stderr for every end that is not "done"; a person at a terminal has just read it in the trace. */
function sayEnd(end: SessionEnd, { prepared }: LiveRun, io: Io): void {
  if (end.status === 'done' || (!prepared.flags.json && io.outIsTerminal)) return
  const reason = end.problem?.message ?? end.text.split('\n')[0] ?? ''
  io.err(`${reason === '' ? `${END_WORDS[end.status]}.` : visibleLine(reason, 1000)}\n`)
}
