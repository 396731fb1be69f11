/** An object of the accessibility bus as the Control it is. */
import type { Control } from '../../../types.js'
import type { Ref } from './bus.js'
import type { Objects } from './objects.js'
import { ariaRole, hasState, isOperable, ROLE, STATE } from './roles.js'

/** Words and pictures lie a few levels within the button or link that they stand for. */
const LEVELS_TO_OPERABLE = 5
/** Deeper than pages are; a tree that goes round in circles ends. */
const MOST_LEVELS = 200

export async function readControl(objects: Objects, ref: Ref, app: string): Promise<Control | null> {
  const [role, states, name, rect, url] = await Promise.all([
    objects.role(ref),
    objects.states(ref),
    nameOf(objects, ref),
    objects.rect(ref),
    pageOf(objects, ref),
  ])
  if (role === 0 && states.length === 0) return null
  return {
    role: roleOf(role, states),
    name,
    rect,
    isEditable: hasState(states, STATE.editable),
    isMultiline: hasState(states, STATE.multiLine),
    isPassword: role === ROLE.passwordText,
    app,
    url,
  }
}

/** Any part of a page may be made a text to write in. */
function roleOf(role: number, states: readonly number[]): string {
  const word = ariaRole(role)
  const isText = hasState(states, STATE.editable) && hasState(states, STATE.focusable)
  return isText && !isOperable(word) ? 'textbox' : word
}

/** What it is called: by its own name, its label, what stands in it while it is empty, or its description. */
async function nameOf(objects: Objects, ref: Ref): Promise<string> {
  const name = await objects.text(ref, 'Name')
  if (name) return name
  const label = await objects.label(ref)
  const labelled = label && (await objects.text(label, 'Name'))
  if (labelled) return labelled
  return (await objects.attributes(ref))['placeholder-text'] || objects.text(ref, 'Description')
}

/** Address of the page as a whole, not of a frame within it. */
async function pageOf(objects: Objects, ref: Ref): Promise<string | null> {
  let url: string | null = null
  let at: Ref | null = ref
  for (let level = 0; at && level < MOST_LEVELS; level++) {
    if (objects.isDocument(await objects.role(at))) url = (await objects.address(at)) ?? url
    at = await objects.parent(at)
  }
  return url
}

/** The nearest thing around it that a person does something with; itself where there is none near. */
export async function operableAround(objects: Objects, ref: Ref): Promise<Ref> {
  let at: Ref | null = ref
  for (let level = 0; at && level < LEVELS_TO_OPERABLE; level++) {
    const [role, states] = await Promise.all([objects.role(at), objects.states(at)])
    if (isOperable(roleOf(role, states))) return at
    at = await objects.parent(at)
  }
  return ref
}
