/** Runs a whole session: a played model, the desktop in memory, the real runner, a log that checks each line. */
import { expect } from 'vitest'
import { openFakeDesktop, type Bridge, type Display, type FakeDesktop, type FakeWindowSpec } from '../../native-bridge/index.js'
import type { Command, ControlBy } from '../../electron/protocol/command.js'
import type { EventBody, SessionEvent } from '../../electron/protocol/event.js'
import type { Clock, RunningSession, SessionEnd, SessionOptions } from '../../electron/runner/running-session.js'
import { startSession } from '../../electron/runner/run-session.js'
import { foldLog } from '../../electron/agent/fold.js'
import { fakeClock } from './fake-clock.js'
import { memoryLog, type MemoryLog } from './memory-log.js'
import { playedModel, type PlayedModel, type PlayedTurn } from './played-model.js'

export interface Scene {
  readonly session: RunningSession
  readonly desktop: FakeDesktop
  readonly log: MemoryLog
  readonly model: PlayedModel
  say(command: Command, by?: ControlBy): void
}

export interface Scenario {
  readonly turns: readonly PlayedTurn[]
  readonly windows?: readonly FakeWindowSpec[]
  readonly screen?: Display
  readonly options?: Partial<SessionOptions>
  /** the log it goes on from is broken on purpose */
  readonly isStrange?: boolean
  readonly understands?: (text: string) => boolean
  /** ports that behave otherwise than those of the desktop in memory */
  readonly wrap?: (bridge: Bridge, clock: Clock) => Bridge
  /** before the session starts */
  readonly before?: (scene: Omit<Scene, 'session' | 'say'>) => void
  /** while a model call is under way; the first is 1 */
  readonly onAsk?: (number: number, scene: Scene) => void
  /** each event as it is on disk */
  readonly on?: (event: SessionEvent, scene: Scene) => void
}

export interface Played {
  readonly end: SessionEnd
  readonly events: readonly SessionEvent[]
  readonly desktop: FakeDesktop
  readonly log: MemoryLog
  readonly model: PlayedModel
}

/** Small, so that sweeps over many sessions stay quick. */
const SCREEN: Display = { id: 'fake-1', x: 0, y: 0, width: 640, height: 400, scale: 1, primary: true }

/** A window with a button and a field, in the middle of the screen. */
export const WINDOW: FakeWindowSpec = {
  title: 'Form',
  app: 'form',
  x: 40,
  y: 40,
  width: 400,
  height: 300,
  controls: [
    { kind: 'button', id: 'save', text: 'Save', rect: { x: 20, y: 20, width: 100, height: 40 } },
    { kind: 'field', id: 'name', rect: { x: 20, y: 100, width: 300, height: 30 } },
  ],
}
/** where the button and the field lie, picture px */
export const SAVE = { x: 110, y: 80 }
export const NAME = { x: 210, y: 155 }

export async function play(scenario: Scenario): Promise<Played> {
  const clock = fakeClock()
  const desktop = openFakeDesktop({ windows: scenario.windows ?? [WINDOW], clock, displays: [scenario.screen ?? SCREEN] })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const display = displays.value[0]!
  const past = scenario.options?.past ?? []
  const log = memoryLog(clock, past)
  const model = playedModel(scenario.turns, clock, {
    onAsk: (number) => scenario.onAsk?.(number, scene),
    ...(scenario.understands ? { understands: scenario.understands } : {}),
  })
  scenario.before?.({ desktop, log, model })
  const options: SessionOptions = {
    task: 'Save the form',
    images: [],
    display,
    displays: displays.value,
    approvals: 'risky',
    limits: { steps: 200, costUsd: 5, minutes: 60 },
    secrets: [],
    canAnswer: () => true,
    atLimit: 'finish',
    dryRun: false,
    shownSettings: {},
    version: '0.1.0',
    past,
    addition: null,
    ...scenario.options,
  }
  const session = startSession({ bridge: scenario.wrap?.(desktop.bridge, clock) ?? desktop.bridge, model, log, clock }, options)
  const scene: Scene = { session, desktop, log, model, say: (command, by = 'person') => session.command(command, by) }
  log.subscribe((event) => scenario.on?.(event, scene))
  const end = await session.ended
  const played = { end, events: log.events, desktop, log, model }
  if (!scenario.isStrange) checkEveryEnd(played)
  return played
}

/** What holds at the end of every session, whatever happened in it. */
function checkEveryEnd({ desktop, events, log }: Played): void {
  expect(desktop.bridge.input.held(), 'nothing is held').toEqual([])
  expect(log.isClosed, 'the log is closed').toBe(true)
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  if (events.at(-1)?.type !== 'session.finished') return
  const proposed = [...only(events, 'action.proposed'), ...only(events, 'tool.proposed')].map((event) => event.id)
  const finished = [...only(events, 'action.finished'), ...only(events, 'tool.finished')].map((event) => event.id)
  expect(finished.sort(), 'every proposed thing ends exactly once').toEqual(proposed.sort())
  expect(foldLog(events).strangeAt, 'the log folds back into the same lines').toBe(null)
}

export const typesOf = (events: readonly SessionEvent[]): readonly string[] => events.map((event) => event.type)

export const only = <T extends EventBody['type']>(
  events: readonly SessionEvent[],
  kind: T,
): readonly Extract<SessionEvent, { type: T }>[] =>
  events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === kind)

export const resultsOf = (events: readonly SessionEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'action.finished' || event.type === 'tool.finished' ? [`${event.id} ${event.result}`] : [],
  )
