/** Asks a model for one action on a picture of which the right answer is known: whether it sees, and points where it looks. */
import { createHash } from 'node:crypto'
import type { Outcome, Look, Point } from '../../native-bridge/types.js'
import type { TriedModel } from '../protocol/known-model.js'
import type { Problem } from '../protocol/problem.js'
import type { LoadFrame, Model, TurnRequest } from './model.js'

/** light grey, with one red square */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAABQAAAAMgCAMAAABLRj/JAAAABlBMVEX09PDQICAz1TOgAAAACXBIWXMAAAsSAAALEgHS3X78AAAEeklEQVR42u3UMQ0AAAjAsOHfNCa4SCthxwoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAOCJOaYoYIAABghggAAGCGCAAAYIYIAABghggAAGCGCAAAYIYIAABghggAAGCGCAAAYIYICAARogYIAGCBigAQIGaICAARogYIAGCBigAQIGaICAARogYIAABghggAAGCGCAAAYIYIAABghggAAGCGCAAAYIYIAABghggAAGCGCAAAYIYIAABggYoAECBmiAgAEaIGCABggYoAECBmiAgAEaIGCABggYoAECBghggAAGCGCAAAYIYIAABghggAAGCGCAAAYIYIAABghggAAGCGCAAAYIYIAABghggIABGiBggAYIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALamqGQGAK1yuAAAAAElFTkSuQmCC'
const SIZE = { width: 1280, height: 800 }
const SQUARE = { x: 872, y: 304, width: 80, height: 80 }
const TASK = 'This is a test of your eyes. Click the middle of the red square once, with one call and nothing else.'

const bytes = new Uint8Array(Buffer.from(PICTURE, 'base64'))
const id = createHash('sha256').update(bytes).digest('hex')

/** What the model that is tried reads its picture with. */
export const loadTestPicture: LoadFrame = (asked) =>
  Promise.resolve(
    asked === id
      ? { ok: true, value: { bytes, mime: 'image/png' } }
      : { ok: false, problem: { kind: 'log', message: 'There is only the test picture.', retryable: false } },
  )

const look: Look = {
  space: { display: { id: 'test', x: 0, y: 0, ...SIZE, scale: 1, primary: true }, picture: SIZE },
  raw: { ...SIZE, format: 'rgba', data: new Uint8Array() },
  picture: { ...SIZE, id, bytes, mime: 'image/png' },
  reason: 'first',
  settledMs: 0,
  changed: 1,
  changedRect: null,
}

const isOnSquare = ({ x, y }: Point): boolean =>
  x >= SQUARE.x && y >= SQUARE.y && x < SQUARE.x + SQUARE.width && y < SQUARE.y + SQUARE.height

/** One request, paid for as any other. */
export async function tryModel(model: Model, signal: AbortSignal): Promise<Outcome<TriedModel, Problem>> {
  const request: TurnRequest = {
    turn: 1,
    session: 'test-of-a-model',
    task: { text: TASK, images: [] },
    history: [],
    results: [],
    steers: [],
    notes: [],
    look,
    pictureDetail: model.picture.detail,
    tools: [],
  }
  const began = performance.now()
  const answer = await model.think(request, signal)
  if (!answer.ok) return answer
  const ms = Math.round(performance.now() - began)
  const steps = answer.value.calls.flatMap((call) => (call.kind === 'computer' ? call.actions : []))
  const click = steps.flatMap((step) => (step.ok && step.action.kind === 'click' ? [step.action] : []))[0]
  if (!click) {
    const message = `${model.id} answered without a click: it may not see pictures, or not know the computer tool.`
    return { ok: false, problem: { kind: 'model-answer', message, retryable: false } }
  }
  const point = { x: click.x, y: click.y }
  return { ok: true, value: { ms, point, isRight: isOnSquare(point), usd: answer.value.usage?.usd ?? null } }
}
