/** "scroll down until …": over the named place, or a spot of the active window where nothing is written. */
import type { Point } from '../../../native-bridge/types.js'
import { act, fail, type Decision, type Progress, type Situation } from './decision.js'
import { describeCondition } from './describe.js'
import { ground } from './ground.js'
import { holds } from './conditions.js'
import { quietSpot } from './quiet-spot.js'
import { activeWindow, centerOf, toPicture, windowTitled, type Scene } from './scene.js'
import { countStills, hasReachedEnd, scrollAction } from './seek.js'
import type { Step } from './steps.js'

type Scroll = Extract<Step, { kind: 'scroll' }>

/** One "time": three notches of a wheel. */
const PX_PER_TIME = 300
/** While looking for something: less than a view, so that nothing is passed over. */
const PX_PER_LOOK = 300
const MAX_LOOKS = 80

const spotFor = (step: Scroll, scene: Scene): Point | string => {
  if (step.over && (step.over.text !== null || step.over.near)) {
    const grounded = ground(scene, step.over)
    return grounded.ok ? grounded.point : grounded.message
  }
  const window = step.over?.window == null ? activeWindow(scene) : windowTitled(scene, step.over.window)
  if (!window && step.over?.window != null) return `There is no window "${step.over.window}".`
  const spot = window && quietSpot(scene, window)
  return spot ?? centerOf({ x: 0, y: 0, width: scene.image.width, height: scene.image.height })
}

/** The place scrolled over may scroll out of view: the spot of the first turn is kept. */
const keep = (point: Point) => `at ${point.x} ${point.y}`
const kept = (phase: string): Point | null => {
  const found = /^at (\d+) (\d+)$/.exec(phase)
  return found ? { x: Number(found[1]), y: Number(found[2]) } : null
}

export const carryOutScroll = (step: Scroll, scene: Scene, situation: Situation): Decision => {
  const { end } = step
  if (end.kind === 'until' && holds(end.condition, scene))
    return { kind: 'over', why: `It is so: ${describeCondition(end.condition)}.` }
  const spot = kept(situation.progress.phase) ?? spotFor(step, scene)
  return typeof spot === 'string' ? fail('target-not-found', spot) : scrollFrom(spot, step, scene, situation)
}

const scrollFrom = (spot: Point, { end, direction }: Scroll, scene: Scene, { look, progress }: Situation): Decision => {
  const point = toPicture(look, spot)
  if (end.kind === 'times') return act([scrollAction(point, direction, PX_PER_TIME * end.times)], `Scrolling ${direction}.`)
  const counted = countStills(look, progress)
  if (hasReachedEnd(counted) || counted.scrolls >= MAX_LOOKS) return atEnd(end, scene, direction)
  const next: Progress = { ...counted, phase: keep(spot), scrolls: counted.scrolls + 1 }
  const why = `Scrolling ${direction}${end.kind === 'until' ? ` until ${describeCondition(end.condition)}` : ''}.`
  return act([scrollAction(point, direction, end.kind === 'end' ? PX_PER_TIME * 10 : PX_PER_LOOK)], why, next)
}

const atEnd = (end: Exclude<Scroll['end'], { kind: 'times' }>, scene: Scene, direction: string): Decision => {
  if (end.kind === 'end') return { kind: 'over', why: 'It scrolls no further.' }
  const grounded = end.condition.kind === 'text' ? ground(scene, end.condition.place) : null
  const seen = grounded && !grounded.ok ? ` ${grounded.message}` : ''
  return fail(
    'target-not-found',
    `It scrolls no further ${direction}, and it is not so that ${describeCondition(end.condition)}.${seen}`,
  )
}
