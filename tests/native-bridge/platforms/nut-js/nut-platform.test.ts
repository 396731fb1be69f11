import { Key } from '@nut-tree-fork/nut-js'
import sharp from 'sharp'
import { UiohookKey } from 'uiohook-napi'
import { beforeEach, describe, expect, test } from 'vitest'
import { namedKeys } from '../../../../native-bridge/keys.js'
import { openNutPlatform } from '../../../../native-bridge/platforms/nut-js/open-nut-platform.js'
import { nutKeyName } from '../../../../native-bridge/platforms/nut-js/nut-keys.js'
import { loadHook } from '../../../../native-bridge/platforms/nut-js/hook-human.js'
import { codeOf } from '../../../../native-bridge/platforms/nut-js/us-keyboard.js'
import { createWindowsPermissions } from '../../../../native-bridge/platforms/windows/permissions.js'
import type { PlatformPorts } from '../../../../native-bridge/platform.js'
import type { HumanEvent, Outcome, PictureSpace, Stroke } from '../../../../native-bridge/types.js'
import { manualClock, type ManualClock } from '../../manual-clock.js'
import { recordHook, recordNut, type RecordedHook, type RecordedNut } from './recorded-nut.js'

const never = new AbortController().signal
const display = { id: 'main', x: 0, y: 0, width: 1000, height: 600, scale: 1, primary: true }
const space: PictureSpace = { display, picture: { width: 500, height: 300 } }

const windowsPermissions = createWindowsPermissions(() => ({ isElevated: () => false, isSecureDesktop: () => false }))
const side: string[] = []
const loadSideButtons = () => (button: string, down: boolean, at: { x: number; y: number }) =>
  void side.push(`${down ? '+' : '-'}${button} ${at.x},${at.y}`)

