/** Validates a request as the real server does; every refusal is an ApiFault. */
import { isDeepStrictEqual } from 'node:util'
import { decodePicture } from '../fake-anthropic-server/pictures.js'
import { badRequest } from './api-fault.js'
import { bodySchema, type RequestBody } from './body-schema.js'
import { knownModel, type KnownModel } from './known-models.js'
import type { Json } from './turn.js'

export interface CheckedRequest {
  readonly body: RequestBody
  readonly name: string
  readonly model: KnownModel
}

/** Parts of calls as they were issued. */
export type Issued = readonly Json[]

const LARGEST = 20 * 1024 * 1024

function shapeOf(raw: unknown): RequestBody {
  const parsed = bodySchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const place = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys')
    throw badRequest(`Invalid JSON payload received. Unknown name "${issue.keys[0]}" at '${place}': Cannot find field.`)
  throw badRequest(`Invalid value at '${place}': ${issue.message}`)
}

function checkTools(body: RequestBody, model: KnownModel): void {
  const names: string[] = []
  for (const tool of body.tools ?? []) {
    if ('functionDeclarations' in tool) names.push(...tool.functionDeclarations.map(({ name }) => name))
    else {
      const { environment, excludedPredefinedFunctions } = tool.computerUse
      if (!model.environments.includes(environment))
        throw badRequest(`Environment ${environment} is not supported for this model.`)
      const strange = excludedPredefinedFunctions?.find((name) => !model.functions.includes(name))
      if (strange !== undefined) throw badRequest(`Unknown predefined function: ${strange}`)
    }
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i || model.functions.includes(name))
  if (twice !== undefined) throw badRequest(`Duplicate function declaration found: ${twice}`)
  const level = body.generationConfig?.thinkingConfig?.thinkingLevel
  if (level !== undefined && !model.levels.includes(level))
    throw badRequest(`Thinking level ${level} is not supported for this model.`)
}

type Content = RequestBody['contents'][number]

const callsOf = (content: Content | undefined): readonly Json[] =>
  content?.role === 'model' ? content.parts.flatMap((part) => (part.functionCall ? [part.functionCall as Json] : [])) : []

const responsesOf = (content: Content | undefined): readonly Json[] =>
  content?.role === 'user'
    ? content.parts.flatMap((part) => ('functionResponse' in part ? [part.functionResponse as unknown as Json] : []))
    : []

function checkResponse(call: Json, response: Json, model: KnownModel): void {
  if (call['name'] !== response['name'] || call['id'] !== response['id'])
    throw badRequest(`The function response of ${String(response['name'])} does not match its call.`)
  const told = response['response'] as Json
  if (!model.functions.includes(String(call['name']))) return
  if (typeof told['url'] !== 'string') throw badRequest('Computer use function responses must hold a url.')
  const decision = ((call['args'] as Json | undefined)?.['safety_decision'] as Json | undefined)?.['decision']
  const isDone = told['error'] === undefined
  if (decision === 'require_confirmation' && isDone && told['safety_acknowledgement'] !== 'true')
    throw badRequest('The safety decision of a call that was carried out was not acknowledged.')
}

function checkCalls(body: RequestBody, model: KnownModel): void {
  const ids = new Set<unknown>()
  body.contents.forEach((content, i) => {
    const calls = callsOf(content)
    const responses = responsesOf(body.contents[i + 1])
    if (calls.length !== responses.length && content.role === 'model')
      throw badRequest(
        'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      )
    if (responsesOf(content).length > 0 && callsOf(body.contents[i - 1]).length === 0)
      throw badRequest('Please ensure that function response turn comes immediately after a function call turn.')
    calls.forEach((call, at) => {
      checkResponse(call, responses[at]!, model)
      if (call['id'] === undefined) return
      if (ids.has(call['id'])) throw badRequest('Duplicate function call id.')
      ids.add(call['id'])
    })
  })
}

function checkSignatures(body: RequestBody, issued: Issued): void {
  const parts = body.contents.filter((content) => content.role === 'model').flatMap((content) => content.parts as Json[])
  for (const part of parts) {
    if (part['functionCall'] === undefined) continue
    const idOf = (one: Json) => (one['functionCall'] as Json)['id']
    const alike = issued.filter((one) => idOf(one) === idOf(part))
    if (alike.some((one) => isDeepStrictEqual(one, part))) continue
    const { thoughtSignature: _, ...unsigned } = part
    const isUnsigned = alike.some(({ thoughtSignature: __, ...one }) => isDeepStrictEqual(one, unsigned))
    throw badRequest(
      isUnsigned
        ? 'Function call is missing a thought_signature in functionCall parts.'
        : 'A function call was never made like this.',
    )
  }
}

export function picturesOf(body: RequestBody): readonly Json[] {
  return body.contents.flatMap((content) =>
    (content.parts as Json[]).flatMap((part) => {
      const response = part['functionResponse'] as Json | undefined
      return [part, ...((response?.['parts'] as Json[] | undefined) ?? [])].flatMap((one) =>
        one['inlineData'] === undefined ? [] : [one['inlineData'] as Json],
      )
    }),
  )
}

export function checkRequest(raw: unknown, name: string, issued: Issued): CheckedRequest {
  const model = knownModel(name)
  const body = shapeOf(raw)
  if (JSON.stringify(raw).length > LARGEST) throw badRequest('Request payload size exceeds the limit: 20971520 bytes.')
  if (body.contents[0]!.role !== 'user') throw badRequest('Please ensure that the first content is of role user.')
  if (body.contents.at(-1)!.role !== 'user') throw badRequest('Please ensure that the last content is of role user.')
  checkTools(body, model)
  checkCalls(body, model)
  checkSignatures(body, issued)
  for (const { data, mimeType } of picturesOf(body))
    if (!decodePicture(String(data), String(mimeType))) throw badRequest('Unable to process input image.')
  return { body, name, model }
}
