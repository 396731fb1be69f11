import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import type { Display, RawImage } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { activeWindow, never, openXterm, PATIENCE, valueOf, wholeDisplay } from './receivers.js'

let desktop: VirtualDesktop
let x11: LinuxX11

const tool = (program: string, ...args: string[]) =>
  execFileSync(program, args, { env: { ...process.env, ...desktop.env }, encoding: 'utf8' })
const colourAt = (image: RawImage, x: number, y: number) => {
  const at = (y * image.width + x) * 4
  const [blue, green, red] = image.data.subarray(at, at + 3)
  return [red, green, blue]
}

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
}, 30_000)

afterAll(async () => {
  await x11.close()
  await desktop.close()
})

describe('displays of an X server', { timeout: 30_000 }, () => {
  const displays = async () => valueOf(await x11.displays.list())

  it('one screen is one display with a name that stays', async () => {
    expect(await displays()).toMatchObject([{ x: 0, y: 0, width: 1280, height: 800, scale: 1, primary: true }])
    expect((await displays())[0]?.id).toMatch(/^x11:.+/)
    expect(await displays()).toEqual(await displays())
  })

  it('monitors are listed, the primary one first, and each is captured and clicked by itself', async () => {
    tool('xrandr', '--setmonitor', 'left', '640/100x800/100+0+0', 'screen')
    tool('xrandr', '--setmonitor', '*right', '640/100x800/100+640+0', 'none')
    try {
      const both = await displays()
      expect(both.map(({ id, x, width, primary }) => ({ id, x, width, primary }))).toEqual([
        { id: 'x11:right', x: 640, width: 640, primary: true },
        { id: 'x11:left', x: 0, width: 640, primary: false },
      ])
      const right = both[0] as Display
      tool('xsetroot', '-solid', '#204060')
      const window = spawn('xterm', ['-geometry', '40x10+900+200', '-bg', '#c08040', '-e', 'cat'], {
        env: { ...process.env, ...desktop.env },
      })
      const { x, y } = await activeWindow(x11, ({ app }) => app === 'XTerm')
      const image = valueOf(await x11.capture.grab(right, never))
      expect([image.width, image.height]).toEqual([640, 800])
      expect(colourAt(image, x - 640 + 100, y + 100)).toEqual([0xc0, 0x80, 0x40])
      expect(colourAt(image, 20, 780)).toEqual([0x20, 0x40, 0x60])
      valueOf(
        await x11.input.send([{ kind: 'move', x: 7, y: 9 }], { display: right, picture: { width: 640, height: 800 } }, never),
      )
      expect(valueOf(await x11.input.pointer())).toEqual({ x: 647, y: 9 })
      window.kill()
      await once(window, 'exit')
    } finally {
      for (const name of ['left', 'right']) tool('xrandr', '--delmonitor', name)
    }
    expect(await displays()).toHaveLength(1)
  })

  it('a display that lies elsewhere by now is a problem that passes, a display that is gone is one that stays, and the next grab is fine', async () => {
    const [display] = await displays()
    const beyond = { ...(display as Display), x: 5000 }
    expect(await x11.capture.grab(beyond, never)).toMatchObject({ ok: false, problem: { kind: 'capture', retryable: true } })
    const gone = { ...(display as Display), id: 'x11:gone' }
    expect(await x11.capture.grab(gone, never)).toMatchObject({
      ok: false,
      problem: { kind: 'no-display', retryable: false, message: expect.stringContaining((display as Display).id) as string },
    })
    expect((await x11.capture.grab(display as Display, never)).ok).toBe(true)
  })
})

