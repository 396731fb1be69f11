/** Options of a session in which nothing is asked, nothing is limited and nobody answers: what tests and benches on real desktops start. */
import type { SessionOptions } from '../../electron/runner/running-session.js'
import type { Display } from '../../native-bridge/index.js'

/** On the first of the displays. */
export function plainSession(task: string, displays: readonly Display[], more: Partial<SessionOptions> = {}): SessionOptions {
  const [display] = displays
  if (!display) throw new Error('There is no display.')
  return {
    task,
    images: [],
    display,
    displays,
    approvals: 'never',
    limits: { steps: 0, costUsd: 0, minutes: 0 },
    secrets: [],
    canAnswer: () => false,
    atLimit: 'finish',
    dryRun: false,
    shownSettings: {},
    version: 'test',
    past: [],
    addition: null,
    ...more,
  }
}
