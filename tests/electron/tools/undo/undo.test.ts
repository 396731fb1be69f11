import { chmodSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stepDiffs, totalDiff } from '../../../../electron/tools/undo/file-changes.js'
import { undo } from '../../../../electron/tools/undo/undo.js'
import { shell, toolStage, type ToolStage } from '../tool-stage.js'

const update = (path: string, from: string, to: string) => ({
  operation: { type: 'update_file', path, diff: `@@\n-${from}\n+${to}` },
})

async function worked(): Promise<ToolStage> {
  const stage = await toolStage({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'run.sh': '#!/bin/sh\n', '.gitignore': 'ignored\n' })
  chmodSync(join(stage.root, 'run.sh'), 0o755)
  await stage.call('apply_patch', update('a.txt', 'one', '1'), { id: 't1.1' })
  await stage.call('shell', shell('echo new > c.txt; rm b.txt; echo x >> run.sh; mkdir -p d/e && echo deep > d/e/f.txt'), {
    id: 't2.1',
  })
  await stage.call('apply_patch', update('a.txt', '1', 'uno'), { id: 't3.1' })
  return stage
}

describe('undo', () => {
  it('puts back all that a session changed', async () => {
    const stage = await worked()
    const undone = await undo(stage.session, 0)
    expect(undone).toMatchObject({
      ok: true,
      value: { restored: ['a.txt', 'b.txt', 'run.sh'], removed: ['c.txt', 'd/e/f.txt'], kept: [] },
    })
    expect([stage.read('a.txt'), stage.read('b.txt'), stage.read('run.sh'), stage.has('c.txt')]).toEqual([
      'one\n',
      'two\n',
      '#!/bin/sh\n',
      false,
    ])
    expect(statSync(join(stage.root, 'run.sh')).mode & 0o777).toBe(0o755)
  })

  it('puts back one file alone, and refuses one that was not changed', async () => {
    const stage = await worked()
    expect(await undo(stage.session, 0, 'a.txt')).toMatchObject({
      ok: true,
      value: { restored: ['a.txt'], removed: [], kept: [] },
    })
    expect([stage.read('a.txt'), stage.has('b.txt'), stage.has('c.txt')]).toEqual(['one\n', false, true])
    const refused = await undo(stage.session, 0, '.gitignore')
    expect(refused).toMatchObject({ ok: false, problem: { message: 'This session did not change .gitignore.' } })
  })

  it('goes back to a step', async () => {
    const stage = await worked()
    expect(await undo(stage.session, 2)).toMatchObject({ ok: true, value: { restored: ['a.txt'], removed: [] } })
    expect([stage.read('a.txt'), stage.has('c.txt')]).toEqual(['1\n', true])
  })

  it('may be done twice, and further back after', async () => {
    const stage = await worked()
    await undo(stage.session, 2)
    await undo(stage.session, 0)
    expect(stage.read('a.txt')).toBe('one\n')
    expect(await undo(stage.session, 0)).toMatchObject({ ok: true, value: { kept: [] } })
  })

  it('leaves alone what somebody changed since, and says so', async () => {
    const stage = await worked()
    writeFileSync(join(stage.root, 'a.txt'), 'mine\n')
    const undone = await undo(stage.session, 0)
    expect(undone).toMatchObject({ ok: true, value: { kept: ['a.txt'] } })
    expect([stage.read('a.txt'), stage.read('b.txt')]).toEqual(['mine\n', 'two\n'])
  })

  it('does not touch what only the person changed in between', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n', 'mine.txt': 'old\n' })
    await stage.call('apply_patch', update('a.txt', 'one', '1'), { id: 't1.1' })
    writeFileSync(join(stage.root, 'mine.txt'), 'new\n')
    await stage.call('apply_patch', update('a.txt', '1', '2'), { id: 't2.1' })
    await undo(stage.session, 0)
    expect([stage.read('a.txt'), stage.read('mine.txt')]).toEqual(['one\n', 'new\n'])
  })

  it('does not lose a person’s change between two of the session', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n' })
    await stage.call('apply_patch', update('a.txt', 'one', '1'), { id: 't1.1' })
    writeFileSync(join(stage.root, 'a.txt'), '1\nmine\n')
    await stage.call('apply_patch', update('a.txt', '1', '2'), { id: 't2.1' })
    expect(await undo(stage.session, 0)).toMatchObject({ ok: true, value: { kept: ['a.txt'] } })
    expect(await undo(stage.session, 1)).toMatchObject({ ok: true, value: { restored: ['a.txt'] } })
    expect(stage.read('a.txt')).toBe('1\nmine\n')
  })

  it('says when there is nothing to undo', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n' })
    await stage.call('shell', shell('cat a.txt'))
    expect(await undo(stage.session, 0)).toMatchObject({ ok: false, problem: { kind: 'usage' } })
    expect(await undo((await worked()).session, 9)).toMatchObject({ ok: false })
  })

  it('keeps bytes as they are, whatever the project says of line ends and filters', async () => {
    const stage = await toolStage({ '.gitattributes': '* text eol=lf filter=evil\n', 'w.txt': 'a\r\nb\r\n' })
    await stage.call('apply_patch', { operation: { type: 'delete_file', path: 'w.txt' } }, { id: 't1.1' })
    await undo(stage.session, 0)
    expect(stage.read('w.txt')).toBe('a\r\nb\r\n')
  })

  it('leaves the person’s own repository as it is', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n' })
    await stage.call('shell', shell('git init -q . && git add . && git -c user.name=a -c user.email=a@b commit -qm first'), {
      id: 't1.1',
    })
    const index = readFileSync(join(stage.root, '.git/index'))
    await stage.call('apply_patch', update('a.txt', 'one', '1'), { id: 't2.1' })
    await undo(stage.session, 0)
    expect(readFileSync(join(stage.root, '.git/index'))).toEqual(index)
    expect(stage.read('a.txt')).toBe('one\n')
  })

  it('works while a file is gone', async () => {
    const stage = await worked()
    unlinkSync(join(stage.root, 'c.txt'))
    expect(await undo(stage.session, 0)).toMatchObject({ ok: true, value: { kept: [] } })
  })
})

describe('what a session changed', () => {
  it('is told step by step and in total', async () => {
    const stage = await worked()
    const steps = await stepDiffs(stage.session)
    expect(steps.ok && steps.value.map(({ step, files }) => [step, files.map(({ path, kind }) => `${kind} ${path}`)])).toEqual([
      [1, ['changed a.txt']],
      [2, ['deleted b.txt', 'added c.txt', 'added d/e/f.txt', 'changed run.sh']],
      [3, ['changed a.txt']],
    ])
    const total = await totalDiff(stage.session)
    expect(total.ok && total.value.files.find(({ path }) => path === 'a.txt')).toEqual({
      path: 'a.txt',
      kind: 'changed',
      added: 1,
      removed: 1,
    })
    expect(total.ok && total.value.patch).toMatch(/-one\n\+uno/)
  })

  it('is nothing where nothing was changed', async () => {
    const stage = await toolStage()
    expect(await totalDiff(stage.session)).toEqual({ ok: true, value: { files: [], patch: '', isCut: false } })
    expect(await stepDiffs(stage.outside)).toEqual({ ok: true, value: [] })
  })
})
