/** Places, conditions and steps in words, for the plan, the trace and messages. */
import type { Condition, Place, Side, Step } from './steps.js'

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

const placeOrField = (place: Place) =>
  place.as === 'field' && (place.text !== null || place.near) ? `the field ${describePlace(place)}` : describePlace(place)

const OPENING: Readonly<Record<Place['as'], string>> = {
  any: '',
  field: '',
  menu: ' by one click',
  file: ' by a double-click',
}

const describeClick = ({ place, button, count, modifiers }: Extract<Step, { kind: 'click' }>): string => {
  const times = count === 1 ? '' : count === 2 ? 'double-' : 'triple-'
  const held = modifiers.length > 0 ? ` holding ${modifiers.join('+')}` : ''
  return `${times}${button === 'left' ? '' : `${button}-`}click ${placeOrField(place)}${held}`
}

const describeScroll = ({ direction, over, end }: Extract<Step, { kind: 'scroll' }>): string => {
  const where = over ? ` ${over.text === null && !over.near ? '' : 'over '}${describePlace(over)}` : ''
  switch (end.kind) {
    case 'times':
      return `scroll ${direction}${end.times > 1 ? ` ${end.times} times` : ''}${where}`
    case 'until':
      return `scroll ${direction}${where} until ${describeCondition(end.condition)}`
    case 'end':
      return `scroll ${direction}${where} to the end`
  }
}

const describeRead = ({ what }: Extract<Step, { kind: 'read' }>): string => {
  switch (what.kind) {
    case 'screen':
      return 'read the screen'
    case 'window':
      return what.title === null ? 'read the active window' : `read the window "${what.title}"`
    case 'place':
      return what.place.text === null
        ? `read the text ${describePlace(what.place)}`
        : `read the line with ${describePlace(what.place)}`
  }
}

const describeType = ({ text, into, replaces }: Extract<Step, { kind: 'type' }>): string => {
  const where = into ? ` ${into.text === null && !into.near ? '' : 'into '}${placeOrField(into)}` : ''
  return `type "${text}"${where}${replaces ? ' in place of what it holds' : ''}`
}

const seconds = (ms: number) => `${ms / 1000} s`

type Describers = { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>) => string }

const DESCRIBERS: Describers = {
  open: ({ place }) => `open ${describePlace(place)}${OPENING[place.as]}`,
  click: describeClick,
  hover: ({ place }) => `hover over ${describePlace(place)}`,
  type: describeType,
  press: ({ chords, repeat }) =>
    `press ${chords.map((keys) => keys.join('+')).join(', ')}${repeat > 1 ? ` ${repeat} times` : ''}`,
  scroll: describeScroll,
  drag: ({ from, to }) => `drag ${describePlace(from)} to ${describePlace(to)}`,
  wait: ({ ms }) => `wait ${seconds(ms)}`,
  waitUntil: ({ condition, atMostMs }) => `wait until ${describeCondition(condition)}, at most ${seconds(atMostMs)}`,
  check: ({ condition }) => `check that ${describeCondition(condition)}`,
  read: describeRead,
  stop: () => 'stop',
}

/** A step in the offline model's own words: what it has understood. */
export const describeStep = (step: Step): string => (DESCRIBERS[step.kind] as (step: Step) => string)(step)
