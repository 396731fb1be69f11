/** One line of the doctor's report. */
export interface Finding {
  readonly check: string
  /** 'look': it works, and somebody should know something; 'failed': it does not work */
  readonly state: 'ok' | 'look' | 'failed'
  /** one sentence */
  readonly detail: string
  /** how to mend it, where something is wrong */
  readonly mend?: string
  /** facts for machines */
  readonly data?: Readonly<Record<string, unknown>>
}

export function ok(check: string, detail: string, data?: Finding['data']): Finding {
  return { check, state: 'ok', detail, ...(data ? { data } : {}) }
}

export function look(check: string, detail: string, mend: string): Finding {
  return { check, state: 'look', detail, mend }
}

export function failed(check: string, detail: string, mend: string): Finding {
  return { check, state: 'failed', detail, mend }
}
