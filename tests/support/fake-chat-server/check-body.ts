/** Refuses what servers of open models refuse: unknown roles, broken pictures, tool calls without an answer, two users in a row. */
import { z } from 'zod'
import { decodePicture } from '../fake-anthropic-server/pictures.js'

export class ChatFault extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(JSON.stringify(body))
  }
}

export const bad = (message: string) =>
  new ChatFault(400, { error: { message, type: 'BadRequestError', param: null, code: 400 } })

const textPart = z.strictObject({ type: z.literal('text'), text: z.string().min(1) })
const imagePart = z.strictObject({ type: z.literal('image_url'), image_url: z.strictObject({ url: z.string() }) })
const userMessage = z.strictObject({
  role: z.literal('user'),
  content: z.union([z.string().min(1), z.array(z.union([textPart, imagePart])).min(1)]),
})
const toolCall = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().min(1), arguments: z.string() }),
})
const assistantMessage = z.strictObject({
  role: z.literal('assistant'),
  content: z.string(),
  tool_calls: z.array(toolCall).min(1).optional(),
})
const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
  userMessage,
  assistantMessage,
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string().min(1) }),
])
const bodySchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string(),
          parameters: z.looseObject({ type: z.literal('object') }),
        }),
      }),
    )
    .min(1)
    .optional(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  max_tokens: z.number().int().min(1).optional(),
  reasoning_effort: z.string().optional(),
  structured_outputs: z.strictObject({ json: z.looseObject({}) }).optional(),
})
export type RequestBody = z.infer<typeof bodySchema>
type Message = RequestBody['messages'][number]

const MOST_PICTURES = 8

export const picturesIn = (messages: readonly Message[]): readonly { width: number; height: number }[] =>
  messages.flatMap((one) =>
    one.role === 'user' && Array.isArray(one.content)
      ? one.content.flatMap((part) => (part.type === 'image_url' ? [sizeOf(part.image_url.url)] : []))
      : [],
  )

function sizeOf(url: string): { width: number; height: number } {
  const [, mime, data] = /^data:(image\/(?:png|jpeg));base64,(.+)$/s.exec(url) ?? []
  const size = mime && data ? decodePicture(data, mime) : null
  if (!size) throw bad('Failed to load image: cannot identify image file')
  return size
}

/** Roles must alternate as the chat templates want them; each call is answered at once, by its id, in order. */
function checkOrder(messages: readonly Message[]): void {
  const talk = messages[0]?.role === 'system' ? messages.slice(1) : messages
  talk.forEach((one, at) => {
    const before = talk[at - 1]
    if (one.role === 'system') throw bad('System message must be at the beginning.')
    if (one.role === 'user' && before?.role === 'user')
      throw bad('Conversation roles must alternate user/assistant/user/assistant/...')
    if (one.role === 'assistant' && before?.role !== 'user') throw bad('An assistant message must follow a user message.')
    if (one.role === 'assistant') checkAnswered(one, talk.slice(at + 1))
    if (one.role === 'tool' && before?.role !== 'assistant' && before?.role !== 'tool')
      throw bad('A tool message must follow tool calls.')
  })
  if (talk.at(-1)?.role !== 'user') throw bad('The last message must be of the user.')
}

function checkAnswered(asked: Extract<Message, { role: 'assistant' }>, after: readonly Message[]): void {
  const ids = (asked.tool_calls ?? []).map(({ id }) => id)
  if (new Set(ids).size !== ids.length) throw bad('Duplicate tool call ids.')
  const answers = after.slice(0, ids.length).map((one) => (one.role === 'tool' ? one.tool_call_id : null))
  if (ids.some((id, at) => answers[at] !== id)) throw bad('Every tool call must be followed by its tool message.')
}

export function checkBody(raw: unknown): RequestBody {
  const parsed = bodySchema.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ChatFault(422, { detail: [{ loc: ['body', ...issue.path], msg: issue.message, type: issue.code }] })
  }
  checkOrder(parsed.data.messages)
  const pictures = picturesIn(parsed.data.messages)
  if (pictures.length > MOST_PICTURES) throw bad(`At most ${MOST_PICTURES} image(s) may be provided in one prompt.`)
  return parsed.data
}
