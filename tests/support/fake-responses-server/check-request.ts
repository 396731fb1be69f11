/** Validates a request as the real server does; every refusal is an ApiFault. */
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { badRequest } from './api-fault.js'
import { bodySchema, itemSchemas, type RequestBody } from './body-schema.js'
import { checkCalls } from './check-calls.js'
import { knownModel, type KnownModel } from './known-models.js'
import { checkPicture } from './pictures.js'
import type { Json } from './turn.js'

const MAX_PICTURES = 1500

/** What the server remembers of its own answers. */
export interface Issued {
  /** output items by id, as they stood in `output_item.done` */
  readonly items: ReadonlyMap<string, Json>
  /** id of a call → id of the reasoning item it was made by */
  readonly reasoningOf: ReadonlyMap<string, string>
  /** responses kept with `store`, by id, with their whole conversation */
  readonly stored: ReadonlyMap<string, readonly Json[]>
}

export interface CheckedRequest {
  readonly body: RequestBody
  readonly model: KnownModel
  readonly items: readonly Json[]
  /** of each item */
  readonly imageTokens: readonly number[]
}

export function checkShape<T>(schema: z.ZodType<T>, value: unknown, prefix = ''): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const place = [prefix, ...issue.path.map(String)].filter(Boolean).join('.')
  if (issue.code === 'unrecognized_keys') {
    const name = [place, issue.keys[0]].filter(Boolean).join('.')
    throw badRequest(`Unknown parameter: '${name}'.`, name, 'unknown_parameter')
  }
  throw badRequest(`Invalid value for '${place}': ${issue.message}.`, place, 'invalid_value')
}

function checkItem(item: Json, at: string, issued: Issued): void {
  const type = typeof item['type'] === 'string' ? item['type'] : 'message'
  const known = typeof item['id'] === 'string' ? issued.items.get(item['id']) : undefined
  if (known) {
    if (isDeepStrictEqual(known, item)) return
    if (type === 'reasoning') throw badRequest('The encrypted content could not be verified.', at, 'invalid_encrypted_content')
    throw badRequest(`Item '${String(item['id'])}' differs from what was returned.`, at, 'invalid_value')
  }
  const schema = itemSchemas[type]
  if (!schema) throw badRequest(`Invalid value: '${type}'.`, `${at}.type`, 'invalid_value')
  checkShape(schema, item, at)
}

function checkReasoning(items: readonly Json[], issued: Issued): void {
  const madeByModel = (item: Json | undefined) =>
    item !== undefined && (item['role'] === 'assistant' || (item['role'] === undefined && !/_output$/.test(String(item['type']))))
  const compacted = items.some((item) => item['type'] === 'compaction')
  const present = new Set(items.map((item) => item['id']))
  items.forEach((item, i) => {
    const id = String(item['id'])
    if (item['type'] === 'reasoning' && !madeByModel(items[i + 1]))
      throw badRequest(`Item '${id}' of type 'reasoning' was provided without its required following item.`, `input[${i}]`)
    const reasoning = issued.reasoningOf.get(id)
    if (reasoning !== undefined && !compacted && !present.has(reasoning))
      throw badRequest(
        `Item '${id}' of type '${String(item['type'])}' was provided without its required 'reasoning' item: '${reasoning}'.`,
        `input[${i}]`,
      )
  })
}

function picturesOf(item: Json): readonly { url: unknown; detail: unknown }[] {
  const output = item['output'] as Json | readonly Json[] | string | undefined
  if (item['type'] === 'computer_call_output') {
    const shot = output as Json
    return [{ url: shot['image_url'], detail: shot['detail'] }]
  }
  const parts = [item['content'], output].filter(Array.isArray).flat() as Json[]
  return parts
    .filter((part) => part['type'] === 'input_image')
    .map((part) => ({ url: part['image_url'], detail: part['detail'] }))
}

