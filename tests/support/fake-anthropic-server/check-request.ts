/** Validates a request as the real server does; every refusal is an ApiFault. */
import { isDeepStrictEqual } from 'node:util'
import { badRequest } from './api-fault.js'
import { bodySchema, type Message, type RequestBody } from './body-schema.js'
import { BETAS, COMPACTION_BETA, knownModel, type KnownModel } from './known-models.js'
import { checkPictures } from './pictures.js'
import type { Json } from './turn.js'

/** What the server remembers of its own answers. */
export interface Issued {
  /** tool_use by id, thinking by signature: as they stood when the message stopped */
  readonly calls: ReadonlyMap<string, Json>
  readonly thinking: ReadonlyMap<string, { readonly block: Json; readonly model: string }>
  /** by their sealed text */
  readonly compactions: ReadonlyMap<string, { readonly block: Json; readonly model: string }>
}

export interface CheckedRequest {
  readonly body: RequestBody
  readonly model: KnownModel
  readonly form: string | null
}

export const blocksOf = (message: Message): readonly Json[] =>
  typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : (message.content as Json[])

/** Blocks and what stands in them. */
const deep = (blocks: readonly Json[]): readonly Json[] =>
  blocks.flatMap((block) => [block, ...(Array.isArray(block['content']) ? (block['content'] as Json[]) : [])])

function shapeOf(raw: unknown): RequestBody {
  const parsed = bodySchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const place = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys')
    throw badRequest(`${[place, issue.keys[0]].filter(Boolean).join('.')}: Extra inputs are not permitted`)
  throw badRequest(`${place}: ${issue.message}`)
}

function checkTools(body: RequestBody, model: KnownModel, betas: readonly string[]): string | null {
  const names = (body.tools ?? []).map((tool) => ('name' in tool ? tool.name : 'toolset'))
  if (new Set(names).size < names.length) throw badRequest('tools: Tool names must be unique.')
  const computer = (body.tools ?? []).find((tool) => tool.type?.startsWith('computer_'))
  if (!computer?.type) return null
  const beta = BETAS[computer.type]
  if (!model.tools.includes(computer.type)) throw badRequest(`'${body.model}' does not support tool types: ${computer.type}.`)
  if (beta !== undefined && !betas.includes(beta))
    throw badRequest(`tools.0: Input tag '${computer.type}' needs the beta ${beta}.`)
  if (betas.some((one) => one !== beta && one !== COMPACTION_BETA))
    throw badRequest(`Unexpected value(s) \`${betas.join()}\` for the \`anthropic-beta\` header.`)
  return computer.type
}

function checkThinking(body: RequestBody, model: KnownModel): void {
  const { thinking, output_config } = body
  if (thinking && !model.thinking.includes(thinking.type))
    throw badRequest(`thinking: type '${thinking.type}' is not supported by ${body.model}.`)
  if (thinking?.type === 'enabled' && thinking.budget_tokens >= body.max_tokens)
    throw badRequest('`max_tokens` must be greater than `thinking.budget_tokens`.')
  const effort = output_config?.effort
  if (effort !== undefined && !model.efforts.includes(effort))
    throw badRequest(`output_config.effort: '${effort}' is not supported.`)
}

function checkAnswers(calls: readonly Json[], next: Message | undefined, at: string): void {
  const blocks = next?.role === 'user' ? blocksOf(next) : []
  const results = blocks.filter((block) => block['type'] === 'tool_result')
  const missing = calls.filter((call) => !results.some((result) => result['tool_use_id'] === call['id']))
  if (missing.length > 0)
    throw badRequest(
      `${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.map((call) => String(call['id'])).join(', ')}.`,
    )
  if (results.some((result, i) => blocks[i] !== result)) throw badRequest(`${at}: \`tool_result\` blocks must come first.`)
  for (const result of results) {
    const call = calls.find((one) => one['id'] === result['tool_use_id'])
    if (!call)
      throw badRequest(`${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(result['tool_use_id'])}.`)
    if (call['toolset_name'] !== result['toolset_name'])
      throw badRequest(`${at}: \`toolset_name\` of a result differs from its call's.`)
    const hasPicture =
      Array.isArray(result['content']) && (result['content'] as Json[]).some((block) => block['type'] === 'image')
    if (result['is_error'] === true && hasPicture)
      throw badRequest(`${at}: all content must be type "text" if "is_error" is true`)
  }
  const ids = results.map((result) => result['tool_use_id'])
  if (new Set(ids).size < ids.length) throw badRequest(`${at}: each tool_use must have a single result.`)
}

