/** Before a session goes on: how the screen differs from the last picture its model saw, in a sentence or two for the model. */
import type { Picture, RawImage } from '../../native-bridge/index.js'
import type { SessionEvent, ShownWindow } from '../protocol/event.js'
import { pictureDifference } from './picture-difference.js'
import type { Workbench } from './workbench.js'

type Frame = Extract<SessionEvent, { type: 'frame' }>

/** Undefined for a session that has no earlier life, or saw nothing in it. */
export async function whatChanged(
  bench: Workbench,
  picture: Picture,
  windows: readonly ShownWindow[] | null,
): Promise<string | undefined> {
  const frames = bench.options.past.filter((event): event is Frame => event.type === 'frame' && event.region === undefined)
  const last = frames.at(-1)
  if (!last) return undefined
  const before = frames.findLast((frame) => frame.windows !== undefined)?.windows
  const screen = await tellScreen(bench, last, picture)
  return [screen, ...(before && windows ? tellWindows(before, windows) : [])].join(' ')
}

async function tellScreen(bench: Workbench, last: Frame, { id, bytes, width, height }: Picture): Promise<string> {
  if (last.width !== width || last.height !== height) {
    return `The picture of the screen is ${width}x${height} now; your last one was ${last.width}x${last.height}.`
  }
  if (last.id === id) return SAME
  const { decode, log } = bench.ports
  const kept = decode ? await log.loadFrame(last.id) : null
  const [old, now] = kept?.ok ? await Promise.all([decode?.(kept.value.bytes), decode?.(bytes)]) : []
  return old && now ? tellDifference(old, now) : 'The screen differs from your last picture.'
}

const SAME = 'The screen looks as it did in your last picture.'

function tellDifference(old: RawImage, now: RawImage): string {
  const difference = pictureDifference(old, now)
  if (!difference?.rect) return SAME
  const { x, y, width, height } = difference.rect
  const percent = Math.max(1, Math.round(difference.share * 100))
  return `${percent} % of the screen differs from your last picture, between (${x}, ${y}) and (${x + width}, ${y + height}).`
}

/** Windows without a title say nothing to a model. */
function tellWindows(before: readonly ShownWindow[], now: readonly ShownWindow[]): readonly string[] {
  const [old, present] = [before, now].map((windows) => windows.filter(({ title }) => title !== ''))
  if (!old || !present) return []
  const opened = present.filter((window) => !old.some((one) => isSameWindow(one, window)))
  const gone = old.filter((window) => !present.some((one) => isSameWindow(one, window)))
  const moved = present.filter((window) => old.some((one) => isSameWindow(one, window) && !isSamePlace(one, window)))
  const front = present.find(({ active }) => active)
  const isOther = front !== undefined && !old.some((one) => one.active && isSameWindow(one, front))
  return [
    ...sentence('New windows', opened),
    ...sentence('Windows that are gone', gone),
    ...sentence('Windows that were moved or resized', moved),
    ...(isOther ? [`In front now: ${nameOf(front)}.`] : []),
  ]
}

const isSameWindow = (one: ShownWindow, other: ShownWindow): boolean => one.title === other.title && one.app === other.app
const isSamePlace = (one: ShownWindow, other: ShownWindow): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height

const MOST_NAMES = 6
const LONGEST_TITLE = 60

function sentence(words: string, windows: readonly ShownWindow[]): readonly string[] {
  if (windows.length === 0) return []
  const names = windows.slice(0, MOST_NAMES).map(nameOf)
  return [`${words}: ${names.join(', ')}${windows.length > MOST_NAMES ? ' and more' : ''}.`]
}

const nameOf = ({ title }: ShownWindow): string =>
  `“${title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title}”`