let nut: RecordedNut
let hook: RecordedHook
let clock: ManualClock
let ports: PlatformPorts
const screenshot = async () =>
  sharp({ create: { width: 1000, height: 600, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}
async function open(wheelPerPx = 1): Promise<void> {
  const platform = {
    platform: 'macos',
    permissions: windowsPermissions,
    wheelPerPx,
    hasOwnDoubleClick: true,
    pasteModifier: 'MetaLeft',
    loadSideButtons,
  } as const
  const native = { loadNut: () => Promise.resolve(nut.nut), loadHook: () => Promise.resolve(hook.hook), screenshot, clock }
  ports = valueOf(await openNutPlatform(platform, {}, native))
}
beforeEach(async () => {
  side.length = 0
  nut = recordNut()
  hook = recordHook(UiohookKey)
  clock = manualClock()
  await open()
})
const send = (...strokes: Stroke[]) => ports.input.send(strokes, space, never)

describe('strokes', () => {
  test('become moves, buttons and keys at the right places', async () => {
    const outcome = await send(
      { kind: 'move', x: 100, y: 50 },
      { kind: 'button', button: 'right', down: true },
      { kind: 'button', button: 'right', down: false },
      { kind: 'key', key: 'CTRL', down: true },
      { kind: 'key', key: 'Escape', down: true },
      { kind: 'key', key: 'Escape', down: false },
      { kind: 'key', key: 'ctrl', down: false },
    )
    expect(outcome.ok).toBe(true)
    expect(nut.calls).toEqual(['move 201,101', '+RIGHT', '-RIGHT', '+LeftControl', '+Escape', '-Escape', '-LeftControl'])
  })

  test('of a double click are one event where the system has one, also with pauses between', async () => {
    const once = [
      { kind: 'button', button: 'left', down: true },
      { kind: 'pause', ms: 10 },
      { kind: 'button', button: 'left', down: false },
    ] as const
    const heard: HumanEvent[] = []
    await ports.human.watch((event) => heard.push(event))
    await send(...once, { kind: 'pause', ms: 30 }, ...once, ...once)
    expect(nut.calls).toEqual(['twice LEFT', '+LEFT', '-LEFT'])
    for (const event of ['mousedown', 'mouseup', 'mousedown', 'mouseup']) hook.emit(event, { button: 1 })
    expect(heard).toEqual([])
  })

  test('of two clicks with a move between stay two clicks', async () => {
    const once = [
      { kind: 'button', button: 'left', down: true },
      { kind: 'button', button: 'left', down: false },
    ] as const
    await send(...once, { kind: 'move', x: 1, y: 1 }, ...once)
    expect(nut.calls).toEqual(['+LEFT', '-LEFT', 'move 3,3', '+LEFT', '-LEFT'])
  })

  test('of back and forward go to the system itself, at the pointer', async () => {
    await send({ kind: 'move', x: 100, y: 50 }, { kind: 'button', button: 'back', down: true })
    expect(ports.input.held()).toEqual(['back'])
    await ports.input.releaseAll()
    expect(side).toEqual(['+back 201,101', '-back 201,101'])
  })

  test('of text are explicit chords, since nut-js loses Shift on signs', async () => {
    await send({ kind: 'text', text: 'aB!' })
    expect(nut.calls).toEqual(['+A', '-A', '+LeftShift', '+B', '-B', '-LeftShift', '+LeftShift', '+Num1', '-Num1', '-LeftShift'])
  })

  test('of every printable ASCII character have a key', async () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
    expect((await send({ kind: 'text', text: `${ascii}\n\t` })).ok).toBe(true)
    expect(nut.calls.some((call) => call.startsWith('clipboard'))).toBe(false)
    expect(nut.calls.filter((call) => call.startsWith('+') && call !== '+LeftShift')).toHaveLength(97)
  })

  test('of other text are pasted in one go, and the person’s clipboard comes back', async () => {
    await send({ kind: 'text', text: 'xžluťy' })
    expect(nut.calls).toEqual([
      '+X', '-X', 'clipboard ž', '+LeftMeta', '+V', '-V', '-LeftMeta', 'clipboard what the person copied',
      '+L', '-L', '+U', '-U', 'clipboard ť', '+LeftMeta', '+V', '-V', '-LeftMeta', 'clipboard what the person copied', '+Y', '-Y',
    ]) // prettier-ignore
  })

  test('leave a clipboard without text alone after pasting', async () => {
    nut.clipboard = new Error('there is an image')
    await send({ kind: 'text', text: 'é' })
    expect(nut.calls).toEqual(['clipboard é', '+LeftMeta', '+V', '-V', '-LeftMeta'])
  })

  test('of the wheel go both ways in the amounts of the system', async () => {
    await open(1.2)
    await send({ kind: 'wheel', dx: 0, dy: 100 }, { kind: 'wheel', dx: -50, dy: -10 })
    expect(nut.calls).toEqual(['down 120', 'up 12', 'left 60'])
  })

  test('that cannot be are refused before anything is sent', async () => {
    ports.windows.setOwn([{ x: 800, y: 500, width: 100, height: 100 }])
    const refusals: [Stroke, string][] = [
      [{ kind: 'key', key: 'Hyperdrive', down: true }, 'unknown-key'],
      [{ kind: 'key', key: 'BrowserBack', down: true }, 'unknown-key'],
      [{ kind: 'move', x: 500, y: 0 }, 'outside-picture'],
      [{ kind: 'move', x: 410, y: 260 }, 'own-window'],
      [{ kind: 'text', text: 'bell\u0007' }, 'input'],
    ]
    for (const [stroke, kind] of refusals) {
      expect(await send({ kind: 'text', text: 'a' }, stroke)).toMatchObject({ ok: false, problem: { kind } })
    }
    expect(nut.calls).toEqual([])
  })

  test('that the system does not take are a problem, and nothing of a chord stays down', async () => {
    const pressed = send({ kind: 'text', text: 'a' })
    nut.failure = new Error('not trusted')
    expect(await pressed).toMatchObject({
      ok: false,
      problem: { kind: 'input', message: expect.stringContaining('not trusted') as string },
    })
    expect(nut.calls).toEqual(['-A'])
  })

  test('that are held are let go, the last first, whatever one of them says', async () => {
    await send({ kind: 'key', key: 'shift', down: true }, { kind: 'button', button: 'left', down: true })
    expect(ports.input.held()).toEqual(['Shift', 'left'])
    nut.failure = new Error('gone')
    await ports.input.releaseAll()
    expect(ports.input.held()).toEqual([])
    expect(nut.calls.at(-1)).toBe('-LeftShift')
  })

  test('end when they are aborted', async () => {
    expect(await ports.input.send([{ kind: 'text', text: 'a' }], space, AbortSignal.abort())).toMatchObject({
      ok: false,
      problem: { kind: 'aborted' },
    })
    expect(nut.calls).toEqual([])
  })
})

describe('keys', () => {
  test('are named as nut-js has them, Escape with its 0 included', () => {
    const mapped = namedKeys().flatMap((name) => nutKeyName(codeOf({ kind: 'named', name }) ?? '') ?? [])
    for (const name of mapped) expect(typeof Key[name], name).toBe('number')
    expect(mapped).toContain('Escape')
    expect(mapped.length).toBeGreaterThan(70)
  })
})

describe('the screen', () => {
  test('is the main display at its own px', async () => {
    nut = recordNut(1000, 600, 2)
    await open()
    const listed = valueOf(await ports.displays.list())
    expect(listed).toEqual([{ ...display, scale: 2 }])
    expect(valueOf(await ports.capture.grab({ ...display, scale: 2 }, never))).toMatchObject({
      width: 2000,
      height: 1200,
      format: 'bgra',
    })
  })

  test('comes without the padding of its rows', async () => {
    const data = new Uint8Array(600 * 4100).fill(7)
    for (let row = 0; row < 600; row++) data.fill(0, row * 4100 + 4000, (row + 1) * 4100)
    nut.image = { width: 1000, height: 600, channels: 4, byteWidth: 4100, data, pixelDensity: { scaleX: 1, scaleY: 1 } }
    const raw = valueOf(await ports.capture.grab(display, never))
    expect(raw.data.byteLength).toBe(1000 * 600 * 4)
    expect(raw.data.every((byte) => byte === 7)).toBe(true)
  })

  test('comes from a screenshot program when the grab fails', async () => {
    nut.image = new Error('no grab')
    const raw = valueOf(await ports.capture.grab(display, never))
    expect(raw).toMatchObject({ width: 1000, height: 600, format: 'rgba' })
    expect([...raw.data.subarray(0, 3)]).toEqual([255, 0, 0])
  })

  test('that changed its size is a problem that passes', async () => {
    const outcome = await ports.capture.grab({ ...display, width: 800 }, never)
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'capture', retryable: true } })
  })

  test('that is not the main one cannot be seen here', async () => {
    expect(await ports.capture.grab({ ...display, primary: false }, never)).toMatchObject({
      ok: false,
      problem: { kind: 'capture' },
    })
  })
})

