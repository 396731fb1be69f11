/** Displays left of and above the primary one, with other scales: on a desktop in memory, since no X server has such. */
import { expect, test } from 'vitest'
import { openFakeDesktop, type Display, type Look, type Point } from '../../native-bridge/index.js'
import { createEyes } from '../../native-bridge/look.js'
import type { Outcome } from '../../native-bridge/types.js'

const never = new AbortController().signal
const DISPLAYS: readonly Display[] = [
  { id: 'primary', x: 0, y: 0, width: 1440, height: 900, scale: 2, primary: true },
  { id: 'left', x: -1920, y: -200, width: 1920, height: 1080, scale: 1, primary: false },
  { id: 'above', x: 100, y: -1280, width: 800, height: 1280, scale: 1.5, primary: false },
]

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

const look = async ({ bridge }: ReturnType<typeof openFakeDesktop>, display: Display, longest = Infinity): Promise<Look> =>
  valueOf(
    await bridge.eyes.look(
      {
        display,
        pictureSize: ({ width, height }) => {
          const share = Math.min(1, longest / Math.max(width, height))
          return { width: Math.round(width * share), height: Math.round(height * share) }
        },
        mime: 'image/jpeg',
        quality: 80,
        expect: { kind: 'none' },
      },
      never,
    ),
  )

test.each(DISPLAYS)('$id: the frame is taken at physical pixels and scaled once', async (display) => {
  const { raw, picture } = await look(openFakeDesktop({ displays: DISPLAYS }), display, 1280)
  expect([raw.width, raw.height]).toEqual([display.width * display.scale, display.height * display.scale])
  expect(Math.max(picture.width, picture.height)).toBe(1280)
})

test.each(DISPLAYS)('$id: the corners of any picture are the corners of the display, in OS units', async (display) => {
  const desktop = openFakeDesktop({ displays: DISPLAYS })
  for (const longest of [Infinity, 1280, 777]) {
    const { space } = await look(desktop, display, longest)
    const { width, height } = space.picture
    const landsAt = async (at: Point) => {
      valueOf(await desktop.bridge.input.send([{ kind: 'move', ...at }], space, never))
      return desktop.pointer
    }
    // a pixel of the picture may stand for several units; the one in its middle is meant
    const slack = Math.ceil(Math.max(1, display.width / width) / 2)
    const first = await landsAt({ x: 0, y: 0 })
    const last = await landsAt({ x: width - 1, y: height - 1 })
    expect(first.x - display.x).toBeLessThan(slack + 1)
    expect(first.y - display.y).toBeLessThan(slack + 1)
    expect([first.x >= display.x, first.y >= display.y]).toEqual([true, true])
    expect(display.x + display.width - 1 - last.x).toBeLessThan(slack + 1)
    expect(display.y + display.height - 1 - last.y).toBeLessThan(slack + 1)
    expect([last.x < display.x + display.width, last.y < display.y + display.height]).toEqual([true, true])
  }
})

test('a look follows a display that moves, and a display that went is a problem with the names of the others', async () => {
  const { bridge } = openFakeDesktop({ displays: DISPLAYS })
  const [primary, left, above] = DISPLAYS as [Display, Display, Display]
  let plugged: readonly Display[] = DISPLAYS
  const eyes = createEyes(bridge.capture, bridge.codec, undefined, {
    list: () => Promise.resolve({ ok: true, value: plugged }),
  })
  const request = {
    display: left,
    pictureSize: () => ({ width: 192, height: 108 }),
    mime: 'image/jpeg' as const,
    quality: 80,
    expect: { kind: 'none' as const },
  }
  expect(valueOf(await eyes.look(request, never)).space.display).toBe(left)
  const moved = { ...left, x: 1440, y: 0 }
  plugged = [primary, moved]
  expect(valueOf(await eyes.look(request, never)).space.display).toBe(moved)
  plugged = [primary, above]
  const gone = { ok: false, problem: { kind: 'no-display', message: 'The display left is gone. There is primary, above.' } }
  expect(await eyes.look(request, never)).toMatchObject(gone)
  expect(await eyes.mark(left, never)).toMatchObject(gone)
  expect(await eyes.effect(left, { kind: 'none' }, never)).toMatchObject(gone)
})
