import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Guard } from '../../../native-bridge/guard/guard.js'
import { releaseRequests } from '../../../native-bridge/platforms/linux-x11/last-will.js'

const GUARD = JSON.stringify(join(process.cwd(), 'native-bridge/guard/guard.ts'))
const SOON = { timeout: 10_000, interval: 10 }

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'deskhand-guard-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string) => join(folder, name)
const bytesIn = (name: string) => readFileSync(file(name))
/** Processes whose parent is this one or that one, and that are a guard. */
const guardsOf = (pid: number) =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, name]) => Number(parent) === pid && name === 'sh')
    .map(([own]) => Number(own))

/** A process that opens `file('out')` for the guard's bytes, does `body`, says so, and waits for its end. */
async function startParent(body: string) {
  const script = `import { openSync } from 'node:fs'
    import { Guard } from ${GUARD}
    const guard = new Guard(openSync(${JSON.stringify(file('out'))}, 'w'))
    ${body}
    console.log('told')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const pid = child.pid as number
  return {
    pid,
    end: async (signal: NodeJS.Signals) => {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

describe.skipIf(process.platform === 'win32')('the guard', () => {
  test('sends what it was told last, byte for byte, when its parent is killed', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, at) => at))
    const parent = await startParent(`guard.sendAtDeath(Buffer.from('older'))
      guard.sendAtDeath(Buffer.from('${all.toString('hex')}', 'hex'))`)
    expect(bytesIn('out').length).toBe(0)
    await parent.end('SIGKILL')
    await vi.waitFor(() => expect(bytesIn('out').equals(all)).toBe(true), SOON)
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGABRT', 'SIGSEGV'] as const)('does so after %s too', async (signal) => {
    const parent = await startParent(`guard.sendAtDeath(Buffer.from('let go'))`)
    await parent.end(signal)
    await vi.waitFor(() => expect(bytesIn('out').toString()).toBe('let go'), SOON)
  })

  test('starts the command it was told, with its words as they are, and none that was taken back', async () => {
    const words = ["it's", '$HOME', 'a b', '%s\\n', '"']
    const script = 'printf "%s|" "$@" > "$0"'
    const command = ['sh', '-c', script, file('ran'), ...words]
    const parent = await startParent(`guard.runAtDeath(['touch', ${JSON.stringify(file('older'))}])
      guard.runAtDeath(${JSON.stringify(command)})`)
    const other = await startParent(`guard.runAtDeath(['touch', ${JSON.stringify(file('taken back'))}])
      guard.runAtDeath(null)`)
    const [otherGuard = 0] = guardsOf(other.pid)
    await other.end('SIGKILL')
    await parent.end('SIGKILL')
    await vi.waitFor(() => expect(existsSync(file('ran')) && bytesIn('ran').toString()).toBe(`${words.join('|')}|`), SOON)
    await vi.waitFor(() => expect(existsSync(`/proc/${otherGuard}`)).toBe(false), SOON)
    expect(['older', 'taken back'].map((name) => existsSync(file(name)))).toEqual([false, false])
  })

  test('is not there before there is something to guard, nor after closing', async () => {
    const out = openSync(file('out'), 'w')
    const guard = new Guard(out)
    guard.sendAtDeath(Buffer.alloc(0))
    guard.runAtDeath(null)
    expect(guardsOf(process.pid)).toEqual([])
    guard.sendAtDeath(Buffer.from('x'))
    expect(guardsOf(process.pid)).toHaveLength(1)
    guard.close()
    await vi.waitFor(() => expect(guardsOf(process.pid)).toEqual([]), SOON)
    expect(bytesIn('out').length).toBe(0)
    closeSync(out)
  })

  test('is not ended by what ends us, and is replaced when somebody ends it', async () => {
    const out = openSync(file('out'), 'w')
    const guard = new Guard(out)
    guard.sendAtDeath(Buffer.from('x'))
    const [pid = 0] = guardsOf(process.pid)
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(pid, signal)
    guard.sendAtDeath(Buffer.from('y'))
    expect(guardsOf(process.pid)).toEqual([pid])
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => {
      guard.sendAtDeath(Buffer.from(String(performance.now())))
      expect(guardsOf(process.pid).filter((other) => other !== pid)).toHaveLength(1)
    }, SOON)
    guard.close()
    closeSync(out)
  })
})

test('what is let go: buttons first, the last pressed first', () => {
  const requests = releaseRequests(132, { keys: [37, 50], buttons: [1, 3] })
  const all = Array.from({ length: 4 }, (_, at) => requests.subarray(at * 36, at * 36 + 6).toJSON().data)
  expect(requests.length).toBe(4 * 36)
  expect(all).toEqual([
    [132, 2, 9, 0, 5, 3],
    [132, 2, 9, 0, 5, 1],
    [132, 2, 9, 0, 3, 50],
    [132, 2, 9, 0, 3, 37],
  ])
})
