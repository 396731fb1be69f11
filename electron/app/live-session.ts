/**
 * One task from the home window: the same parts as the command line plugs together, with windows to answer in. Opens what it
 * needs, in the order in which something can be refused, and closes it all when the session has ended.
 */
import { systemClock, type HumanEvent, type Outcome } from '../../native-bridge/index.js'
import { openControlChannel } from '../control/control-channel.js'
import { obeyRemote } from '../control/obey-remote.js'
import type { SessionRegistry } from '../control/session-registry.js'
import { whyNotFollowing } from '../models/following.js'
import type { Model } from '../models/model.js'
import type { Command, ControlBy } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import { lastModel } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings, YieldSettings } from '../protocol/settings.js'
import { offeredSkills } from '../recordings/skill.js'
import { startSession } from '../runner/run-session.js'
import type { PersonPlace, RunningSession, SessionEnd, SessionOptions, SessionPorts } from '../runner/running-session.js'
import { secretsIn } from '../safety/secrets.js'
import type { SessionLog } from '../sessions/session-log.js'
import type { SessionStore } from '../sessions/session-store.js'
import { openGrantFolder } from '../settings/grants-file.js'
import { chooseProvider } from '../settings/choose-provider.js'
import { chooseSwitch } from '../settings/choose-switch.js'
import { heldAsBefore } from '../settings/earlier-life.js'
import type { LoadedSettings } from '../settings/settings.js'
import type { KnownSecret, SecretVault } from '../settings/secret-vault.js'
import type { SecretStore } from '../settings/secrets.js'
import type { ToolBox } from '../tools/tool.js'
import { BUILT_PROVIDERS } from './models.js'
import { openFirst } from './open-first.js'
import { openTaskTools } from './open-task-tools.js'
import { decodeWithRust } from './rust-codec.js'
import type { DesktopView, SessionDesktop } from './session-desktop.js'
import { sessionModel, type Redo } from './session-model.js'

export interface TaskRequest {
  readonly task: string
  /** where shell and file tools may work; null: they are off */
  readonly workspace: string | null
  /** the finished session to go on with and what it says so far; null for a new one */
  readonly follow: { readonly id: string; readonly past: readonly SessionEvent[]; readonly addition: string | null } | null
  /** a recording that is done again, instead of a model; null: a model decides */
  readonly redo: Redo | null
}

