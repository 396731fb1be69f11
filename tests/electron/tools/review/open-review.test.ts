import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileDiff } from '../../../../electron/tools/review/file-diff.js'
import { acceptReview, openReview, workspaceOf } from '../../../../electron/tools/review/open-review.js'
import { undo } from '../../../../electron/tools/undo/undo.js'
import { shell, tempFolder, toolStage, type ToolStage } from '../tool-stage.js'

const AT = '2026-01-02T03:04:05.678Z'
const update = (path: string, from: string, to: string) => ({ operation: { type: 'update_file', path, diff: `@@\n-${from}\n+${to}` } }) // prettier-ignore

async function opened({ session }: ToolStage) {
  const state = await openReview(session, [])
  if (!state.ok) throw new Error(state.problem.message)
  return state.value
}

it('a review says what was put back and what somebody changed since, also in between', async () => {
  const stage = await toolStage({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n' })
  for (const [path, from] of [['a.txt', 'one'], ['b.txt', 'two'], ['c.txt', 'three']] as const) await stage.call('apply_patch', update(path, from, 'x')) // prettier-ignore
  expect(await opened(stage)).toMatchObject({ undone: [], changedSince: [], acceptedAt: null, commits: [], root: stage.root })
  stage.write('c.txt', 'x\nmine\n')
  await stage.call('apply_patch', update('c.txt', 'x', 'y'))
  await undo(stage.session, 0, 'a.txt')
  stage.write('b.txt', 'mine\n')
  const { undone, changedSince, review } = await opened(stage)
  expect({ undone, changedSince }).toEqual({ undone: ['a.txt'], changedSince: ['b.txt'] })
  expect(review.files.map(({ path, isMixed }) => [path, isMixed])).toEqual([['a.txt', false], ['b.txt', false], ['c.txt', true]]) // prettier-ignore
})

it('what was accepted is no more once the session changes something again', async () => {
  const stage = await toolStage({ 'a.txt': 'one\n' })
  expect(await acceptReview(stage.session, AT)).toMatchObject({ ok: false })
  await stage.call('apply_patch', update('a.txt', 'one', 'two'))
  await acceptReview(stage.session, AT)
  expect((await opened(stage)).acceptedAt).toBe(AT)
  await stage.call('apply_patch', update('a.txt', 'two', 'three'))
  expect((await opened(stage)).acceptedAt).toBeNull()
  writeFileSync(join(stage.session, 'review.json'), 'torn {')
  expect((await opened(stage)).acceptedAt).toBeNull()
})

it('a session without a folder to work in has none, and that is no failure', async () => {
  const folder = tempFolder()
  expect(await workspaceOf(folder)).toBeNull()
  expect(await openReview(folder, [])).toMatchObject({ ok: true, value: { root: null, acceptedAt: null } })
})

it('the diff of a file is its text, or that it is none, or too large', async () => {
  const stage = await toolStage({ 'a.txt': 'one\n', '"odd" name.txt': 'x\n' })
  await stage.call('shell', shell(`printf 'a\\0b' > b.bin; echo y > '"odd" name.txt'; head -c 5000000 /dev/zero | tr '\\0' 'x' > big.txt; sed -i s/one/two/ a.txt`)) // prettier-ignore
  const diff = async (path: string) => {
    const read = await fileDiff(stage.session, path)
    return read.ok ? read.value : read.problem.message
  }
  expect(await diff('a.txt')).toMatchObject({
    patch: expect.stringContaining('-one\n+two') as string,
    bytesBefore: 4,
    bytesAfter: 4,
  })
  expect(await diff('"odd" name.txt')).toMatchObject({ patch: expect.stringContaining('-x\n+y') as string })
  expect(await diff('b.bin')).toMatchObject({ isBinary: true, patch: '', bytesBefore: null, bytesAfter: 3 })
  expect(await diff('big.txt')).toMatchObject({ isTooLarge: true, patch: '', bytesAfter: 5_000_000 })
  expect(await diff('../secret')).toBe('This session did not change ../secret.')
  expect((await opened(stage)).review.isRisksCut).toBe(true)
})
