/** Which template a written task begins with, and writing another one there. */

const CALLED = /^\/([a-z][a-z0-9-]*)(?:\s+|$)/

/** null: it begins straight away. A path is no template. */
export function wayOf(draft: string, known: readonly string[]): string | null {
  const name = CALLED.exec(draft.trimStart())?.[1]
  return name !== undefined && known.includes(name) ? name : null
}

export function withWay(draft: string, way: string | null, known: readonly string[]): string {
  const words = wayOf(draft, known) === null ? draft : draft.trimStart().replace(CALLED, '')
  return way === null ? words : `/${way} ${words}`
}
