/** What the desktop in memory tells of its controls: the same that a real program would. */
import type { Controls } from '../../bridge.js'
import type { Control, Rect } from '../../types.js'
import { within } from './canvas.js'
import type { FakeControlSpec } from './fake-types.js'
import { clientRect, controlRect, type Scene, type SceneControl, type SceneWindow } from './scene.js'

const ROLES: Readonly<Record<FakeControlSpec['kind'], string>> = {
  label: 'text',
  button: 'button',
  field: 'textbox',
  list: 'list',
  clock: 'timer',
  film: 'img',
}

export const controlsOf = (scene: Scene): Controls => ({
  focused: (signal) => Promise.resolve(signal.aborted || !scene.focused ? null : describe(scene, scene.focused)),
  at: (point, signal) => {
    const control = signal.aborted ? null : scene.hit(point)?.control
    return Promise.resolve(control ? describe(scene, control) : null)
  },
  secretFields: (signal) => Promise.resolve(signal.aborted ? [] : scene.windows.flatMap(secretsOf)),
})

const isPassword = ({ spec }: SceneControl): boolean => spec.kind === 'field' && spec.isPassword === true

const placeOf = (window: SceneWindow, control: SceneControl): Rect => within(controlRect(window, control), clientRect(window))

const secretsOf = (window: SceneWindow): readonly Rect[] =>
  window.controls.filter(isPassword).map((control) => placeOf(window, control))

function describe(scene: Scene, control: SceneControl): Control | null {
  const window = scene.control(control.id)?.window
  if (!window) return null
  const { spec } = control
  return {
    role: isPassword(control) ? 'password' : ROLES[spec.kind],
    name: spec.kind === 'field' ? (spec.name ?? '') : control.text,
    rect: placeOf(window, control),
    isEditable: spec.kind === 'field',
    isMultiline: spec.kind === 'field' && spec.multiline === true,
    isPassword: isPassword(control),
    app: window.spec.app ?? '',
    url: window.spec.url ?? null,
  }
}
