import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openWorkspace, type Workspace } from '../../../../electron/tools/workspace/workspace.js'
import { tempFolder } from '../tool-stage.js'

interface Place {
  readonly root: string
  readonly outside: string
  readonly workspace: Workspace
}

async function place(): Promise<Place> {
  const base = tempFolder()
  const [root, outside] = [join(base, 'work'), join(base, 'outside')]
  for (const folder of [root, outside, join(root, 'sub')]) mkdirSync(folder)
  writeFileSync(join(root, 'in.txt'), 'in')
  writeFileSync(join(root, 'sub', 'deep.txt'), 'deep')
  writeFileSync(join(outside, 'secret.txt'), 'SECRET')
  const opened = await openWorkspace(root, { hidden: [join(root, 'data')] })
  if (!opened.ok) throw new Error(opened.problem.message)
  return { root, outside, workspace: opened.value }
}

const text = async (workspace: Workspace, path: string): Promise<string | null> => {
  const read = await workspace.read(path)
  return read.ok ? (read.value?.bytes.toString() ?? null) : `refused: ${read.problem.message}`
}

describe('a workspace', () => {
  it('reads, writes, lists and removes what is in it', async () => {
    const { workspace, root } = await place()
    expect(await text(workspace, 'in.txt')).toBe('in')
    expect(await text(workspace, join(root, 'sub/deep.txt'))).toBe('deep')
    expect(await text(workspace, 'sub/../in.txt')).toBe('in')
    expect(await text(workspace, 'no/such/file')).toBe(null)
    expect(await workspace.write('a/b/c.txt', Buffer.from('x'))).toMatchObject({ ok: true })
    expect(await text(workspace, 'a/b/c.txt')).toBe('x')
    expect(await workspace.list('sub')).toMatchObject({ ok: true, value: [{ name: 'deep.txt', kind: 'file', bytes: 4 }] })
    expect(await workspace.remove('in.txt')).toMatchObject({ ok: true })
    expect(existsSync(join(root, 'in.txt'))).toBe(false)
  })

  it('follows links that stay in it', async () => {
    const { workspace, root } = await place()
    symlinkSync('sub', join(root, 'relative'))
    symlinkSync(join(root, 'in.txt'), join(root, 'absolute'))
    expect(await text(workspace, 'relative/deep.txt')).toBe('deep')
    expect(await text(workspace, 'absolute')).toBe('in')
    expect(await workspace.write('absolute', Buffer.from('new'))).toMatchObject({ ok: true })
    expect(readFileSync(join(root, 'in.txt'), 'utf8')).toBe('new')
  })

  it.each(['../outside/secret.txt', 'sub/../../outside/secret.txt', '/etc/passwd', '~/../etc/passwd/../../..', '..', 'a\0b', ''])(
    'refuses %j',
    async (path) => {
      const { workspace } = await place()
      expect(await workspace.read(path)).toMatchObject({ ok: false })
      expect(await workspace.write(path, Buffer.from('x'))).toMatchObject({ ok: false })
      expect(await workspace.remove(path)).toMatchObject({ ok: false })
    },
  )

  it('does not leave by a link: to a file, a folder, by parts, in a chain, in a circle', async () => {
    const { workspace, root, outside } = await place()
    symlinkSync(join(outside, 'secret.txt'), join(root, 'file'))
    symlinkSync(outside, join(root, 'folder'))
    symlinkSync('../outside', join(root, 'up'))
    symlinkSync('folder', join(root, 'chain'))
    symlinkSync('round', join(root, 'round'))
    symlinkSync('/proc/self/root', join(root, 'magic'))
    for (const path of [
      'file',
      'folder/secret.txt',
      'up/secret.txt',
      'chain/secret.txt',
      'round',
      'magic/etc/passwd',
      'sub/../up/secret.txt',
    ]) {
      expect(await text(workspace, path), path).toMatch(/^refused/)
      expect(await workspace.write(path, Buffer.from('x')), path).toMatchObject({ ok: false })
      expect(await workspace.list(path), path).toMatchObject({ ok: false })
    }
    expect(await workspace.write('folder/new.txt', Buffer.from('x'))).toMatchObject({ ok: false })
    expect(await workspace.write('folder/a/b/new.txt', Buffer.from('x'))).toMatchObject({ ok: false })
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('SECRET')
    expect(existsSync(join(outside, 'new.txt'))).toBe(false)
    expect(existsSync(join(outside, 'a'))).toBe(false)
  })

  it('writes no hooks and no settings, also not by a link or in other letters', async () => {
    const { workspace, root } = await place()
    mkdirSync(join(root, '.git', 'hooks'), { recursive: true })
    symlinkSync('.git/hooks', join(root, 'hooks'))
    for (const path of [
      '.git/hooks/post-checkout',
      'hooks/post-checkout',
      '.GIT/config',
      'sub/.git/config',
      '.deskhand/config.json',
    ]) {
      expect(await workspace.write(path, Buffer.from('x')), path).toMatchObject({ ok: false })
    }
    expect(existsSync(join(root, '.git/hooks/post-checkout'))).toBe(false)
  })

  it('does not show what belongs to Deskhand itself', async () => {
    const { workspace, root } = await place()
    mkdirSync(join(root, 'data'))
    writeFileSync(join(root, 'data', 'log.jsonl'), 'log')
    symlinkSync('data', join(root, 'alias'))
    expect(await text(workspace, 'data/log.jsonl')).toMatch(/^refused/)
    expect(await text(workspace, 'alias/log.jsonl')).toMatch(/^refused/)
  })

  it('does not change a file outside by a hard link', async () => {
    const { workspace, root, outside } = await place()
    linkSync(join(outside, 'secret.txt'), join(root, 'hard'))
    await workspace.write('hard', Buffer.from('changed'))
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('SECRET')
  })

  it.runIf(process.platform === 'linux')('does not wait for a pipe', async () => {
    const { workspace, root } = await place()
    expect(spawnSync('mkfifo', [join(root, 'pipe')]).status).toBe(0)
    expect(await text(workspace, 'pipe')).toMatch(/no file/)
    expect(await workspace.write('pipe', Buffer.from('x'))).toMatchObject({ ok: false })
  })

  it('writes nothing when it is read-only', async () => {
    const { root } = await place()
    const opened = await openWorkspace(root, { isReadOnly: true })
    expect(opened.ok && (await opened.value.write('x', Buffer.from('x')))).toMatchObject({ ok: false })
    expect(opened.ok && (await opened.value.remove('in.txt'))).toMatchObject({ ok: false })
  })

  it('is refused when it is no folder or the whole disk', async () => {
    const { root } = await place()
    for (const folder of [join(root, 'in.txt'), join(root, 'nowhere'), '/']) {
      expect(await openWorkspace(folder)).toMatchObject({ ok: false, problem: { kind: 'configuration' } })
    }
  })
})

