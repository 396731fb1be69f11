/** Places, conditions and steps in words, for the plan, the trace and messages. */
import type { Condition, Place, Side } from './steps.js'

const SIDES: Readonly<Record<Side, string>> = {
  rightOf: 'right of',
  leftOf: 'left of',
  below: 'below',
  above: 'above',
  beside: 'next to',
}

const nth = (ordinal: number) => (ordinal < 0 ? 'the last ' : `number ${ordinal} of `)

export const describePlace = (place: Place): string => {
  const text = place.text === null ? '' : `${place.ordinal === null ? '' : nth(place.ordinal)}"${place.text}"`
  const near = place.near ? `${SIDES[place.near.side]} "${place.near.text}"` : ''
  const window = place.window === null ? '' : `in the window "${place.window}"`
  return [text, near, window].filter(Boolean).join(' ')
}

export const describeCondition = (condition: Condition): string =>
  condition.kind === 'window'
    ? `the window "${condition.title}" is ${condition.isShown ? 'open' : 'not open'}`
    : `${describePlace(condition.place)} is ${condition.isShown ? 'visible' : 'not visible'}`
