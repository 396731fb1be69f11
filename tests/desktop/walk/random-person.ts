/** What a person may do while the app works, drawn at random: real keys and mouse, commands of the windows, other processes, and mishaps. */
import type { Command } from '../../../electron/protocol/command.js'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import type { RunningApp, Scene } from '../../support/running-app.js'
import type { Random } from '../../support/random.js'

export interface Stage {
  readonly scene: Scene
  readonly app: RunningApp
  readonly session: string
  readonly events: readonly SessionEvent[]
}

export type Deed = readonly [name: string, weight: number, act: (stage: Stage, random: Random) => Promise<unknown>]

const tell = ({ app, session }: Stage, command: Command) => app.ask('command', { session, command })
const move = (random: Random) => ['mousemove', String(random.below(1440)), String(random.below(900))]

export const DEEDS: readonly Deed[] = [
  ['moves the mouse', 4, ({ scene }, random) => scene.x(...move(random))],
  ['clicks', 3, ({ scene }, random) => scene.x(...move(random), 'click', '1')],
  ['types', 3, ({ scene }) => scene.x('type', 'hi')],
  ['presses the stop key', 1, ({ scene }) => scene.x('key', 'ctrl+alt+period')],
  ['presses the pause key', 3, ({ scene }) => scene.x('key', 'ctrl+alt+comma')],
  ['presses the take-over key', 3, ({ scene }) => scene.x('key', 'ctrl+alt+space')],
  ['presses the steer key', 1, ({ scene }) => scene.x('key', 'ctrl+alt+slash')],
  ['steers now', 5, (stage) => tell(stage, { type: 'steer', text: 'Try the other one.', when: 'now' })],
  ['steers for the next turn', 4, (stage) => tell(stage, { type: 'steer', text: 'Why that?', when: 'next-turn' })],
  ['pauses', 2, (stage) => tell(stage, { type: 'pause' })],
  ['takes over', 2, (stage) => tell(stage, { type: 'takeOver' })],
  ['goes on', 24, (stage) => tell(stage, { type: 'continue' })],
  ['answers', 24, answerLast],
  ['answers wrongly', 2, (stage) => tell(stage, { type: 'answer', id: 'nobody-asked', value: 'x' })],
  ['stops', 1, (stage) => tell(stage, { type: 'stop' })],
  ['stops from another process', 1, ({ scene }) => scene.deskhand('stop')],
  ['steers from another process', 2, ({ scene }) => scene.deskhand('steer', 'Be quick.')],
  ['closes the main window', 2, (_stage) => _stage.app.ask('window.hide', null)],
  ['opens the main window', 2, ({ app }) => app.ask('window.show', { window: 'home' })],
  [
    'finds a window frozen',
    3,
    ({ app }, random) => app.overlay.evaluate(freeze, 200 + random.below(1200)).catch(() => undefined),
  ],
  ['looks at settings', 1, ({ app }) => app.ask('window.show', { window: 'settings' })],
]

/** Runs in the window: nothing of it answers for a while. */
function freeze(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** What is asked and not answered yet. */
async function answerLast(stage: Stage, random: Random): Promise<unknown> {
  const asked = stage.events.findLast((event) => event.type === 'approval.asked' || event.type === 'question.asked')
  if (asked?.type === 'approval.asked')
    return tell(stage, { type: 'answer', id: asked.id, value: random.oneOf(['allow', 'allow-session', 'deny']) })
  if (asked?.type !== 'question.asked') return undefined
  const values = { text: 'the left one', choice: 'that', confirm: random.chance(0.7), file: '/etc/hostname' } as const
  return tell(stage, { type: 'answer', id: asked.id, value: values[asked.kind] })
}

export function drawDeed(random: Random): Deed {
  let dice = random.below(DEEDS.reduce((sum, [, weight]) => sum + weight, 0))
  for (const deed of DEEDS) {
    dice -= deed[1]
    if (dice < 0) return deed
  }
  return DEEDS[0] as Deed
}
