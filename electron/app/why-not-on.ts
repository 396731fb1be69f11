/** What a person reads where a session cannot go on. */
import type { EarlierLife } from '../sessions/earlier-life.js'

/** null: it can */
export const WHY_NOT_ON: Readonly<Record<EarlierLife, string | null>> = {
  newer: 'A newer Deskhand wrote this session. Update this one to go on with it.',
  'never-began': 'This session never began. Start its task anew.',
  'no-model': 'No model did this, so there is none to go on. Run it again instead.',
  done: null,
  open: null,
}