function checkBlock(block: Json, body: RequestBody, issued: Issued, at: string): void {
  if (block['type'] === 'text' && String(block['text']).trim() === '')
    throw badRequest(`${at}: text content blocks must contain non-whitespace text`)
  if (block['type'] === 'tool_use') {
    const known = issued.calls.get(String(block['id']))
    if (!known || !isDeepStrictEqual(known, block)) throw badRequest(`${at}: this tool_use was never made like this.`)
  }
  if (block['type'] === 'compaction') {
    const known = issued.compactions.get(String(block['encrypted_content']))
    if (!known || !isDeepStrictEqual(known.block, block) || known.model !== body.model)
      throw badRequest(`${at}: compaction content mismatch`)
    if (body.context_management === undefined)
      throw badRequest(`${at}: Input tag 'compaction' needs the beta ${COMPACTION_BETA}.`)
  }
  if (block['type'] === 'thinking') {
    const known = issued.thinking.get(String(block['signature']))
    if (!known || !isDeepStrictEqual(known.block, block) || known.model !== body.model)
      throw badRequest(`${at}: Invalid \`signature\` in \`thinking\` block`)
  }
}

function checkCompaction(body: RequestBody, model: KnownModel, betas: readonly string[]): void {
  if (body.context_management === undefined) return
  if (!betas.includes(COMPACTION_BETA)) throw badRequest('context_management: Extra inputs are not permitted')
  if (!model.compacts) throw badRequest(`context_management: compaction is not supported by ${body.model}.`)
}

function checkMessages(body: RequestBody, issued: Issued): void {
  const { messages } = body
  if (messages[0]!.role !== 'user') throw badRequest('messages: first message must use the "user" role')
  if (messages.at(-1)!.role !== 'user') throw badRequest('This model does not support assistant message prefill.')
  const seen = new Set<unknown>()
  messages.forEach((message, i) => {
    const blocks = blocksOf(message)
    if (blocks.length === 0) throw badRequest(`messages.${i}: all messages must have non-empty content`)
    blocks.forEach((block, at) => checkBlock(block, body, issued, `messages.${i}.content.${at}`))
    const calls = message.role === 'assistant' ? blocks.filter((block) => block['type'] === 'tool_use') : []
    if (message.role === 'user' && messages[i - 1]?.role !== 'assistant') checkAnswers([], message, `messages.${i}`)
    if (message.role === 'assistant') checkAnswers(calls, messages[i + 1], `messages.${i}`)
    for (const { id } of calls) {
      if (seen.has(id)) throw badRequest(`messages.${i}: \`tool_use\` ids must be unique`)
      seen.add(id)
    }
  })
}

function checkBreakpoints(body: RequestBody): void {
  const system = Array.isArray(body.system) ? (body.system as Json[]) : []
  const all = [...((body.tools ?? []) as Json[]), ...system, ...body.messages.flatMap(blocksOf).flatMap((block) => deep([block]))]
  const found = all.filter((block) => block['cache_control'] !== undefined).length
  if (found > 4) throw badRequest(`A maximum of 4 blocks with cache_control may be provided. Found ${found}.`)
}

export function checkRequest(raw: unknown, betas: readonly string[], issued: Issued): CheckedRequest {
  const body = shapeOf(raw)
  const model = knownModel(body.model)
  const form = checkTools(body, model, betas)
  checkThinking(body, model)
  checkCompaction(body, model, betas)
  checkMessages(body, issued)
  checkBreakpoints(body)
  checkPictures(deep(body.messages.flatMap(blocksOf)), model, form === 'computer_toolset_20260801')
  return { body, model, form }
}
