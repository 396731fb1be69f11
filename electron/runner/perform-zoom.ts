/**
 * A closer look at a part of the screen, at the display's full resolution. Coordinates stay those of the whole picture: what
 * the model clicks next is a place of that.
 */
import {
  cropImage,
  pictureRectToDisplay,
  type Look,
  type Outcome as Got,
  type Picture,
  type Rect,
  type Size,
} from '../../native-bridge/index.js'
import type { FrameShown } from '../agent/events.js'
import type { ActionItem, Outcome } from '../agent/plan.js'
import type { Action } from '../protocol/action.js'
import type { Problem } from '../protocol/problem.js'
import { lookNow } from './perform-look.js'
import type { Workbench } from './workbench.js'

type Zoom = Extract<Action, { kind: 'zoom' }>

/** Small text is enlarged so far; beyond that only the pixels grow. */
const LARGEST_SCALE = 4

export interface Zoomed {
  readonly outcome: Outcome
  readonly frame: FrameShown | null
}

/** Why there is nothing to look at; null when there is. */
export function whyNoRegion({ look }: Workbench, { region }: Zoom): Problem | null {
  const { width, height } = look?.picture ?? { width: 0, height: 0 }
  const isOn = region.x < width && region.y < height && region.x + region.width > 0 && region.y + region.height > 0
  if (isOn && region.width >= 1 && region.height >= 1) return null
  const message = `The region lies outside the picture, which is ${width}x${height}.`
  return { kind: 'outside-picture', message, retryable: false }
}

export async function zoom(bench: Workbench, item: ActionItem, action: Zoom, signal: AbortSignal): Promise<Zoomed> {
  const { clock, log } = bench.ports
  const began = clock.now()
  const ended = (more: Partial<Outcome>): Outcome => ({
    result: 'done',
    effect: 'unknown',
    ms: Math.round(clock.now() - began),
    watched: 'nothing',
    ...more,
  })
  const failed = (problem: Problem): Zoomed => ({ outcome: ended({ result: 'failed', problem }), frame: null })
  const look = await newestLook(bench, item, signal)
  if (!look.ok) return failed(look.problem)
  const picture = await closer(bench, look.value, action.region, signal)
  if (!picture.ok) return failed(picture.problem)
  const saved = await log.saveFrame(picture.value)
  if (!saved.ok) return failed(saved.problem)
  return { outcome: ended({}), frame: frameOf(bench, picture.value, action.region) }
}

/** What the model saw, as long as nothing was done since. */
function newestLook(bench: Workbench, { call, step }: ActionItem, signal: AbortSignal): Promise<Got<Look>> {
  const isFirst = call === 0 && step === 0
  return bench.look && isFirst ? Promise.resolve({ ok: true, value: bench.look }) : lookNow(bench, 'short', signal)
}

function closer({ ports, model }: Workbench, { raw, space }: Look, region: Rect, signal: AbortSignal): Promise<Got<Picture>> {
  const { picture } = model
  const part = cropImage(raw, pictureRectToDisplay(space, region))
  const size = picture.size(enlarged(part, space.picture))
  return ports.bridge.codec.encode(part, { size, mime: picture.mime, quality: picture.quality }, signal)
}

/** As large as a whole picture may be. */
function enlarged({ width, height }: Size, most: Size): Size {
  const scale = Math.min(most.width / width, most.height / height, LARGEST_SCALE)
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) }
}

function frameOf({ model, options }: Workbench, { id, width, height, bytes, mime }: Picture, region: Rect): FrameShown {
  const wish = model.picture
  return {
    id,
    width,
    height,
    bytes: bytes.byteLength,
    mime,
    display: options.display.id,
    reason: 'zoom',
    settledMs: 0,
    changed: 0,
    sent: { detail: wish.detail, tokens: wish.tokens({ width, height }) },
    region: { x: region.x, y: region.y, width: region.width, height: region.height },
  }
}
