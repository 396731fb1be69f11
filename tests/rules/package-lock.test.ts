import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

test('the lock names the packages of every platform, or a clean install would refuse it', () => {
  const checked = spawnSync(process.execPath, ['scripts/complete-lock.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' })
  expect(`${checked.stdout}${checked.stderr}`).toContain('names every platform')
  expect(checked.status).toBe(0)
})
