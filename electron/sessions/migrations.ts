/**
 * Lines of earlier versions, brought up to this one as they are read; what is on disk is never rewritten. Each step has a
 * name and turns a line of its version into one of the next. tests/fixtures/sessions keeps sessions of every version.
 */
export type Line = Readonly<Record<string, unknown>> & { readonly v: number }

export interface Migration {
  /** the version it takes; it gives the next one */
  readonly from: number
  readonly name: string
  readonly migrate: (line: Line) => Readonly<Record<string, unknown>>
}

/** In order, one for each version there was. Version 1 is the first and the present one. */
export const MIGRATIONS: readonly Migration[] = []

/** A line of this version, or of a newer one, is returned as it is. */
export function migrated(line: Line, migrations: readonly Migration[] = MIGRATIONS): Line {
  return migrations.reduce<Line>((now, { from, migrate }) => (now.v === from ? { ...migrate(now), v: from + 1 } : now), line)
}
