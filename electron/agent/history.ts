/** A conversation grows by an answer a turn. What is there already is shared and not copied: a turn costs the same after ten thousand. */
export interface History {
  /** stretches that grow no more */
  readonly full: readonly (readonly unknown[])[]
  readonly newest: readonly unknown[]
}

const STRETCH = 256

export const NO_HISTORY: History = { full: [], newest: [] }

export function extended({ full, newest }: History, items: readonly unknown[]): History {
  const all = [...newest, ...items]
  return all.length < STRETCH ? { full, newest: all } : { full: [...full, all], newest: [] }
}

/** The provider's own items, in order. */
export const itemsIn = ({ full, newest }: History): readonly unknown[] => [...full.flat(), ...newest]
