/** A model that plays turns given as data, and keeps what it was asked. It holds every request to what the wire demands. */
import { expect } from 'vitest'
import type { Model, TurnAnswer, TurnRequest } from '../../electron/models/model.js'
import type { Problem } from '../../electron/protocol/problem.js'
import type { Clock } from '../../electron/runner/running-session.js'

/** An answer, a failure, or a function that says which; `afterMs` lets it take its time. */
export type PlayedTurn =
  | TurnAnswer
  | { readonly problem: Problem }
  | { readonly afterMs: number; readonly answer: TurnAnswer; readonly ignoresAbort?: boolean }
  | ((request: TurnRequest) => TurnAnswer)

export interface PlayedModel extends Model {
  readonly asked: readonly TurnRequest[]
}

export interface PlayedOptions {
  readonly understands?: (text: string) => boolean
  /** while the request is under way; the first is 1 */
  readonly onAsk?: (number: number) => void
}

export function playedModel(turns: readonly PlayedTurn[], clock: Clock, options: PlayedOptions = {}): PlayedModel {
  const asked: TurnRequest[] = []
  /** what the conversation holds that was not answered: calls of the newest answer that came */
  let open: readonly string[] | null = null
  let next = 0

  const play = async (turn: PlayedTurn, request: TurnRequest, signal: AbortSignal) => {
    if (typeof turn === 'function') return turn(request)
    if ('problem' in turn) return turn
    if (!('afterMs' in turn)) return turn
    await clock.sleep(turn.afterMs, turn.ignoresAbort ? new AbortController().signal : signal)
    return turn.answer
  }

  return {
    asked,
    provider: 'played',
    id: 'played-1',
    picture: {
      size: (display) => display,
      mime: 'image/png',
      quality: 80,
      detail: 'original',
      tokens: ({ width, height }) => Math.ceil((width * height) / 1000),
    },
    check: (text) =>
      (options.understands?.(text) ?? true)
        ? { ok: true, value: undefined }
        : { ok: false, problem: { kind: 'task-not-understood', message: `Not understood: ${text}`, retryable: false } },
    reach: () => Promise.resolve({ ok: true, value: { ms: 0 } }),
    async think(request, signal) {
      asked.push(request)
      options.onAsk?.(asked.length)
      // every call of the last answer is answered exactly once, in order
      if (open) expect(request.results.map((result) => result.callId)).toEqual(open)
      const turn = turns[next]
      next += 1
      if (!turn)
        return { ok: false, problem: { kind: 'model-answer', message: 'The played turns are at their end.', retryable: false } }
      const played = await play(turn, request, signal)
      if (signal.aborted) return { ok: false, problem: { kind: 'aborted', message: 'Given up.', retryable: false } }
      if ('problem' in played) return { ok: false, problem: played.problem }
      open = played.calls.map((call) => call.callId)
      const items = [
        { asked: request.turn, results: request.results, steers: request.steers, notes: request.notes },
        ...played.items,
      ]
      return { ok: true, value: { ...played, items } }
    },
  }
}
