/** Finds a target by the text on it and around it: each text found again says where the target would be; most must agree. */
import type { Point, TextLine } from '../../native-bridge/index.js'
import { around, isSameProgram, missing, moveWords, type Grounded, type Target } from './target.js'
import { windowAt } from './scene.js'
import { alike, apart, captionOf, centre, SAME_TEXT, telling } from './texts.js'

/** Only what stands near moves with it. */
const NEAR = { width: 760, height: 420 }
const MOST_ANCHORS = 14
const LABEL_WEIGHT = 3
/** An unlabelled target beside a single known text must be this near to it. */
const ALONE_WITHIN = 150
/** The best place must have this many times the support of any other. */
const CLEARLY = 1.12

interface Vote {
  readonly anchor: TextLine
  readonly isLabel: boolean
  readonly weight: number
  /** where the target would be */
  readonly point: Point
  readonly scale: number
  readonly distance: number
}

interface Place {
  readonly point: Point
  readonly scale: number
  readonly votes: readonly Vote[]
  readonly support: number
}

export async function byTexts(target: Target, label: TextLine | null, signal: AbortSignal): Promise<Grounded> {
  const { point, before, now, reword } = target
  const lines = telling(await before.read(around(point, NEAR.width, NEAR.height), signal)).filter((line) => !isSame(line, label))
  const anchors = lines.toSorted((one, other) => apart(centre(one), point) - apart(centre(other), point)).slice(0, MOST_ANCHORS)
  if (!label && anchors.length === 0) return missing('nothing is written on it or around it that could be found again')
  const seen = await now.read(null, signal)
  const votes = [...(label ? [label] : []), ...anchors].flatMap((anchor) => votesOf(target, anchor, isSame(anchor, label), seen))
  const caption = label ? null : captionOf(lines, point)
  const needed = label ?? caption
  if (needed && !votes.some(({ anchor }) => anchor === needed)) return missing(`“${reword(needed.text)}” is not on the screen`)
  const places = placesOf(votes, label !== null)
    .filter((place) => isPossible(place, target, label))
    .filter((place) => !needed || place.votes.some(({ anchor }) => anchor === needed))
  return chosen(places, label, point)
}

function chosen([best, second]: readonly Place[], label: TextLine | null, from: Point): Grounded {
  if (!best) return missing(label ? `“${label.text}” stands elsewhere than it did` : 'what stood around it is not on the screen')
  if (second && best.support < second.support * CLEARLY) return missing('more than one place looks like it')
  const how = `by the text ${label ? 'on it' : 'around it'}, ${moveWords(from, best.point)}`
  return { ok: true, point: best.point, scale: best.scale, how }
}

const isSame = (line: TextLine, label: TextLine | null): boolean => label !== null && line.x === label.x && line.y === label.y

/** A text may stand on the screen several times: each is a vote. */
function votesOf({ point, reword }: Target, anchor: TextLine, isLabel: boolean, seen: readonly TextLine[]): readonly Vote[] {
  const wanted = reword(anchor.text)
  const from = centre(anchor)
  const distance = apart(from, point)
  const weight = isLabel ? LABEL_WEIGHT : 1 / (1 + distance / 90)
  return seen
    .filter((line) => alike(wanted, line.text) >= SAME_TEXT)
    .map((line): Vote => {
      const scale = scaleOf(anchor, line)
      const to = centre(line)
      const at = { x: to.x + (point.x - from.x) * scale, y: to.y + (point.y - from.y) * scale }
      return { anchor, isLabel, weight, point: at, scale, distance }
    })
}

/** Letters of nearly the same height are of the same size: reading is not exact to the pixel. */
function scaleOf(was: TextLine, is: TextLine): number {
  const byWidth = is.width / Math.max(1, was.width)
  const ratio = was.text.length === is.text.length && was.width > 20 ? byWidth : is.height / Math.max(1, was.height)
  return ratio > 0.84 && ratio < 1.19 ? 1 : ratio
}

/** Groups of votes that agree, the best supported first. With a label each place is where the label is. */
function placesOf(votes: readonly Vote[], hasLabel: boolean): readonly Place[] {
  const seeds = hasLabel ? votes.filter(({ isLabel }) => isLabel) : votes
  const places = seeds.map((seed) => {
    const agreeing = [...new Map(votes.filter((vote) => agree(seed, vote)).map((vote) => [vote.anchor, vote])).values()]
    const support = agreeing.reduce((sum, { weight }) => sum + weight, 0)
    return { point: seed.point, scale: seed.scale, votes: agreeing, support }
  })
  const sorted = places.toSorted((one, other) => other.support - one.support || nearest(one) - nearest(other))
  return sorted.filter((place, index) => sorted.slice(0, index).every((better) => apart(better.point, place.point) > 24))
}

const nearest = ({ votes }: Place): number => Math.min(...votes.map(({ distance }) => distance))

function agree(one: Vote, other: Vote): boolean {
  if (one.isLabel && other.isLabel && one !== other) return false
  return apart(one.point, other.point) <= 12 + 0.12 * Math.max(one.distance, other.distance)
}

function isPossible({ point, votes }: Place, target: Target, label: TextLine | null): boolean {
  const { width, height } = target.now.gray
  if (point.x < 0 || point.y < 0 || point.x >= width || point.y >= height) return false
  if (!isSameProgram(windowAt(target.before, target.point), windowAt(target.now, point), target)) return false
  return label !== null || votes.length >= 2 || votes.some(({ distance }) => distance <= ALONE_WITHIN)
}
