import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { launchProgram, openBridge, openVirtualDesktop, type VirtualDesktop } from '../../native-bridge/index.js'

const isLinux = process.platform === 'linux'
const never = new AbortController().signal

async function opened(width = 800, height = 600): Promise<VirtualDesktop> {
  const outcome = await openVirtualDesktop({ width, height })
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}
const socketOf = (desktop: VirtualDesktop) => `/tmp/.X11-unix/X${desktop.xDisplay.slice(1)}`
const stateOf = (pid: number) => {
  try {
    return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'gone'
  } catch {
    return 'gone'
  }
}
const hasEnded = (pid: number) => ['Z', 'gone'].includes(stateOf(pid))

describe.runIf(isLinux)('a virtual desktop', () => {
  test('has the size asked for and a window manager that is ready', async () => {
    const desktop = await opened(1024, 700)
    const env = { ...process.env, ...desktop.env }
    expect(execFileSync('xdpyinfo', { env }).toString()).toContain('1024x700 pixels')
    expect(execFileSync('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env }).toString()).toContain('window id')
    expect(execFileSync('xprop', ['-root', '_NET_NUMBER_OF_DESKTOPS'], { env }).toString()).toContain('= 1')
    await desktop.close()
  })

  test('lets in only who has its cookie, which only this user can read', async () => {
    const desktop = await opened()
    const { XAUTHORITY: file = '' } = desktop.env
    expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700])
    const ask = (env: object) => () => execFileSync('xdpyinfo', { env: { ...process.env, ...env }, stdio: 'pipe' }).toString()
    expect(ask(desktop.env)()).toContain('800x600 pixels')
    expect(ask({ DISPLAY: desktop.xDisplay, XAUTHORITY: '/dev/null' })).toThrow(/unable to open display/)
    const ours = await openBridge({ xDisplay: desktop.xDisplay })
    expect(ours.ok).toBe(true)
    if (ours.ok) await ours.value.close()
    await desktop.close()
    expect(existsSync(dirname(file))).toBe(false)
    expect(await openBridge({ xDisplay: desktop.xDisplay })).toMatchObject({ ok: false, problem: { kind: 'no-display' } })
  })

  test('stands beside others that start at the same time', async () => {
    const desktops = await Promise.all([opened(), opened(), opened()])
    expect(new Set(desktops.map((desktop) => desktop.xDisplay)).size).toBe(3)
    await Promise.all(desktops.map((desktop) => desktop.close()))
    expect(desktops.some((desktop) => existsSync(socketOf(desktop)))).toBe(false)
  })

  test('ends the programs that were started on it, and can be closed twice', async () => {
    const desktop = await opened()
    const program = spawn('sleep', ['1000'], { env: { ...process.env, ...desktop.env } })
    await once(program, 'spawn')
    const ended = once(program, 'exit')
    await desktop.close()
    await ended
    await desktop.close()
    expect(existsSync(socketOf(desktop))).toBe(false)
  })

  test('opens a real program, which goes when it is closed', async () => {
    const desktop = await opened()
    const bridge = await openBridge({ xDisplay: desktop.xDisplay })
    if (!bridge.ok) throw new Error(bridge.problem.message)
    const launch = { env: desktop.env, waitForWindowMs: 20_000, bridge: bridge.value, signal: never }
    const program = await launchProgram('xterm -T "A terminal"', launch)
    if (!program.ok) throw new Error(program.problem.message)
    const windows = await bridge.value.windows.list()
    expect(windows.ok && windows.value.map((window) => window.title)).toEqual(['A terminal'])
    await program.value.close()
    await vi.waitFor(async () => expect(await bridge.value.windows.list()).toMatchObject({ ok: true, value: [] }), 5000)
    await bridge.value.close()
    await desktop.close()
  })

  test('leaves nothing behind when our process is killed', async () => {
    const script = `import { openVirtualDesktop } from ${JSON.stringify(join(process.cwd(), 'native-bridge/index.ts'))}
      const desktop = await openVirtualDesktop({ width: 640, height: 480 })
      console.log(desktop.ok ? desktop.value.xDisplay : desktop.problem.message, desktop.value.env.XAUTHORITY)
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const [display = '', authority = ''] = line.toString().trim().split(' ')
    expect(existsSync(authority)).toBe(true)
    expect(display).toMatch(/^:\d+$/)
    const pids = childrenOf(child.pid as number)
    expect(pids.length).toBeGreaterThanOrEqual(2)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(pids.every(hasEnded)).toBe(true), 5000)
    expect(existsSync(`/tmp/.X11-unix/X${display.slice(1)}`)).toBe(false)
    await vi.waitFor(() => expect(existsSync(dirname(authority))).toBe(false), 5000)
  })

  test.each([
    [0, 600],
    [100, 100],
    [800.5, 600],
    [NaN, 600],
    [100_000, 600],
  ])('of %d x %d is refused', async (width, height) => {
    expect(await openVirtualDesktop({ width, height })).toMatchObject({ ok: false, problem: { kind: 'no-display' } })
  })

  test('says what to install where the X server is missing', async () => {
    vi.stubEnv('PATH', '/nowhere')
    const outcome = await openVirtualDesktop({ width: 800, height: 600 })
    vi.unstubAllEnvs()
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: 'no-display', message: expect.stringMatching(/Xvfb.*not installed.*apt-get install/) as string },
    })
  })
})

test.skipIf(isLinux)('a virtual desktop is refused on macOS and Windows', async () => {
  expect(await openVirtualDesktop({ width: 800, height: 600 })).toMatchObject({ ok: false, problem: { kind: 'no-display' } })
})

function childrenOf(pid: number): readonly number[] {
  return execFileSync('pgrep', ['-P', String(pid)])
    .toString()
    .trim()
    .split('\n')
    .map(Number)
}
