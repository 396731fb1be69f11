/** Plain JSON as it comes from a server: nothing of its shape is believed before it was looked at. */
export type Item = Readonly<Record<string, unknown>>

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** '' where there is no text. */
export function textOf(item: Item, field: string): string {
  const value = item[field]
  return typeof value === 'string' ? value : ''
}

/** 0 where there is no number. */
export function numberOf(item: Item, field: string): number {
  const value = item[field]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

export function listOf(item: Item, field: string): readonly Item[] {
  const value = item[field]
  return Array.isArray(value) ? value.filter(isItem) : []
}

export function partOf(item: Item, field: string): Item {
  const value = item[field]
  return isItem(value) ? value : {}
}

export function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}

const SHOWN_CHARS = 300

/** A value for a person or a model to read, not too long. */
export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, SHOWN_CHARS)
}
