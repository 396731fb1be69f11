/** One sentence → one Step, or null where it is none. A table of sentence patterns, tried in order. */
import { parseCondition } from './parse-condition.js'
import { parseKeys, parseNumber, takeRepeat } from './parse-keys.js'
import { isWord, parsePlace } from './parse-place.js'
import { Q, valueOf } from './quotes.js'
import type { Condition, Direction, Place, ReadWhat, ScrollEnd, Step } from './steps.js'

type Quoted = readonly string[]
type Parse = (found: RegExpExecArray, quoted: Quoted) => Step | null

const withPlace = (words: string | undefined, quoted: Quoted, make: (place: Place) => Step): Step | null => {
  const place = parsePlace(words ?? '', quoted)
  return place && make(place)
}

const BUTTONS = { right: 'right', middle: 'middle', left: 'left', context: 'right' } as const
const MODIFIER = { ctrl: 'ctrl', control: 'ctrl', shift: 'shift', alt: 'alt' } as const

const parseClick: Parse = (found, quoted) => {
  const how = (found[1] ?? '').toLowerCase().replace(/[\s+-]+$/, '')
  const held =
    /^(.*?)\s+(?:while holding|holding|with)\s+(?:the\s+)?(ctrl|control|shift|alt)(?:\s+key)?(?:\s+(?:held|down|pressed))?$/i.exec(
      found[2]!,
    )
  const modifier = MODIFIER[(held?.[2]?.toLowerCase() ?? how) as keyof typeof MODIFIER]
  return withPlace(held ? held[1] : found[2], quoted, (place) => ({
    kind: 'click',
    place,
    button: BUTTONS[how as keyof typeof BUTTONS] ?? 'left',
    count: how === 'double' ? 2 : how === 'triple' ? 3 : 1,
    modifiers: modifier ? [modifier] : [],
  }))
}

const plainClick = (place: Place): Step => ({ kind: 'click', place, button: 'left', count: 1, modifiers: [] })

/** "press" is for keys, unless what follows is the text of a button. */
const parsePress: Parse = (found, quoted) => {
  const words = found[1]!
  const shown = words.replace(new RegExp(Q, 'g'), (hole) => valueOf(hole, quoted))
  const keys = /\bbutton\b/i.test(words) ? null : parseKeys(shown)
  if (keys) return { kind: 'press', ...keys }
  return words.includes('\u27E6') ? withPlace(words.replace(/^on\s+/i, ''), quoted, plainClick) : null
}

const asField = (words: string, quoted: Quoted): Place | null => {
  const place = parsePlace(words, quoted)
  return place && { ...place, as: 'field' }
}

const typed = (text: string, words: string | undefined, quoted: Quoted, replaces: boolean): Step | null => {
  const into = words === undefined ? null : asField(words, quoted)
  return words !== undefined && !into ? null : { kind: 'type', text, into, replaces }
}

const SECRET = /^\{\{secret:[A-Za-z0-9_.-]+\}\}$/
const textOf = (words: string, quoted: Quoted): string => (SECRET.test(words) ? words : valueOf(words, quoted))

const direction = (word: string | undefined): Direction => (word?.toLowerCase() as Direction | undefined) ?? 'down'

const scrollEnd = (amount: string | undefined, until: string | undefined, quoted: Quoted): ScrollEnd | null => {
  if (until !== undefined) {
    const condition = conditionOf(until, quoted)
    return condition && { kind: 'until', condition }
  }
  const words = (amount ?? '').trim().toLowerCase()
  if (words === '') return { kind: 'times', times: 1 }
  if (/^(?:a (?:little|bit)|once)$/.test(words)) return { kind: 'times', times: 1 }
  if (/^(?:all the way|to the (?:very )?(?:end|bottom|top))$/.test(words)) return { kind: 'end' }
  const { rest, repeat } = takeRepeat(` ${words}`)
  const times = rest.trim() === '' ? repeat : parseNumber(/^(\S+) (?:notch(?:es)?|steps?|clicks?|pages?)$/.exec(words)?.[1] ?? '')
  return times && times <= 100 ? { kind: 'times', times } : null
}

const parseScroll: Parse = (found, quoted) => {
  const [, way, amount, where, until] = found
  const end = scrollEnd(amount, until, quoted)
  const over = where === undefined ? null : parsePlace(where.replace(/^(?=the window)/i, 'in '), quoted)
  if (!end || (where !== undefined && !over)) return null
  return { kind: 'scroll', direction: /\btop\b/i.test(amount ?? '') ? 'up' : direction(way), over, end }
}

