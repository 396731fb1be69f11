/** One step at one turn: what to do now, from what is seen now and what was done for it before. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import { act, click, fail, type Decision, type Situation } from './decision.js'
import { carryOutCheck, carryOutWaitUntil } from './conditions.js'
import { carryOutOpen } from './open.js'
import { carryOutRead } from './reading.js'
import { toPicture, type Scene } from './scene.js'
import { carryOutScroll } from './scrolling.js'
import { seek } from './seek.js'
import type { Step } from './steps.js'

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>

const carryOutClick = (step: Of<'click'>, scene: Scene, { look, progress }: Situation): Decision => {
  const sought = seek(scene, look, step.place, progress)
  if (!('found' in sought)) return sought.decision
  return act([click(toPicture(look, sought.found.point), step.button, step.count, step.modifiers)], sought.found.why)
}

const carryOutHover = (step: Of<'hover'>, scene: Scene, { look, progress }: Situation): Decision => {
  const sought = seek(scene, look, step.place, progress)
  if (!('found' in sought)) return sought.decision
  return act([{ kind: 'move', ...toPicture(look, sought.found.point), modifiers: [] }], sought.found.why)
}

/** What the field holds is selected first where the text shall replace it. */
const carryOutType = (step: Of<'type'>, scene: Scene, { look, progress }: Situation): Decision => {
  const sought = seek(scene, look, step.into!, progress)
  if (!('found' in sought)) return sought.decision
  const select = step.replaces ? [{ kind: 'chord' as const, keys: ['ctrl', 'a'], repeat: 1 }] : []
  return act([click(toPicture(look, sought.found.point)), ...select, { kind: 'type', text: step.text }], sought.found.why)
}

/** Programs take a drag only where the pointer is seen to move. */
const DRAG_POINTS = 6

const carryOutDrag = (step: Of<'drag'>, scene: Scene, { look, progress }: Situation): Decision => {
  const from = seek(scene, look, step.from, progress, false)
  if (!('found' in from)) return from.decision
  const to = seek(scene, look, step.to, progress, false)
  if (!('found' in to)) return to.decision
  const start = toPicture(look, from.found.point)
  const end = toPicture(look, to.found.point)
  const path = Array.from({ length: DRAG_POINTS }, (_, i) => ({
    x: Math.round(start.x + ((end.x - start.x) * i) / (DRAG_POINTS - 1)),
    y: Math.round(start.y + ((end.y - start.y) * i) / (DRAG_POINTS - 1)),
  }))
  return act([{ kind: 'drag', path, button: 'left', modifiers: [] }], `${from.found.why} ${to.found.why}`)
}

const carryOutPress = (step: Of<'press'>): Decision => {
  const chords = step.chords.map((keys) => ({ kind: 'chord' as const, keys: [...keys], repeat: 1 }))
  const [only] = chords
  const actions =
    chords.length === 1 && only ? [{ ...only, repeat: step.repeat }] : Array.from({ length: step.repeat }, () => chords).flat()
  return act(actions, `The task says to press ${step.chords.map((keys) => keys.join('+')).join(', ')}.`)
}

type Seeing = { readonly [K in Step['kind']]?: (step: Of<K>, scene: Scene, situation: Situation) => Decision }

/** Steps that go by the text on the screen. */
const SEEING: Seeing = {
  open: (step, scene, situation) => carryOutOpen(step.place, scene, situation),
  click: carryOutClick,
  hover: carryOutHover,
  type: carryOutType,
  scroll: carryOutScroll,
  drag: carryOutDrag,
  waitUntil: (step, scene, { progress }) => carryOutWaitUntil(step, scene, progress),
  check: (step, scene, { progress }) => carryOutCheck(step.condition, scene, progress),
  read: (step, scene, situation) => carryOutRead(step.what, scene, situation),
}

/** Steps that need no look at the text of the screen; null for the others. */
const carryOutBlind = (step: Step): Decision | null => {
  if (step.kind === 'press') return carryOutPress(step)
  if (step.kind === 'wait') return act([{ kind: 'wait', ms: step.ms }], `The task says to wait ${step.ms / 1000} s.`)
  if (step.kind === 'stop') return { kind: 'stop' }
  if (step.kind === 'type' && !step.into)
    return act([{ kind: 'type', text: step.text }], 'The text goes where the keyboard is now.')
  return null
}

export const carryOut = async (step: Step, situation: Situation): Promise<Outcome<Decision, Problem>> => {
  const blind = carryOutBlind(step)
  if (blind) return { ok: true, value: blind }
  const scene = await situation.lookAround()
  if (!scene.ok) return scene
  const see = SEEING[step.kind] as ((step: Step, scene: Scene, situation: Situation) => Decision) | undefined
  return {
    ok: true,
    value: see ? see(step, scene.value, situation) : fail('bug', `The step "${step.kind}" cannot be carried out.`),
  }
}
