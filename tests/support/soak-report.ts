/** What a long test found, for `npm run soak`, which asks for it by naming a file; `npm test` does not. */
import { writeFileSync } from 'node:fs'

export function reportSoak(found: unknown): void {
  const file = process.env['DESKHAND_SOAK_REPORT']
  if (file) writeFileSync(file, JSON.stringify(found))
}