/** A bare text is a condition too: "wait until "Done"". */
const conditionOf = (words: string, quoted: Quoted): Condition | null => parseCondition(words, quoted)

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milliseconds?)$/i, 1],
  [/^(?:s|secs?|seconds?)$/i, 1000],
  [/^(?:m|mins?|minutes?)$/i, 60_000],
]
/** A single wait action may not be longer. */
const LONGEST_WAIT_MS = 300_000

const duration = (amount: string, unit: string): number | null => {
  const n = /^(?:an?|one)$/i.test(amount)
    ? 1
    : /^half an?$/i.test(amount)
      ? 0.5
      : /^\d+(?:\.\d+)?$/.test(amount)
        ? Number(amount)
        : parseNumber(amount)
  const ms = UNITS.find(([pattern]) => pattern.test(unit))?.[1]
  const total = n === null || ms === undefined ? null : Math.round(n * ms)
  return total !== null && total > 0 && total <= LONGEST_WAIT_MS ? total : null
}

export const DEFAULT_PATIENCE_MS = 30_000

const parseWaitUntil: Parse = (found, quoted) => {
  const limit = /^(.*?)[\s,(]+(?:for )?(?:up to|at most|no longer than|for)\s+(\S+|half an?)\s+([a-z]+)\)?$/i.exec(found[1]!)
  const condition = conditionOf(limit ? limit[1]! : found[1]!, quoted)
  const atMostMs = limit ? duration(limit[2]!, limit[3]!) : DEFAULT_PATIENCE_MS
  return condition && atMostMs !== null ? { kind: 'waitUntil', condition, atMostMs } : null
}

const parseRead: Parse = (found, quoted) => {
  const words = found[1]!.trim()
  const what = readWhat(words, quoted)
  return what && { kind: 'read', what }
}

