/** Every linter and scanner that is known. */
import { eslint, ruff, semgrep } from './lint-scanners.js'
import { npmAge, npmAudit, osvScanner, pipAudit } from './package-scanners.js'
import type { Scanner } from './scanner.js'

export const SCANNERS: readonly Scanner[] = [eslint, ruff, semgrep, npmAudit, npmAge, osvScanner, pipAudit]
