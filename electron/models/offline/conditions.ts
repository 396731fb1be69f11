/** Checks, and waits for a condition: looks, and looks again in growing steps. */
import { fail, wait, type Decision, type Progress } from './decision.js'
import { describeCondition } from './describe.js'
import { candidates, ground } from './ground.js'
import { windowTitled, type Scene } from './scene.js'
import type { Condition, Step } from './steps.js'

export const holds = (condition: Condition, scene: Scene): boolean => {
  if (condition.kind === 'window') return (windowTitled(scene, condition.title) !== null) === condition.isShown
  const { place } = condition
  const isThere = place.ordinal === null ? candidates(scene, place).length > 0 : ground(scene, place).ok
  return isThere === condition.isShown
}

const shortfall = (condition: Condition, scene: Scene): string => {
  if (condition.kind === 'window') {
    const titles = scene.windows.map((window) => `"${window.title}"`).join(', ')
    return `${describeCondition({ ...condition, isShown: !condition.isShown })}; open windows: ${titles || 'none'}.`
  }
  const grounded = ground(scene, condition.place)
  return grounded.ok ? grounded.why : grounded.message
}

/** What was just done may still have to show. */
const CHECK_AGAIN_MS = [500, 1500]

export const carryOutCheck = (condition: Condition, scene: Scene, progress: Progress): Decision => {
  const claim = describeCondition(condition)
  if (holds(condition, scene)) return { kind: 'over', why: `It is so: ${claim}.` }
  const pause = CHECK_AGAIN_MS[progress.looks]
  if (pause !== undefined) return wait(pause, `Not yet so: ${claim}. Looking again.`, progress)
  return fail('check-failed', `The check failed: it is not so that ${claim}. ${shortfall(condition, scene)}`)
}

const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 3000

export const carryOutWaitUntil = (step: Extract<Step, { kind: 'waitUntil' }>, scene: Scene, progress: Progress): Decision => {
  const claim = describeCondition(step.condition)
  if (holds(step.condition, scene)) return { kind: 'over', why: `It is so now: ${claim}.` }
  const left = step.atMostMs - progress.waitedMs
  const message = `After ${step.atMostMs / 1000} s it is still not so that ${claim}. ${shortfall(step.condition, scene)}`
  if (left <= 0) return fail('target-not-found', message)
  return wait(Math.min(left, LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** progress.looks), `Waiting until ${claim}.`, progress)
}