const READ_WINDOW = new RegExp(
  `^(?:out )?(?:(?:all )?the (?:text|contents?|words) (?:of|in|from) )?(?:the )?(?:whole |active |current )?(?:window|dialog)(?: (?:called |named )?${Q})?$`,
  'i',
)
const READ_NOUN =
  /^(?:(?:out|me|aloud)\s+)*(?:what is |what's |what stands )?(?:(?:all\s+)?(?:the\s+)?(?:text|value|number|words?|content|line|row|label|field)\b)?\s*(?:with|containing|that (?:says|contains|has)|of the line)?\s*/i

const readWhat = (words: string, quoted: Quoted): ReadWhat | null => {
  if (
    /^(?:out )?(?:(?:all )?the (?:text|contents?|words) (?:of|on|from) )?(?:the )?(?:whole |entire )?(?:screen|everything|display|page)$/i.test(
      words,
    )
  )
    return { kind: 'screen' }
  const window = READ_WINDOW.exec(words)
  if (window) return { kind: 'window', title: window[1] ? valueOf(window[1], quoted) : null }
  const rest = words.replace(READ_NOUN, '')
  const place = parsePlace(rest, quoted)
  if (!place) return null
  if (place.text === null && place.near === null) return { kind: 'window', title: place.window }
  return { kind: 'place', place: { ...place, as: 'any' } }
}

const FOCUS = new RegExp(
  `^(?:the\\s+)?(?:window|app|application|program)\\s+(?:called\\s+|named\\s+)?${Q}$|^(?:the\\s+)?${Q}\\s+(?:window|app|application)$`,
  'i',
)

/** A click on the window's own title, with no text named. */
const parseFocus: Parse = (found, quoted) => {
  const window = FOCUS.exec(found[1]!)
  const title = window && valueOf((window[1] ?? window[2])!, quoted)
  return title ? plainClick({ text: null, ordinal: null, near: null, window: title, as: 'any' }) : null
}

/** Programs and menus are named without quotes too: "open galculator". */
const parseOpen: Parse = (found, quoted) => {
  const words = found[1]!
  const named: Place = { text: words, ordinal: null, near: null, window: null, as: 'any' }
  const place = parsePlace(words, quoted) ?? (isWord(words) ? named : null)
  return place && { kind: 'open', place }
}

const PATTERNS: readonly (readonly [RegExp, Parse])[] = [
  [/^(?:stop|done|finish|end|quit|that is all|that's all|stop here|stop the task)$/i, () => ({ kind: 'stop' })],
  [/^(?:open|launch|start|run)\s+(?:up\s+)?(.+)$/i, parseOpen],
  [/^(?:switch|go|change)\s+(?:back\s+)?to\s+(.+)$/i, parseFocus],
  [/^(?:activate|focus|bring up|raise)\s+(.+)$/i, parseFocus],
  [/^(?:(double|triple|right|middle|left|ctrl|control|shift|alt)[\s+-]*)?(?:click|tap)\s+(?:once\s+)?(?:on\s+|in\s+(?!the window)|at\s+|into\s+)?(.+)$/i, parseClick],
  [/^(?:select|choose|pick|tick|untick|uncheck|toggle)\s+(?!all$)(.+)$/i, (found, quoted) => withPlace(found[1], quoted, plainClick)],
  [/^(?:check|mark)\s+((?:the\s+)?(?:checkbox|check box|box|option)\b.+)$/i, (found, quoted) => withPlace(found[1]!.replace(/^(?:the\s+)?box\b/i, 'checkbox'), quoted, plainClick)],
  [/^hover\s+(?:over\s+|on\s+)?(.+)$/i, (found, quoted) => withPlace(found[1], quoted, (place) => ({ kind: 'hover', place }))],
  [/^move\s+(?:the\s+)?(?:mouse|pointer|cursor)\s+(?:over|to|onto|on)\s+(.+)$/i, (found, quoted) => withPlace(found[1], quoted, (place) => ({ kind: 'hover', place }))],
  [new RegExp(`^(?:type|write|enter|input|put|insert)\\s+(?:in\\s+)?(?:the\\s+(?:text|words?|name|number)\\s+)?(?:${Q}|(\\{\\{secret:[^}]+\\}\\}))(?:\\s+(?:in|into|to|inside|at)\\s+(?!the (?:window|dialog)\\b)(.+))?$`, 'i'), (found, quoted) => typed(textOf((found[1] ?? found[2])!, quoted), found[3], quoted, false)],
  [new RegExp(`^(?:type|write|enter|input|put)\\s+${Q}\\s+((?:in|into)\\s+the\\s+(?:window|dialog)\\s+.+)$`, 'i'), (found, quoted) => typed(valueOf(found[1]!, quoted), found[2], quoted, false)],
  [new RegExp(`^(?:fill in|fill out|fill|complete)\\s+(.+?)\\s+with\\s+(?:${Q}|(\\{\\{secret:[^}]+\\}\\}))$`, 'i'), (found, quoted) => typed(textOf((found[2] ?? found[3])!, quoted), found[1], quoted, true)],
  [new RegExp(`^(?:set|change)\\s+(.+?)\\s+to\\s+(?:${Q}|(\\{\\{secret:[^}]+\\}\\}))$`, 'i'), (found, quoted) => typed(textOf((found[2] ?? found[3])!, quoted), found[1], quoted, true)],
  [/^(?:press|hit|push)\s+(.+)$/i, parsePress],
  [/^scroll(?:\s+(up|down|left|right))?((?:\s+(?:a (?:little|bit)|once|twice|thrice|all the way|to the (?:very )?(?:end|bottom|top)|\S+\s+(?:times|notch(?:es)?|steps?|clicks?|pages?)))?)(?:\s+(?:in|over|on|inside)\s+(.+?))?(?:\s+(?:until|till)\s+(.+))?$/i, parseScroll],
  [/^scroll\s+(?:(up|down|left|right)\s+)?()(?:to)()\s+(.+)$/i, (found, quoted) => { const condition = conditionOf(found[4]!, quoted); return condition && { kind: 'scroll', direction: direction(found[1]), over: null, end: { kind: 'until', condition } } }],
  [/^drag\s+(.+?\u27E7.*?)\s+(?:and drop (?:it )?)?(?:on to|onto|into|over to|to|on)\s+(.+)$/i, (found, quoted) => { const from = parsePlace(found[1]!, quoted); const to = parsePlace(found[2]!, quoted); return from && to && { kind: 'drag', from, to } }],
  [/^wait\s+(?:for\s+)?(?:(?:about|around)\s+)?(\S+|half an?)\s+([a-z]+)$/i, (found) => { const ms = duration(found[1]!, found[2]!); return ms === null ? null : { kind: 'wait', ms } }],
  [/^wait(?:\s+(?:for\s+)?a (?:moment|bit|little|while))?$/i, () => ({ kind: 'wait', ms: 1000 })],
  [/^wait\s+(?:until|till|for)\s+(.+)$/i, parseWaitUntil],
  [/^(?:check|verify|confirm|make sure|ensure|assert|see)\s+(?:that\s+|if\s+|whether\s+)?(.+)$/i, (found, quoted) => { const condition = conditionOf(found[1]!, quoted); return condition && { kind: 'check', condition } }],
  [/^(?:read|report|get|tell me|give me|show me)\s+(.+)$/i, parseRead],
] // prettier-ignore

/** A sentence may fit several patterns; the first that makes a step of it counts. */
export const parseStep = (sentence: string, quoted: Quoted): Step | null => {
  for (const [pattern, parse] of PATTERNS) {
    const found = pattern.exec(sentence)
    const step = found && parse(found, quoted)
    if (step) return step
  }
  return null
}
