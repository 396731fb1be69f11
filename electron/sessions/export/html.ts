/** placeholder of the replay page */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'

export interface ExportHtmlOptions {
  /** the session's folder */
  readonly folder: string
  /** where the page is written; replaced whole */
  readonly file: string
}

export function exportHtml(
  options: ExportHtmlOptions,
): Promise<Outcome<{ bytes: number; problems: readonly string[] }, Problem>> {
  return Promise.resolve({
    ok: false,
    problem: { kind: 'not-built', message: `The export to ${options.file} is not built yet.`, retryable: false },
  })
}