/** Tokens of the pictures in one item; refuses what is none. */
function pictureTokens(item: Json, model: KnownModel, at: string): number {
  return picturesOf(item).reduce((sum, { url, detail }) => sum + checkPicture(url, detail, model, `${at}.image_url`), 0)
}

function checkPictures(items: readonly Json[], model: KnownModel): readonly number[] {
  const count = items.flatMap(picturesOf).length
  if (count > MAX_PICTURES) throw badRequest(`Too many images: ${count}.`, 'input', 'too_many_images')
  return items.map((item, i) => pictureTokens(item, model, `input[${i}]`))
}

function checkStrictFunction(parameters: Json, at: string): void {
  const properties = Object.keys(parameters['properties'] ?? {})
  const required = (parameters['required'] ?? []) as string[]
  if (parameters['additionalProperties'] !== false)
    throw badRequest(
      `Invalid schema: 'additionalProperties' is required to be supplied and to be false.`,
      at,
      'invalid_function_parameters',
    )
  const missing = properties.find((name) => !required.includes(name))
  if (missing !== undefined)
    throw badRequest(
      `Invalid schema: 'required' must include every key in properties. Missing '${missing}'.`,
      at,
      'invalid_function_parameters',
    )
}

function checkTools(body: RequestBody, model: KnownModel): void {
  body.tools?.forEach((tool, i) => {
    if (tool.type === 'function') {
      if (tool.strict) checkStrictFunction(tool.parameters, `tools[${i}].parameters`)
    } else if (
      tool.type === 'shell' || tool.type === 'apply_patch' ? model.tool === 'computer_use_preview' : tool.type !== model.tool
    ) {
      throw badRequest(`Tool '${tool.type}' is not supported with ${body.model}.`, `tools[${i}].type`, 'unsupported_value')
    }
  })
  const names = (body.tools ?? []).map((tool) => (tool.type === 'function' ? tool.name : tool.type))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw badRequest(`Duplicate tool name: '${twice}'.`, 'tools', 'invalid_value')
  const isPreview = body.tools?.some((tool) => tool.type === 'computer_use_preview')
  if (isPreview && body.truncation !== 'auto')
    throw badRequest("The computer use tool requires 'truncation' to be 'auto'.", 'truncation', 'unsupported_value')
}

function checkOptions(body: RequestBody, model: KnownModel): void {
  const effort = body.reasoning?.effort
  if (effort && !model.efforts.includes(effort))
    throw badRequest(
      `Unsupported value: '${effort}' is not supported with the '${body.model}' model. Supported values are: ${model.efforts.join(', ')}.`,
      'reasoning.effort',
      'unsupported_value',
    )
  if (body.temperature !== undefined && body.temperature !== null)
    throw badRequest(
      "Unsupported parameter: 'temperature' is not supported with this model.",
      'temperature',
      'unsupported_parameter',
    )
  if (body.background && body.store === false) throw badRequest("Background mode requires 'store' to be true.", 'background')
}

function itemsOf(body: RequestBody, issued: Issued): readonly Json[] {
  const { input, previous_response_id: previous } = body
  if (previous && !issued.stored.has(previous))
    throw badRequest(`Previous response with id '${previous}' not found.`, 'previous_response_id', 'previous_response_not_found')
  if (input === undefined && !previous)
    throw badRequest("Missing required parameter: 'input'.", 'input', 'missing_required_parameter')
  const before = previous ? issued.stored.get(previous)! : []
  if (typeof input === 'string') return [...before, { role: 'user', content: input }]
  return [...before, ...((input ?? []) as Json[])]
}

export function checkRequest(raw: unknown, issued: Issued): CheckedRequest {
  const body = checkShape(bodySchema, raw)
  const model = knownModel(body.model)
  checkOptions(body, model)
  checkTools(body, model)
  const items = itemsOf(body, issued)
  items.forEach((item, i) => checkItem(item, `input[${i}]`, issued))
  checkCalls(items)
  checkReasoning(items, issued)
  return { body, model, items, imageTokens: checkPictures(items, model) }
}