test('windows have titles and places; nameless ones are left out', async () => {
  expect(valueOf(await ports.windows.list())).toEqual([
    { id: 'Notes 10,20', title: 'Notes', app: '', pid: null, x: 10, y: 20, width: 300, height: 200, active: true },
  ])
})

describe('a person', () => {
  test('is what we did not send', async () => {
    const heard: HumanEvent[] = []
    const stop = valueOf(await ports.human.watch((event) => heard.push(event)))
    expect(hook.isRunning).toBe(true)
    await send({ kind: 'move', x: 100, y: 50 }, { kind: 'key', key: '.', down: true }, { kind: 'key', key: '.', down: false })
    hook.emit('mousemove', { x: 201, y: 101 })
    hook.emit('keydown', { keycode: UiohookKey.Period })
    hook.emit('keyup', { keycode: UiohookKey.Period })
    expect(heard).toEqual([])
    hook.emit('keydown', { keycode: UiohookKey.Period })
    hook.emit('keydown', { keycode: UiohookKey.Ctrl })
    hook.emit('mousedown', { x: 9, y: 8, button: 2 })
    hook.emit('wheel', { x: 9, y: 8 })
    expect(heard.map((event) => ('code' in event ? event.code : event.kind))).toEqual([
      'Period',
      'ControlLeft',
      'button',
      'wheel',
    ])
    expect(heard[2]).toMatchObject({ button: 'right', down: true, x: 9, y: 8 })
    stop()
    expect(hook.isRunning).toBe(false)
  })

  test('is also whoever presses our key long after we did', async () => {
    const heard: HumanEvent[] = []
    await ports.human.watch((event) => heard.push(event))
    await send({ kind: 'key', key: 'a', down: true }, { kind: 'key', key: 'a', down: false })
    clock.advance(5000)
    hook.emit('keydown', { keycode: UiohookKey.A })
    expect(heard).toMatchObject([{ kind: 'key', code: 'KeyA', down: true }])
  })

  test('is watched through the real hook’s own names', async () => {
    const { keys } = await loadHook()
    expect(keys['Escape']).toBe(UiohookKey.Escape)
  })
})

test('a desktop whose native module does not load is a problem, not a crash', async () => {
  const native = {
    loadNut: () => Promise.reject(new Error('wrong architecture')),
    loadHook: () => Promise.resolve(hook.hook),
    screenshot,
    clock,
  }
  const outcome = await openNutPlatform(
    {
      platform: 'windows',
      permissions: windowsPermissions,
      wheelPerPx: 1,
      hasOwnDoubleClick: false,
      pasteModifier: 'ControlLeft',
      loadSideButtons,
    },
    {},
    native,
  )
  expect(outcome).toMatchObject({
    ok: false,
    problem: { kind: 'no-display', message: expect.stringContaining('wrong architecture') as string },
  })
})
