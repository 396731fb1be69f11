import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isAlive, markOf } from '../../../electron/control/process-alive.js'
import { openLockFolder, openRuntimeFolder } from '../../../electron/control/runtime-folder.js'
import { openRegistry } from '../../../electron/control/session-registry.js'
import { temporaryFolder } from '../sessions/temporary.js'

const ID = '01JD0000000000000000000000'
const started = '2026-01-01T00:00:00.000Z'

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

test('a session that is announced is live until it is taken back', () => {
  const registry = openRegistry(temporaryFolder())
  const announced = registry.announce({ id: ID, display: ':7', started })
  expect(registry.list()).toMatchObject([{ id: ID, display: ':7', pid: process.pid, started }])
  expect(registry.isLive(ID)).toBe(true)
  if (announced.ok) announced.value()
  expect(registry.list()).toEqual([])
  expect(registry.isLive(ID)).toBe(false)
})

test('what a killed process left behind is cleaned up', async () => {
  const folder = temporaryFolder()
  const pid = await deadPid()
  openRegistry(folder, pid).announce({ id: ID, display: ':7', started })
  writeFileSync(openRegistry(folder).socketPath(ID), '')
  expect(openRegistry(folder).list()).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that takes no file is one sentence, not a bug', () => {
  const registry = openRegistry(join(temporaryFolder(), 'removed'))
  const isDisk = {
    ok: false,
    problem: { kind: 'disk', message: expect.stringMatching(/^[^\n]+: it does not exist\.$/) as string },
  }
  expect(registry.announce({ id: ID, display: ':7', started })).toMatchObject(isDisk)
  expect(registry.lockDesktop(':7')).toMatchObject(isDisk)
})

test('one session at a time on one desktop', () => {
  const folder = temporaryFolder()
  const registry = openRegistry(folder)
  const lock = registry.lockDesktop(':7')
  expect(lock.ok).toBe(true)
  expect(registry.lockDesktop(':7')).toMatchObject({
    ok: false,
    problem: { kind: 'display-busy', message: expect.stringContaining('held by another live session') as string },
  })
  expect(registry.lockDesktop(':8').ok).toBe(true)
  if (lock.ok) lock.value()
  expect(registry.lockDesktop(':7').ok).toBe(true)
})

test.each([':7.0', 'unix:7', ':7.1', 'localhost:7', 'unix/host:7'])('%s is the desktop :7', (name) => {
  const registry = openRegistry(temporaryFolder())
  registry.lockDesktop(':7')
  expect(registry.lockDesktop(name).ok).toBe(false)
})

test('the lock of a process that is gone is taken over', async () => {
  const folder = temporaryFolder()
  openRegistry(folder, await deadPid()).lockDesktop(':7')
  expect(openRegistry(folder).lockDesktop(':7').ok).toBe(true)
  expect(openRegistry(folder).lockDesktop(':7').ok).toBe(false)
})

test('a lock file that nobody can read is taken over', () => {
  const folder = temporaryFolder()
  openRegistry(folder).lockDesktop(':7')
  const [name = ''] = readdirSync(folder)
  writeFileSync(join(folder, name), 'nonsense')
  expect(openRegistry(folder).lockDesktop(':7').ok).toBe(true)
})

test('a process number that was given to another process does not keep the old session alive', () => {
  expect(isAlive(markOf(process.pid))).toBe(true)
  if (process.platform === 'linux') expect(isAlive({ pid: process.pid, born: '1' })).toBe(false)
})

test('the runtime folder is private and short enough for a socket', () => {
  const home = temporaryFolder()
  const runtime = temporaryFolder()
  for (const env of [{ XDG_RUNTIME_DIR: runtime }, {}, { XDG_RUNTIME_DIR: join(runtime, 'x'.repeat(90)) }]) {
    const folder = openRuntimeFolder(env, home)
    if (!folder.ok) throw new Error(folder.problem.message)
    if (process.platform !== 'win32') expect(statSync(folder.value).mode & 0o777).toBe(0o700)
    expect(Buffer.byteLength(openRegistry(folder.value).socketPath(ID))).toBeLessThan(104)
    expect(existsSync(folder.value)).toBe(true)
  }
})

test('a runtime folder that is open to others is refused', () => {
  const home = temporaryFolder()
  const folder = openRuntimeFolder({}, home)
  if (!folder.ok) throw new Error(folder.problem.message)
  writeFileSync(join(home, 'file'), '')
  expect(openRuntimeFolder({ XDG_RUNTIME_DIR: join(home, 'file') }, home)).toMatchObject({ ok: false })
})

test('a desktop is locked for all data folders of a user, with and without a runtime folder of the system', () => {
  for (const env of [{}, { XDG_RUNTIME_DIR: temporaryFolder() }]) {
    const [one, other] = [openLockFolder(env), openLockFolder(env)]
    if (!one.ok || !other.ok) throw new Error('no folder for locks')
    expect(statSync(one.value).mode & 0o777).toBe(0o700)
    const desktop = `:test-${process.pid}-${Object.keys(env).length}`
    const held = openRegistry(temporaryFolder(), process.pid, one.value).lockDesktop(desktop)
    expect(openRegistry(temporaryFolder(), process.pid, other.value).lockDesktop(desktop)).toMatchObject({
      ok: false,
      problem: { kind: 'display-busy' },
    })
    if (held.ok) held.value()
  }
})
