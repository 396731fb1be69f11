import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { carryOut } from '../../../../electron/tools/patch/carry-out.js'
import { openWorkspace, type Workspace } from '../../../../electron/tools/workspace/workspace.js'
import { toolStage } from '../tool-stage.js'

const patch = (type: string, path: string, diff?: string) => ({
  operation: { type, path, ...(diff === undefined ? {} : { diff }) },
})
const whole = (...lines: string[]) => patch('update_file', 'x', ['*** Begin Patch', ...lines, '*** End Patch'].join('\n'))

describe('apply_patch', () => {
  it('creates, updates and deletes a file', async () => {
    const stage = await toolStage({ 'a.txt': 'one\ntwo\n' })
    expect((await stage.call('apply_patch', patch('create_file', 'src/new.ts', '+export {}\n+'))).output).toBe(
      'Created src/new.ts',
    )
    expect((await stage.call('apply_patch', patch('update_file', 'a.txt', '@@\n-one\n+1'))).output).toBe('Updated a.txt')
    expect([stage.read('src/new.ts'), stage.read('a.txt')]).toEqual(['export {}\n', '1\ntwo\n'])
    expect((await stage.call('apply_patch', patch('delete_file', 'a.txt'))).output).toBe('Deleted a.txt')
    expect(stage.has('a.txt')).toBe(false)
  })

  it('keeps the permissions of a file', async () => {
    const stage = await toolStage({ 'run.sh': '#!/bin/sh\nexit 1\n' })
    chmodSync(join(stage.root, 'run.sh'), 0o750)
    await stage.call('apply_patch', patch('update_file', 'run.sh', '@@\n-exit 1\n+exit 0'))
    expect(statSync(join(stage.root, 'run.sh')).mode & 0o777).toBe(0o750)
  })

  it('takes a whole patch of several files and a move', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n' })
    const outcome = await stage.call(
      'apply_patch',
      whole(
        '*** Add File: d.txt',
        '+four',
        '*** Update File: a.txt',
        '*** Move to: sub/a.txt',
        '@@',
        '-one',
        '+1',
        '*** Update File: b.txt',
        '@@',
        '-two',
        '+2',
        '*** Delete File: c.txt',
      ),
    )
    expect(outcome.output.split('\n')).toEqual(['Created d.txt', 'Moved a.txt to sub/a.txt', 'Updated b.txt', 'Deleted c.txt'])
    expect([stage.has('a.txt'), stage.has('c.txt'), stage.read('sub/a.txt'), stage.read('b.txt'), stage.read('d.txt')]).toEqual([
      false,
      false,
      '1\n',
      '2\n',
      'four',
    ])
  })

  it('changes one file twice in one patch', async () => {
    const stage = await toolStage({ 'a.txt': 'one\ntwo\n' })
    await stage.call(
      'apply_patch',
      whole('*** Update File: a.txt', '@@', '-one', '+1', '*** Update File: a.txt', '@@', '-two', '+2'),
    )
    expect(stage.read('a.txt')).toBe('1\n2\n')
  })

  it.each([
    [
      'its second file does not fit',
      ['*** Update File: a.txt', '@@', '-one', '+1', '*** Update File: b.txt', '@@', '-zwei', '+2'],
    ],
    ['a new file exists', ['*** Update File: a.txt', '@@', '-one', '+1', '*** Add File: b.txt', '+x']],
    ['a deleted file is missing', ['*** Update File: a.txt', '@@', '-one', '+1', '*** Delete File: zz']],
    ['a move has a target that exists', ['*** Update File: a.txt', '*** Move to: b.txt', '@@', '-one', '+1']],
    ['a path leaves the workspace', ['*** Update File: a.txt', '@@', '-one', '+1', '*** Add File: ../out.txt', '+x']],
    ['its end is missing a file', ['*** Frobnicate']],
  ])('changes nothing when %s', async (_, lines) => {
    const stage = await toolStage({ 'a.txt': 'one\n', 'b.txt': 'two\n' })
    const { result, problem } = await stage.call('apply_patch', whole(...lines))
    expect(result).toBe('failed')
    expect(problem?.message).not.toBe('')
    expect([stage.read('a.txt'), stage.read('b.txt'), readdirSync(stage.root).sort()]).toEqual([
      'one\n',
      'two\n',
      ['a.txt', 'b.txt'],
    ])
  })

  it('puts back what it wrote when a later file cannot be written', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n', 'b.txt': 'two\n' })
    const opened = await openWorkspace(stage.root)
    if (!opened.ok) throw new Error(opened.problem.message)
    const full: Workspace = Object.assign(Object.create(opened.value) as Workspace, {
      write: (path: string, bytes: Uint8Array, mode?: number) =>
        path === 'b.txt'
          ? Promise.resolve({
              ok: false as const,
              problem: { kind: 'disk' as const, message: 'The disk is full.', retryable: false },
            })
          : opened.value.write(path, bytes, mode),
    })
    const carried = await carryOut(full, [
      { type: 'update_file', path: 'a.txt', diff: '@@\n-one\n+1' },
      { type: 'create_file', path: 'c.txt', diff: '+new' },
      { type: 'update_file', path: 'b.txt', diff: '@@\n-two\n+2' },
    ])
    expect(carried).toMatchObject({ ok: false, problem: { message: 'The disk is full.' } })
    expect([stage.read('a.txt'), stage.read('b.txt'), stage.has('c.txt')]).toEqual(['one\n', 'two\n', false])
  })

  it('refuses what is no text, a folder, and a path that is protected', async () => {
    const stage = await toolStage({ 'bin.dat': 'a\0b', '.git/config': '[core]\n' })
    mkdirSync(join(stage.root, 'folder'))
    for (const path of [
      'bin.dat',
      'folder',
      '.git/config',
      '.git/hooks/pre-commit',
      '.deskhand/config.json',
      'sub/.GIT/config',
    ]) {
      const type = path.includes('hooks') || path.includes('deskhand') ? 'create_file' : 'update_file'
      expect((await stage.call('apply_patch', patch(type, path, '+x'))).result, path).toBe('failed')
    }
  })

  it('leaves nothing behind beside the files', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n' })
    await stage.call('apply_patch', patch('update_file', 'a.txt', '@@\n-one\n+1'))
    expect(readdirSync(stage.root)).toEqual(['a.txt'])
  })
})