it('whatever path is made of dots, slashes and links, nothing outside is read or written', async () => {
  const { workspace, root, outside } = await place()
  symlinkSync(outside, join(root, 'out'))
  symlinkSync('..', join(root, 'up'))
  symlinkSync('/', join(root, 'slash'))
  symlinkSync('sub', join(root, 'link'))
  const part = fc.constantFrom(
    '..',
    '.',
    'sub',
    'out',
    'up',
    'slash',
    'link',
    'outside',
    'secret.txt',
    'work',
    root.slice(1),
    outside.slice(1),
    'new',
    '',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 7 }), fc.boolean(), async (parts, isAbsolute) => {
      const path = `${isAbsolute ? '/' : ''}${parts.join('/')}`
      expect(await text(workspace, path || '.')).not.toBe('SECRET')
      await workspace.write(`${path || '.'}/planted`, Buffer.from('x'))
      expect(existsSync(join(outside, 'planted'))).toBe(false)
      expect(existsSync(join(root, '..', 'planted'))).toBe(false)
      expect(existsSync('/planted')).toBe(false)
    }),
    { numRuns: 400 },
  )
})

it.runIf(process.platform === 'linux')('a folder that becomes a link between check and use leads nowhere', async () => {
  const { workspace, root, outside } = await place()
  const [real, swapped, link] = ['swap', 'swap.real', 'swap.link'].map((name) => join(root, name)) as [string, string, string]
  mkdirSync(real)
  writeFileSync(join(real, 'secret.txt'), 'own')
  symlinkSync(outside, link)
  // a write may have made the folder anew in between
  const swap = (from: string, to: string) => {
    try {
      renameSync(from, to)
    } catch {
      rmSync(real, { recursive: true, force: true })
    }
  }
  let isOver = false
  const swapping = (async () => {
    while (!isOver) {
      swap(real, swapped)
      swap(link, real)
      await new Promise((resolve) => setImmediate(resolve))
      swap(real, link)
      swap(swapped, real)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  for (let round = 0; round < 400; round += 1) {
    expect(await text(workspace, 'swap/secret.txt')).not.toBe('SECRET')
    await workspace.write('swap/planted.txt', Buffer.from('x'))
    await workspace.write('swap/secret.txt', Buffer.from('own'))
  }
  isOver = true
  await swapping
  expect(existsSync(join(outside, 'planted.txt'))).toBe(false)
  expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('SECRET')
  rmSync(root, { recursive: true })
})