describe('windows', { timeout: 30_000 }, () => {
  it('are listed topmost first with title, program, process and the place without the frame', async () => {
    const first = await openXterm(desktop, x11)
    const second = spawn('zenity', ['--info', '--title=On top', '--text=x'], {
      env: { ...process.env, ...desktop.env },
      stdio: 'ignore',
    })
    const top = await activeWindow(x11, ({ title }) => title === 'On top')
    const [one, two] = valueOf(await x11.windows.list())
    expect(one).toEqual(top)
    expect(top).toMatchObject({ app: 'Zenity', pid: second.pid, active: true })
    expect(two).toMatchObject({ title: 'Receiver', app: 'xterm', active: false })
    // the frame's title bar lies above the client area
    const framed = /Absolute upper-left Y:\s+(\d+)/.exec(tool('xwininfo', '-name', 'Receiver'))?.[1]
    expect(two?.y).toBe(Number(framed))
    second.kill()
    await once(second, 'exit')
    await expect.poll(async () => valueOf(await x11.windows.list()).map(({ title }) => title), PATIENCE).toEqual(['Receiver'])
    await first.close()
  })
})

describe('several X servers in one process', { timeout: 30_000 }, () => {
  it('each gets its own input and shows its own pixels', async () => {
    const other = valueOf(await openVirtualDesktop({ width: 640, height: 480 }))
    const second = valueOf(await openLinuxX11({ xDisplay: other.xDisplay }))
    const here = await openXterm(desktop, x11)
    const there = await openXterm(other, second)
    const type = async (x: LinuxX11, text: string) =>
      valueOf(await x.input.send([{ kind: 'text', text }], await wholeDisplay(x), never))
    await Promise.all([type(x11, 'for the first ~!\n'), type(second, 'For the Second #\n')])
    await expect.poll(() => here.text(), PATIENCE).toBe('for the first ~!\n')
    await expect.poll(() => there.text(), PATIENCE).toBe('For the Second #\n')
    const [display] = valueOf(await second.displays.list())
    expect(valueOf(await second.capture.grab(display as Display, never)).width).toBe(640)
    await here.close()
    await there.close()
    await second.close()
    await other.close()
  })
})

describe('failures', { timeout: 30_000 }, () => {
  it('a display that cannot be reached is named in the problem', async () => {
    expect(await openLinuxX11({ xDisplay: ':59999' })).toMatchObject({
      ok: false,
      problem: { kind: 'no-display', message: expect.stringContaining(':59999') as string },
    })
  })

  it('a server that dies is a problem of every port, and this process lives on', async () => {
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '320x240x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = (await once(server.stdout, 'data')) as [Buffer]
    const doomed = valueOf(await openLinuxX11({ xDisplay: `:${line.toString().trim()}` }))
    const space = await wholeDisplay(doomed)
    valueOf(await doomed.human.watch(() => undefined))
    valueOf(await doomed.input.send([{ kind: 'key', key: 'Shift', down: true }], space, never))
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
    const lost = { ok: false, problem: { kind: 'no-display' } }
    expect(await doomed.capture.grab(space.display, never)).toMatchObject(lost)
    expect(await doomed.displays.list()).toMatchObject(lost)
    expect(await doomed.windows.list()).toMatchObject(lost)
    expect(await doomed.input.pointer()).toMatchObject(lost)
    expect(await doomed.input.send([{ kind: 'text', text: 'x' }], space, never)).toMatchObject(lost)
    expect((await doomed.permissions.check()).some(({ granted }) => granted)).toBe(false)
    await doomed.input.releaseAll()
    await doomed.close()
    expect((await x11.displays.list()).ok).toBe(true)
  })

  it('a process that ends without closing leaves no key down', async () => {
    const script = `
      import { openLinuxX11 } from './native-bridge/platforms/linux-x11/open.ts'
      const opened = await openLinuxX11({ xDisplay: '${desktop.xDisplay}' })
      const [display] = (await opened.value.displays.list()).value
      const space = { display, picture: { width: display.width, height: display.height } }
      await opened.value.input.send([{ kind: 'key', key: 'ctrl', down: true }], space, new AbortController().signal)
      console.log(opened.value.input.held().join())
      process.exit(0)`
    const held = tool(process.execPath, '--import', 'tsx', '--input-type=module', '-e', script)
    expect(held.trim()).toBe('Control')
    const terminal = await openXterm(desktop, x11)
    valueOf(await x11.input.send([{ kind: 'text', text: 'm still plain\n' }], await wholeDisplay(x11), never))
    await expect.poll(() => terminal.text(), PATIENCE).toBe('m still plain\n')
    await terminal.close()
  })
})
