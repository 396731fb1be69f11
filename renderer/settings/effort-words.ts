/** Reasoning effort as a person reads it. */
import type { Settings } from '../../electron/protocol/settings.js'

export type EffortChoice = NonNullable<Settings['effort']> | 'auto'

export const effortWords: readonly { value: EffortChoice; words: string }[] = [
  { value: 'auto', words: 'The model’s default' },
  { value: 'none', words: 'None' },
  { value: 'minimal', words: 'Minimal' },
  { value: 'low', words: 'Low' },
  { value: 'medium', words: 'Medium' },
  { value: 'high', words: 'High' },
  { value: 'xhigh', words: 'Very high' },
  { value: 'max', words: 'Highest' },
]
