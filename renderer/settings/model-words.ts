/** A model as a person reads it: what it can do, what it costs, what came of its test. PURE. */
import type { KnownModel, TriedModel } from '../../electron/protocol/known-model.js'
import type { Settings } from '../../electron/protocol/settings.js'
import { money, span } from '../shared/format.js'
import { effortWords, type EffortChoice } from './effort-words.js'

const COMPUTER: Readonly<Record<string, string>> = {
  function: 'computer as a function',
  dialect: 'writes its actions',
  'screen-text': 'reads the text on the screen',
}

const effortName = (effort: string): string => effortWords.find((one) => one.value === effort)?.words.toLowerCase() ?? effort

function effortRange(efforts: KnownModel['efforts']): string {
  if (efforts === null) return 'effort as its server takes it'
  const [first, last] = [efforts.at(0), efforts.at(-1)]
  if (first === undefined || last === undefined) return 'no effort levels'
  return first === last ? `effort ${effortName(first)}` : `effort ${effortName(first)} to ${effortName(last)}`
}

export const abilityWords = ({ computer, vision, efforts, window }: KnownModel): string =>
  [
    COMPUTER[computer] ?? `tool ${computer}`,
    vision ? 'sees pictures' : 'sees no pictures',
    effortRange(efforts),
    window === null ? 'window not known' : `window ${Number((window / 1_000_000).toFixed(2))}M tokens`,
  ].join(' · ')

export function priceWords({ price, provider }: KnownModel): string {
  if (provider === 'offline') return 'Costs nothing'
  if (price === null) return 'Price not known: no money limit holds'
  if (price.input === 0 && price.output === 0) return 'Costs nothing on your own computer'
  const { input, cached, output } = price
  return `${money(input)} in, ${money(cached)} cached, ${money(output)} out per million tokens${price.isOwn ? ', set by you' : ''}`
}

/** The efforts a model knows; one that is set stays in the list, so that it is seen. */
export function effortOptions(
  model: Pick<KnownModel, 'efforts'> | undefined,
  chosen: Settings['effort'],
): readonly { value: EffortChoice; words: string }[] {
  const { efforts = null } = model ?? {}
  return effortWords.filter(
    ({ value }) => value === 'auto' || value === chosen || (efforts === null ? true : efforts.includes(value)),
  )
}

export function testWords({ isRight, point, ms, usd }: TriedModel): string {
  const where = `(${Math.round(point.x)}, ${Math.round(point.y)})`
  const cost = usd === null ? '' : `, $${usd.toFixed(4)}`
  if (isRight) return `Hit the square at ${where} in ${span(ms)}${cost}`
  return `Clicked beside the square, at ${where}: it does not see where it points (${span(ms)}${cost})`
}

/** '2026-11-22' → '22 Nov 2026' */
export const dayWords = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
