/** Structural equality of JSON-like values; a field that is undefined counts as absent. Asked of every line of a log: it makes no copies. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  return holds(b, a, true) && holds(a, b, false)
}

type Fields = Readonly<Record<string, unknown>>

/** Has `whole` every field of `part`? `isDeep`: with the same value. */
function holds(whole: object, part: object, isDeep: boolean): boolean {
  for (const key in part) {
    const value = (part as Fields)[key]
    if (value === undefined || !Object.hasOwn(part, key)) continue
    if (!Object.hasOwn(whole, key)) return false
    const other = (whole as Fields)[key]
    if (isDeep ? !isSame(value, other) : other === undefined) return false
  }
  return true
}
