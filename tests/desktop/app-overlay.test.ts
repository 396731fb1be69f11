/** The overlay's manners on a desktop without a compositor: in no frame, in nobody's way, without the focus. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { openBridge, type Bridge, type Display, type Outcome, type RawImage } from '../../native-bridge/index.js'
import { pictureWish } from '../../electron/models/image-rules.js'
import { createRustCodec } from '../../electron/app/rust-codec.js'
import { LONG, liveSession, overlayRect, soon, stage } from '../support/app-stage.js'
import { ROOT } from '../support/running-app.js'

const here = stage()
const never = new AbortController().signal
const PICTURES = join(ROOT, 'test-results', 'app')
const TASK = { task: 'Look', provider: null, model: null, display: null, approvals: 'never', follow: null } as const

/** Covers the whole screen with colours and text, and keeps still. */
const PAGE = `<!doctype html><title>still page</title><style>body{margin:0;font:18px sans-serif;
  background:linear-gradient(135deg,#204a87,#ad7fa8 40%,#fce94f)}p{margin:0;padding:4px 24px}</style>
<script>for (let row = 0; row < 40; row++) document.write('<p>Row ' + row + ' of a page that stands still, ' + 'with words across all of it. '.repeat(4) + '</p>')</script>`

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

const rgbOf = ({ data, width, height }: RawImage) =>
  sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .recomb([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ])
    .raw()
    .toBuffer()

/** How many pixels differ by more than a JPEG's rounding. */
function differing(
  one: Buffer,
  other: Buffer,
  width: number,
  rect: { x: number; y: number; width: number; height: number },
): number {
  let count = 0
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let x = rect.x; x < rect.x + rect.width; x++) {
      const at = (y * width + x) * 3
      const isOther = [0, 1, 2].some((channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > 40)
      if (isOther) count++
    }
  }
  return count
}

/** The pictures in what the model was asked last. */
function lastPicture(request: unknown): Buffer {
  const all = [...JSON.stringify(request).matchAll(/data:image\/\w+;base64,([A-Za-z0-9+/=]+)/g)]
  const last = all.at(-1)?.[1]
  if (last === undefined) throw new Error('The model was sent no picture.')
  return Buffer.from(last, 'base64')
}

async function openStillPage(bridge: Bridge, display: Display): Promise<RawImage> {
  const { scene } = here
  const page = join(scene.home, 'still.html')
  writeFileSync(page, PAGE)
  const flags = [
    '--no-sandbox',
    '--test-type',
    '--no-first-run',
    '--password-store=basic',
    '--disable-gpu',
    '--window-position=0,0',
    '--window-size=1440,900',
  ]
  scene.start('chromium', ...flags, `--user-data-dir=${join(scene.home, 'profile')}`, `--app=file://${page}`)
  await scene.windowNamed('still page')
  // at rest: the same three times running, and not the empty desktop
  let last = valueOf(await bridge.capture.grab(display, never))
  let still = 0
  await expect
    .poll(
      async () => {
        const next = valueOf(await bridge.capture.grab(display, never))
        const isPainted = new Set(next.data.subarray(0, 40_000)).size > 20
        still = isPainted && Buffer.compare(next.data, last.data) === 0 ? still + 1 : 0
        last = next
        return still
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBeGreaterThan(3)
  return last
}

describe('the overlay', { timeout: LONG }, () => {
  it('is on the screen all the while and in no frame, pixel by pixel; it takes no focus and moves no window', async () => {
    const bridge = valueOf(await openBridge({ xDisplay: here.scene.desktop.xDisplay }))
    const display = valueOf(await bridge.displays.list())[0] as Display
    const app = await here.open((_request, number) =>
      number <= 4 ? { delayMs: 700, computer: [{ type: 'wait' }] } : { delayMs: 60_000, text: 'Too late.' },
    )
    await app.home.getByRole('button', { name: 'Close' }).click()
    const bare = await openStillPage(bridge, display)
    const before = valueOf(await bridge.windows.list()).find(({ title }) => title.startsWith('still page'))
    expect(before?.active).toBe(true)

    await app.ask('task.start', TASK)
    await liveSession(app)
    await app.overlay.getByRole('button', { name: 'Stop', exact: true }).waitFor()
    const expected = await rgbOf(bare)
    await vi.waitFor(async () => {
      const shown = await rgbOf(valueOf(await bridge.capture.grab(display, never)))
      const rect = await overlayRect(app)
      expect(differing(shown, expected, display.width, rect)).toBeGreaterThan((rect.width * rect.height) / 2)
    }, soon)
    // while the session looks again and again, whoever looks at the screen sees the overlay every time
    let rect = await overlayRect(app)
    const deadline = Date.now() + 60_000
    while (app.server.turns.length < 5) {
      const shown = await rgbOf(valueOf(await bridge.capture.grab(display, never)))
      const now = await overlayRect(app)
      if (now.x === rect.x && now.y === rect.y && now.height === rect.height) {
        expect(differing(shown, expected, display.width, rect)).toBeGreaterThan((rect.width * rect.height) / 2)
      }
      rect = now
      if (Date.now() > deadline) throw new Error('The model was not asked often enough.')
    }
    // the same codec makes the same bytes of the same pixels
    for (const turn of app.server.turns) {
      const picture = lastPicture(turn)
      const { width: wide = 0, height: high = 0 } = await sharp(picture).metadata()
      const rule = {
        size: { width: wide, height: high },
        mime: 'image/jpeg',
        quality: pictureWish('patches-1.2', 'original').quality,
      } as const
      const ofTheBare = valueOf(await createRustCodec().encode(bare, rule, never))
      expect(picture.equals(ofTheBare.bytes)).toBe(true)
    }
    const after = valueOf(await bridge.windows.list()).find(({ title }) => title.startsWith('still page'))
    expect(after).toEqual(before)
    mkdirSync(PICTURES, { recursive: true })
    const { width, height } = display
    const shown = await rgbOf(valueOf(await bridge.capture.grab(display, never)))
    await sharp(shown, { raw: { width, height, channels: 3 } })
      .resize(720)
      .png()
      .toFile(join(PICTURES, 'overlay-on-screen.png'))
    await sharp(lastPicture(app.server.turns.at(-1)))
      .resize(720)
      .png()
      .toFile(join(PICTURES, 'overlay-not-in-frame.png'))
    await bridge.close()
  })
})
