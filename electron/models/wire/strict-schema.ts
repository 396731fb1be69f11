/** A JSON schema as OpenAI's strict functions want it: every field required, one that may be left out may be null instead. */
import { isItem, type Item } from './json.js'

function nullable(schema: Item): Item {
  const { type } = schema
  if (typeof type !== 'string') return schema
  const values = Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {}
  return { ...schema, type: [type, 'null'], ...values }
}

function strictProperty(schema: unknown, isRequired: boolean): unknown {
  if (!isItem(schema)) return schema
  const strict = strictSchema(schema) as Item
  return isRequired ? strict : nullable(strict)
}

export function strictSchema(schema: object): object {
  const given = schema as Item
  const items = isItem(given['items']) ? { items: strictSchema(given['items']) } : {}
  if (!isItem(given['properties'])) return { ...given, ...items }
  const required = Array.isArray(given['required']) ? (given['required'] as unknown[]) : []
  const properties = Object.fromEntries(
    Object.entries(given['properties']).map(([name, one]) => [name, strictProperty(one, required.includes(name))]),
  )
  return { ...given, ...items, properties, required: Object.keys(properties), additionalProperties: false }
}
