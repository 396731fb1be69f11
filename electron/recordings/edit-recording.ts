/** Changes a person makes to a recording: each gives a new one, or says why it cannot be. PURE. */
import type { Edit } from '../protocol/redo.js'
import { done, refuse, type Edited } from './edited.js'
import { fixed, parametrised } from './edit-parameters.js'
import { checked, described, insertedCheck, withoutStep } from './edit-steps.js'
import type { Recording } from './recording.js'

export type { Edit } from '../protocol/redo.js'

/** File names on every system. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

export const isRecordingName = (name: string): boolean => NAME.test(name)
export const NAME_RULE = 'letters, digits, dots, - and _, at most 80'

export function editRecording(recording: Recording, edit: Edit): Edited {
  switch (edit.kind) {
    case 'rename':
      return isRecordingName(edit.name) ? done({ ...recording, name: edit.name }) : refuse(`A recording’s name has ${NAME_RULE}.`)
    case 'purpose':
      return edit.text.trim() === '' ? refuse('Say what it does.') : done({ ...recording, task: edit.text.trim() })
    case 'fix':
      return fixed(recording, edit.parameter)
    case 'insert-check':
      return insertedCheck(recording, edit)
    default: {
      const step = recording.steps.find(({ id }) => id === edit.step)
      if (!step) return refuse(`The recording has no step ${edit.step}.`)
      if (edit.kind === 'delete') return withoutStep(recording, step)
      if (edit.kind === 'parametrise') return parametrised(recording, step, edit)
      return done(edit.kind === 'describe' ? described(recording, step, edit.intent) : checked(recording, step, edit))
    }
  }
}

/** One after the other; the first that cannot be refuses all. */
export function editAll(recording: Recording, edits: readonly Edit[]): Edited {
  let now = done(recording)
  for (const edit of edits) {
    if (!now.ok) return now
    now = editRecording(now.value, edit)
  }
  return now
}