export interface LiveParts {
  readonly version: string
  readonly home: string
  /** folders of Deskhand's own, which no tool sees */
  readonly hidden: readonly string[]
  /** one sentence that the person should read */
  readonly warn: (sentence: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly loaded: LoadedSettings
  readonly keychain: SecretStore
  readonly vault: SecretVault
  readonly store: SessionStore
  readonly registry: SessionRegistry
  readonly openDesktop: (wanted: string | null) => Promise<Outcome<SessionDesktop, Problem>>
  readonly heard: (event: SessionEvent) => void
  /** when hands that yielded go on by themselves, epoch ms */
  readonly goesOnAt: (ms: number | null) => void
}

export interface LiveSession {
  readonly id: string
  readonly isVirtual: boolean
  /** what can be watched of its private desktop */
  readonly view: DesktopView | null
  command(command: Command, by: ControlBy): void
  /** when hands that yielded go on */
  readonly yields: YieldSettings['mode']
  hold(isHeld: boolean): void
  human(event: HumanEvent, place: PersonPlace): void
  /** after everything it opened is closed */
  readonly ended: Promise<SessionEnd>
}

/** What has been opened so far; closed in reverse, whether it ends well or half-way. */
class Opened {
  private readonly closers: (() => unknown)[] = []
  add(close: () => unknown): void {
    this.closers.push(close)
  }
  async close(): Promise<void> {
    for (const close of this.closers.reverse()) await close()
    this.closers.length = 0
  }
}

export async function startLiveSession(request: TaskRequest, parts: LiveParts): Promise<Outcome<LiveSession, Problem>> {
  const opened = new Opened()
  const started = await start(request, parts, opened)
  if (!started.ok) await opened.close()
  return started
}

async function start(request: TaskRequest, parts: LiveParts, opened: Opened): Promise<Outcome<LiveSession, Problem>> {
  const { settings } = parts.loaded
  const choice = await chooseProvider({ loaded: parts.loaded, env: parts.env, keychain: parts.keychain, built: BUILT_PROVIDERS })
  if (!choice.ok) return choice
  const desktop = await parts.openDesktop(settings.display)
  if (!desktop.ok) return desktop
  opened.add(() => desktop.value.close())
  const lock = parts.registry.lockDesktop(desktop.value.lockName)
  if (!lock.ok) return lock
  opened.add(lock.value)

  let log: SessionLog | null = null
  const needs = { bridge: desktop.value.bridge, log: () => log, prices: settings.prices }
  const model = await sessionModel(choice.value, request.redo, needs)
  if (!model.ok) return model
  const strange = whyNotFollowing(model.value, lastModel(request.follow?.past ?? []))
  if (strange !== null) return { ok: false, problem: { kind: 'usage', message: strange, retryable: false } }
  const makeModel: Run['makeModel'] = async (wanted, now) => {
    const chosen = await chooseSwitch({ ...parts, built: BUILT_PROVIDERS }, wanted, now)
    return chosen.ok ? sessionModel(chosen.value, null, needs) : chosen
  }
  const understood = model.value.check(request.task)
  if (!understood.ok) return understood
  const all = { request, parts, opened, desktop: desktop.value, model: model.value, makeModel }
  return openLog(all, (opened) => {
    log = opened
  })
}

/** From here on something of it is on disk: the program that is opened first has come up. */
async function openLog(
  all: Omit<Run, 'log' | 'secrets' | 'tools'>,
  know: (log: SessionLog) => void,
): Promise<Outcome<LiveSession, Problem>> {
  const { request, parts, opened, desktop } = all
  const program = await openFirst(request.redo?.open ?? '', desktop)
  if (!program.ok) return program
  opened.add(program.value)
  const openedLog = request.follow === null ? await parts.store.create() : await parts.store.open(request.follow.id)
  if (!openedLog.ok) return openedLog
  const log = openedLog.value
  opened.add(() => log.close())
  know(log)
  const secrets = await parts.vault.open()
  if (!secrets.ok && secretsIn(wordsOf(request)).length > 0) return secrets
  const kept = secrets.ok ? secrets.value : []
  const tools = await openTaskTools({
    ...parts,
    workspace: request.workspace,
    settings: parts.loaded.settings,
    session: log.session,
    folder: parts.store.folder(log.session),
    desktop,
    secrets: kept,
  })
  if (!tools.ok) return tools
  opened.add(() => tools.value?.close())
  return run({ ...all, log, secrets: kept, tools: tools.value })
}

/** All that names secrets: the task, and what a recording types. */
const wordsOf = ({ task, redo }: TaskRequest): string =>
  [
    task,
    ...(redo?.source.recording.steps ?? []).flatMap(({ actions }) =>
      actions.flatMap((action) => (action.kind === 'type' ? [action.text] : [])),
    ),
  ].join('\n')

interface Run {
  readonly request: TaskRequest
  readonly parts: LiveParts
  readonly opened: Opened
  readonly desktop: SessionDesktop
  readonly model: Model
  readonly makeModel: NonNullable<SessionPorts['makeModel']>
  readonly log: SessionLog
  readonly secrets: readonly KnownSecret[]
  readonly tools: ToolBox | null
}

async function run(all: Run): Promise<Outcome<LiveSession, Problem>> {
  const { parts, opened, desktop, model, log } = all
  let running: RunningSession | null = null
  const channel = await openControlChannel(parts.registry.socketPath(log.session), (command) => {
    const target = {
      command: (...said: Parameters<RunningSession['command']>) => running?.command(...said),
      subscribe: log.subscribe.bind(log),
    }
    return obeyRemote(target, log.session, command)
  })
  if (!channel.ok) return channel
  opened.add(() => channel.value.close())
  const started = new Date().toISOString()
  const announced = parts.registry.announce({ id: log.session, display: desktop.lockName, started })
  if (!announced.ok) return announced
  opened.add(announced.value)
  opened.add(log.subscribe(parts.heard))

  if (desktop.isVirtual) opened.add(await watchPerson(desktop, () => running))
  const options = { ...optionsOf(all), ...(await offeredSkills(parts.home, model.provider)) }
  const session = startSession(
    { bridge: desktop.bridge, model, makeModel: all.makeModel, log, clock: systemClock, decode: decodeWithRust },
    options,
  )
  running = session
  const ended = session.ended.then(async (end) => {
    await opened.close()
    await parts.store.prune(parts.loaded.settings.retention)
    return end
  })
  return {
    ok: true,
    value: {
      id: session.id,
      isVirtual: desktop.isVirtual,
      view: desktop.view,
      command: (command, by) => {
        session.command(command, by)
      },
      hold: (isHeld) => {
        session.hold(isHeld)
      },
      yields: parts.loaded.settings.yield.mode,
      human: (event, place) => {
        session.human(event, place)
      },
      ended,
    },
  }
}

/** On a private desktop whoever is no program of the session's hands is a person as well: somebody who watches it and takes over. */
async function watchPerson({ bridge }: SessionDesktop, running: () => RunningSession | null): Promise<() => void> {
  const watch = await bridge.human.watch((event) => {
    running()?.human(event, 'desktop')
  })
  return watch.ok ? watch.value : () => undefined
}

function optionsOf({ request, parts, desktop, secrets, tools, log }: Run): SessionOptions {
  const past = request.follow?.past ?? []
  const first = past.find((event) => event.type === 'session.started')
  const settings = heldAsBefore(parts.loaded.settings, first?.settings ?? {}, {})
  return {
    task: first?.task ?? request.task,
    images: first?.images ?? [],
    display: desktop.display,
    displays: desktop.displays,
    approvals: settings.approvals,
    policy: { rules: settings.policy, projectRules: settings.projectPolicy },
    grants: openGrantFolder(parts.home).of(log.session),
    limits: settings.limits,
    secrets,
    ...(tools ? { tools } : {}),
    canAnswer: () => true,
    atLimit: 'ask',
    dryRun: false,
    waitOnline: true,
    shownSettings: shown(settings),
    person: { yield: settings.yield, stopCorner: settings.stopCorner, goesOnAt: parts.goesOnAt },
    version: parts.version,
    past,
    addition: request.follow?.addition ?? null,
  }
}

/** What the log may show of the settings: those that had a say in this session. */
function shown({ provider, model, effort, display, approvals, limits, yield: yielding }: Settings): Partial<Settings> {
  return { provider, model, effort, display, approvals, limits, yield: yielding }
}
