/** A conversation with a model as the runner holds it: history, pictures, results. */
import { createHash } from 'node:crypto'
import { PNG } from 'pngjs'
import type { CallResult, LoadFrame, Model, ProposedCall, TurnAnswer, TurnRequest } from '../../../electron/models/model.js'
import type { Problem } from '../../../electron/protocol/problem.js'
import type { Look, Outcome, Picture, Size } from '../../../native-bridge/types.js'

export function pngPicture(size: Size, shade = 0): Picture {
  const png = new PNG({ ...size })
  png.data.fill(255)
  png.data[0] = shade
  const bytes = new Uint8Array(PNG.sync.write(png, { deflateLevel: 1, filterType: 0 }))
  return { ...size, bytes, mime: 'image/png', id: createHash('sha256').update(bytes).digest('hex') }
}

export function lookOf(picture: Picture): Look {
  const { width, height } = picture
  return {
    space: { display: { id: 'd1', x: 0, y: 0, width, height, scale: 1, primary: true }, picture: { width, height } },
    raw: { width, height, format: 'bgra', data: new Uint8Array() },
    picture,
    reason: 'first',
    settledMs: 0,
    changed: 1,
    changedRect: null,
  }
}

export const done = (call: ProposedCall, more: Partial<CallResult> = {}): CallResult => ({
  callId: call.callId,
  steps: call.kind === 'computer' ? call.actions.map(() => ({ result: 'done' as const })) : [],
  acknowledged: [],
  ...more,
})

export class Conversation {
  readonly frames = new Map<string, Picture>()
  readonly history: unknown[] = []
  turn = 0
  look: Look
  task = 'Rename the file.'
  images: string[] = []

  constructor(size: Size = { width: 1440, height: 900 }) {
    this.look = this.show(pngPicture(size))
  }

  readonly loadFrame: LoadFrame = (id) => {
    const picture = this.frames.get(id)
    if (picture) return Promise.resolve({ ok: true, value: { bytes: picture.bytes, mime: picture.mime } })
    return Promise.resolve({ ok: false, problem: { kind: 'log', message: `No frame ${id}.`, retryable: false } })
  }

  show(picture: Picture): Look {
    this.frames.set(picture.id, picture)
    this.look = lookOf(picture)
    return this.look
  }

  request(model: Model, more: Partial<TurnRequest> = {}): TurnRequest {
    this.turn += 1
    return {
      turn: this.turn,
      session: '01SESSION',
      task: { text: this.task, images: this.images },
      history: [...this.history],
      results: [],
      steers: [],
      notes: [],
      look: this.look,
      pictureDetail: model.picture.detail,
      tools: [],
      ...more,
    }
  }

  async ask(
    model: Model,
    more: Partial<TurnRequest> = {},
    signal = new AbortController().signal,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    const answer = await model.think(this.request(model, more), signal)
    if (answer.ok) this.history.push(...(JSON.parse(JSON.stringify(answer.value.items)) as unknown[]))
    return answer
  }

  /** For turns that must succeed. */
  async answer(model: Model, more: Partial<TurnRequest> = {}): Promise<TurnAnswer> {
    const answer = await this.ask(model, more)
    if (!answer.ok) throw new Error(`${answer.problem.kind}: ${answer.problem.message}`)
    return answer.value
  }

  async problem(model: Model, more: Partial<TurnRequest> = {}): Promise<Problem> {
    const answer = await this.ask(model, more)
    if (answer.ok) throw new Error('The turn was answered.')
    return answer.problem
  }
}
