/** How a step ended, in words, shape and tone: shape first, a word whenever it is not plainly done. */
import type { ActionResult, EffectSignal } from '../protocol/action.js'
import type { ItemTone } from '../protocol/replay.js'

export type Ending = ActionResult | 'no effect'

interface EndingWords {
  readonly icon: string
  readonly tone: ItemTone
  readonly result: string
}

export const ENDINGS: Readonly<Record<Ending, EndingWords>> = {
  done: { icon: 'done', tone: 'plain', result: '' },
  failed: { icon: 'failed', tone: 'bad', result: 'Failed' },
  denied: { icon: 'denied', tone: 'warn', result: 'Denied' },
  skipped: { icon: 'skipped', tone: 'plain', result: 'Skipped' },
  interrupted: { icon: 'interrupted', tone: 'warn', result: 'Interrupted' },
  'no effect': { icon: 'noeffect', tone: 'warn', result: 'No effect' },
}

export const EFFECT_WORDS: Readonly<Record<EffectSignal, string>> = {
  changed: 'The screen changed',
  unchanged: 'The screen did not change',
  unknown: 'Not known',
}

const REASONS: Readonly<Record<string, (time: string) => string>> = {
  first: () => 'the first look',
  settled: (time) => `settled in ${time}`,
  unchanged: (time) => `nothing changed in ${time}`,
  'gave-up': (time) => `still moving after ${time}`,
}

/** '1440 × 900 · settled in 207 ms · 6 % changed' */
export function frameCaption(frame: {
  width: number
  height: number
  reason: string
  settledMs: number
  changed: number
}): string {
  const reason = (REASONS[frame.reason] ?? (() => frame.reason))(`${frame.settledMs.toFixed(0)} ms`)
  return `${frame.width} × ${frame.height} · ${reason} · ${Math.round(frame.changed * 100)} % changed`
}
