/** A turn as data → the parts of the answer, and the chunks that carry them. */
import type { CheckedRequest } from './check-request.js'
import { picturesOf } from './check-request.js'
import type { FakeTurn, Json } from './turn.js'

/** The first call of an answer is signed, as the real server does; an answer without calls signs its last part. */
export function buildParts(turn: FakeTurn, number: number): readonly Json[] {
  const calls = (turn.calls ?? []).map(({ name, args, id }, i): Json => {
    const given = id === undefined ? `call_${number}_${i + 1}` : id
    return {
      functionCall: { ...(given === null ? {} : { id: given }), name, args: args ?? {} },
      ...(i === 0 ? { thoughtSignature: `c2lnbmVk${number}` } : {}),
    }
  })
  return [
    ...(turn.thought === undefined ? [] : [{ text: turn.thought, thought: true }]),
    ...(turn.text === undefined ? [] : [{ text: turn.text }]),
    ...calls,
    ...(turn.parts ?? []),
    ...(calls.length === 0 && turn.text !== undefined ? [{ text: '', thoughtSignature: `ZW5k${number}` }] : []),
  ]
}

function pieces(part: Json): readonly Json[] {
  const { text, ...rest } = part
  if (typeof text !== 'string' || text === '') return [part]
  return (text.match(/[\s\S]{1,12}/g) ?? []).map((piece) => ({ ...rest, text: piece }))
}

const withoutPictures = (value: unknown) => JSON.stringify(value).replace(/"data":"[^"]+"/g, '')

/** `before`: the contents of the request before this one, which the server keeps in its cache by itself. */
export function usageOf(request: CheckedRequest, before: string | null, parts: readonly Json[]): Json {
  const { body, model } = request
  const pictures = picturesOf(body).length * model.perPicture
  const text = Math.ceil(withoutPictures(body).length / 4)
  const whole = JSON.stringify(body.contents)
  let same = 0
  while (before !== null && same < whole.length && whole[same] === before[same]) same += 1
  const share = whole.length === 0 ? 0 : same / whole.length
  const cached = Math.floor((text + pictures) * share)
  const thoughts = parts.some((part) => part['thought'] === true) ? 40 : 0
  return {
    promptTokenCount: text + pictures,
    ...(cached >= 1024 ? { cachedContentTokenCount: cached } : {}),
    candidatesTokenCount: Math.ceil(JSON.stringify(parts).length / 4),
    thoughtsTokenCount: thoughts,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      { modality: 'IMAGE', tokenCount: pictures },
    ],
  }
}

/** All chunks of a whole answer; counts come with each, and grow. */
export function chunksOf(turn: FakeTurn, parts: readonly Json[], head: Json, usage: Json | null): readonly Json[] {
  if (turn.blocked !== undefined) return [{ ...head, promptFeedback: { blockReason: turn.blocked } }]
  const chunk = (part: Json, last: boolean): Json => ({
    candidates: [
      {
        content: { role: 'model', parts: [part] },
        index: 0,
        ...(last ? { finishReason: turn.finish ?? 'STOP' } : {}),
      },
    ],
    ...(usage === null ? {} : { usageMetadata: last ? usage : { ...usage, candidatesTokenCount: 1 } }),
    ...head,
  })
  const all = parts.flatMap(pieces)
  const finish = {
    finishReason: turn.finish ?? 'STOP',
  }
  if (all.length === 0)
    return [
      ...(turn.chunks ?? []),
      { candidates: [{ index: 0, ...finish }], ...(usage === null ? {} : { usageMetadata: usage }), ...head },
    ]
  return [...(turn.chunks ?? []), ...all.map((part, i) => chunk(part, i === all.length - 1))]
}
