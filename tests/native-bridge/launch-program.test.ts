import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { launchProgram, type LaunchOptions } from '../../native-bridge/launch-program.js'
import { openFakeDesktop } from '../../native-bridge/platforms/fake/open-fake-desktop.js'
import type { FakeDesktop } from '../../native-bridge/platforms/fake/fake-types.js'

const NODE = `"${process.execPath}"`
let desktop: FakeDesktop
let folder: string
beforeEach(async () => {
  desktop = openFakeDesktop()
  folder = await mkdtemp(join(tmpdir(), 'launch-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const options = (more: Partial<LaunchOptions> = {}): LaunchOptions => ({
  env: {},
  waitForWindowMs: 5000,
  bridge: desktop.bridge,
  signal: new AbortController().signal,
  ...more,
})
const openSoon = () => setTimeout(() => desktop.openWindow({ title: 'New', x: 0, y: 30, width: 100, height: 100 }), 60)
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const problemOf = async (commandLine: string, more: Partial<LaunchOptions> = {}) => {
  const outcome = await launchProgram(commandLine, options(more))
  return outcome.ok ? null : outcome.problem
}
/** A script that writes what it was given, then stays. */
async function script(text: string): Promise<string> {
  const file = join(folder, 'a script.cjs')
  await writeFile(file, text)
  return `${NODE} '${file}'`
}
const report = () => join(folder, 'report.json')
const reported = () => vi.waitFor(async () => JSON.parse(await readFile(report(), 'utf8')) as Record<string, unknown>, 5000)

describe('a program', () => {
  test('is started with its words as written, without a shell, and is there when its window is', async () => {
    const write = `require('fs').writeFileSync(${JSON.stringify(report())}, JSON.stringify({ args: process.argv.slice(2) })); setInterval(() => {}, 1000)`
    openSoon()
    const outcome = await launchProgram(`${await script(write)} "two words" '$HOME;ls' *`, options())
    if (!outcome.ok) throw new Error(outcome.problem.message)
    expect(isAlive(outcome.value.pid)).toBe(true)
    expect(await reported()).toEqual({ args: ['two words', '$HOME;ls', '*'] })
    await outcome.value.close()
    expect(isAlive(outcome.value.pid)).toBe(false)
    await outcome.value.close()
  })

  test('gets no keys, and what is added for its display', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-test')
    const write = `require('fs').writeFileSync(${JSON.stringify(report())}, JSON.stringify({ key: process.env.OPENAI_API_KEY ?? null, display: process.env.DISPLAY })); setInterval(() => {}, 1000)`
    const outcome = await launchProgram(await script(write), options({ env: { DISPLAY: ':77' }, waitForWindowMs: 0 }))
    if (!outcome.ok) throw new Error(outcome.problem.message)
    expect(await reported()).toEqual({ key: null, display: ':77' })
    await outcome.value.close()
    vi.unstubAllEnvs()
  })

  test.skipIf(process.platform === 'win32')('ends with its children, also when it does not listen', async () => {
    const child = `setInterval(() => {}, 1000); process.on('SIGTERM', () => {})`
    const parent = `const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); process.on('SIGTERM', () => {});
      require('fs').writeFileSync(${JSON.stringify(report())}, JSON.stringify({ child: child.pid })); setInterval(() => {}, 1000)`
    const outcome = await launchProgram(await script(parent), options({ waitForWindowMs: 0 }))
    if (!outcome.ok) throw new Error(outcome.problem.message)
    const { child: pid } = await reported()
    await outcome.value.close()
    await vi.waitFor(() => expect([isZombieOrGone(pid as number), isAlive(outcome.value.pid)]).toEqual([true, false]), 5000)
  })
})

/** Without somebody to collect it, an ended grandchild stays as a zombie. */
function isZombieOrGone(pid: number): boolean {
  if (!isAlive(pid)) return true
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return /\) Z /.test(stat)
}

describe('a problem of kind open-program', () => {
  test('names a program that is not there', async () => {
    expect(await problemOf('no-such-program-anywhere --flag')).toMatchObject({
      kind: 'open-program',
      message: 'The program "no-such-program-anywhere" was not found; check its name and that it is installed.',
    })
  })

  test('names the code of one that ended too soon', async () => {
    expect(await problemOf(await script('process.exit(3)'))).toMatchObject({
      kind: 'open-program',
      message: expect.stringContaining('code 3') as string,
    })
  })

  test('says that no window came, and ends the program', async () => {
    const write = `require('fs').writeFileSync(${JSON.stringify(report())}, JSON.stringify({ pid: process.pid })); setInterval(() => {}, 1000)`
    const problem = await problemOf(await script(write), { waitForWindowMs: 700 })
    expect(problem).toMatchObject({ kind: 'open-program', message: expect.stringContaining('no window') as string })
    expect(isAlive((await reported())['pid'] as number)).toBe(false)
  })

  test('says that the command is empty', async () => {
    expect(await problemOf('  ')).toMatchObject({ kind: 'open-program' })
  })
})

test('a launcher that ends well is waited on for the window of another', async () => {
  openSoon()
  expect((await launchProgram(await script('process.exit(0)'), options())).ok).toBe(true)
})

test('an abort ends the wait and the program', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 100)
  expect(await problemOf(await script('setInterval(() => {}, 1000)'), { signal: stop.signal })).toMatchObject({ kind: 'aborted' })
})

test.each(['xterm "not closed', "mousepad it's.txt"])('a quote that stays open is refused at once: %s', async (commandLine) => {
  expect(await problemOf(commandLine)).toMatchObject({
    kind: 'open-program',
    message: expect.stringContaining('not closed') as string,
  })
})

test('a quote inside other quotes is a letter', async () => {
  openSoon()
  const outcome = await launchProgram(`${await script('setInterval(() => {}, 1000)')} "it's"`, options())
  expect(outcome.ok).toBe(true)
  if (outcome.ok) await outcome.value.close()
})

test('a display that cannot list its windows is said before anything is started', async () => {
  desktop.loseDisplays()
  expect(await problemOf('no-such-program-anywhere')).toMatchObject({ kind: 'no-display' })
})
