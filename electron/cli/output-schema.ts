/** `--output-schema FILE`: the final answer must be JSON of this schema. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { AnswerShape } from '../runner/answer-shape.js'
import { refuse } from './parse-args.js'

const LARGEST = 200_000
/** Words that are not in the standard are for other readers of the schema. */
const OPTIONS = { strict: false, validateFormats: false, logger: false } as const

export async function readOutputSchema(file: string | null, cwd: string): Promise<Outcome<AnswerShape | null, Problem>> {
  if (file === null) return { ok: true, value: null }
  const text = await readFile(resolve(cwd, file), 'utf8').catch(() => null)
  if (text === null) return refuse('usage', `--output-schema ${file} cannot be read.`)
  if (text.length > LARGEST) return refuse('usage', `--output-schema ${file} is longer than ${LARGEST} characters.`)
  const schema = parse(text)
  if (!schema || typeof schema.value !== 'object' || schema.value === null || Array.isArray(schema.value))
    return refuse('usage', `--output-schema ${file} must hold a JSON schema, one JSON object.`)
  try {
    return { ok: true, value: shapeOf(schema.value, compile(schema.value)) }
  } catch (error) {
    return refuse(
      'usage',
      `--output-schema ${file} is no JSON schema: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}

/** Schemas that do not say what they are are read as the newest draft. */
function compile(schema: object): ValidateFunction {
  const isOlder = '$schema' in schema && /draft-0[67]/.test(String(schema.$schema))
  const { $schema: _said, ...rest } = schema as { $schema?: unknown }
  return isOlder ? new Ajv(OPTIONS).compile(rest) : new Ajv2020(OPTIONS).compile(rest)
}

function shapeOf(schema: object, validate: ValidateFunction): AnswerShape {
  return {
    told: `The final answer must be JSON of this schema and nothing else, no words around it:\n${JSON.stringify(schema)}`,
    read(text) {
      const found = parse(unfenced(text))
      if (!found) return { ok: false, why: 'The final answer must be JSON and nothing else; it is no JSON.' }
      if (validate(found.value)) return { ok: true, value: found.value }
      const [first] = validate.errors ?? []
      const place = first?.instancePath ? `at ${first.instancePath}` : 'as a whole'
      return { ok: false, why: `The final answer does not fit its schema: ${place} it ${first?.message ?? 'is wrong'}.` }
    },
  }
}

/** Models like to put JSON into a fence. */
const unfenced = (text: string): string => /^```(?:json)?\s*\n([\s\S]*?)\n?```$/.exec(text.trim())?.[1] ?? text

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}
