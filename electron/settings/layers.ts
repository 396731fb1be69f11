/** Plain nested objects by dotted name, and one laid over another. */
export type Layer = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function layOver(below: Layer, above: Layer): Layer {
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined || key === '__proto__') continue
    const under = merged[key]
    merged[key] = isRecord(value) && isRecord(under) ? layOver(under, value) : value
  }
  return merged
}

export function valueAt(layer: Layer, name: string): unknown {
  return name.split('.').reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), layer)
}

export function withValue(layer: Layer, name: string, value: unknown): Layer {
  const nested = name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
  return layOver(layer, nested as Layer)
}