describe('the text editor', () => {
  const edit = (command: string, path: string, more: object = {}) => ({ command, path, ...more })

  it('views, creates, replaces and inserts', async () => {
    const stage = await toolStage({ 'a.txt': 'one\ntwo\nthree\n' })
    const tool = 'str_replace_based_edit_tool'
    expect((await stage.call(tool, edit('view', 'a.txt', { viewRange: [2, -1] }))).output).toBe('     2\ttwo\n     3\tthree')
    expect((await stage.call(tool, edit('view', '.'))).output).toBe('a.txt  14')
    await stage.call(tool, edit('create', 'b/c.txt', { fileText: 'hi' }))
    await stage.call(tool, edit('str_replace', 'a.txt', { oldStr: 'two\n', newStr: '' }))
    await stage.call(tool, edit('insert', 'a.txt', { insertLine: 0, insertText: 'zero\n' }))
    expect([stage.read('b/c.txt'), stage.read('a.txt')]).toEqual(['hi', 'zero\none\nthree\n'])
  })

  it('refuses a text that stands twice or not at all', async () => {
    const stage = await toolStage({ 'a.txt': 'x x\n' })
    const replace = (oldStr: string) =>
      stage.call('str_replace_based_edit_tool', edit('str_replace', 'a.txt', { oldStr, newStr: '$&' }))
    expect((await replace('x')).output).toMatch(/2 times/)
    expect((await replace('y')).output).toMatch(/does not stand/)
    expect(stage.read('a.txt')).toBe('x x\n')
  })

  it('keeps CRLF', async () => {
    const stage = await toolStage({ 'a.txt': 'one\r\ntwo\r\n' })
    await stage.call('str_replace_based_edit_tool', edit('str_replace', 'a.txt', { oldStr: 'one\ntwo', newStr: 'a\nb' }))
    await stage.call('str_replace_based_edit_tool', edit('insert', 'a.txt', { insertLine: 1, insertText: 'x' }))
    expect(stage.read('a.txt')).toBe('a\r\nx\r\nb\r\n')
  })
})
