/** Structural equality of JSON-like values; a field that is undefined counts as absent. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a).filter(([, value]) => value !== undefined)
  const right = Object.entries(b).filter(([, value]) => value !== undefined)
  const other = new Map<string, unknown>(right)
  return left.length === right.length && left.every(([key, value]) => other.has(key) && isSame(value, other.get(key)))
}
