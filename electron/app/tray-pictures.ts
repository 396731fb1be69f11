/** Which of build/tray's pictures shows which state. Shapes tell the states apart; colour only repeats it. */
import type { LiveState } from './live-state.js'

export const TRAY_PICTURES: Readonly<Record<LiveState, string>> = {
  idle: 'idle',
  working: 'working',
  paused: 'paused',
  you: 'paused',
  'needs-you': 'needs-you',
  stopping: 'stopping',
}
