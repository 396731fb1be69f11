import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createEyes,
  createSharpCodec,
  launchProgram,
  openBridge,
  openVirtualDesktop,
  type Bridge,
  type Display,
  type Look,
  type LookExpectation,
  type Outcome,
  type Stroke,
  type VirtualDesktop,
} from '../../native-bridge/index.js'

const never = new AbortController().signal
const EFFECT: LookExpectation = { kind: 'effect', firstChangeMs: 300, patienceMs: 3000 }
const click: Stroke[] = [
  { kind: 'move', x: 400, y: 300 },
  { kind: 'button', button: 'left', down: true },
  { kind: 'button', button: 'left', down: false },
]

let desktop: VirtualDesktop
let bridge: Bridge
let display: Display
let folder: string

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'look-'))
  desktop = valueOf(await openVirtualDesktop({ width: 800, height: 600 }))
  bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  display = valueOf(await bridge.displays.list())[0] as Display
}, 30_000)
afterAll(async () => {
  await bridge.close()
  await desktop.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const open = async (commandLine: string) =>
  valueOf(await launchProgram(commandLine, { env: desktop.env, waitForWindowMs: 20_000, bridge, signal: never }))
const look = async (expectation: LookExpectation): Promise<Look> => {
  const pictureSize = () => ({ width: 400, height: 300 })
  return valueOf(await bridge.eyes.look({ display, pictureSize, mime: 'image/png', quality: 85, expect: expectation }, never))
}
const act = async (strokes: readonly Stroke[]): Promise<Look> => {
  valueOf(await bridge.eyes.mark(display, never))
  valueOf(await bridge.input.send(strokes, { display, picture: display }, never))
  return look(EFFECT)
}

const FLAGS = '--no-sandbox --test-type --no-first-run --password-store=basic --disable-background-networking --disable-gpu'
const openPage = (file: string, profile: string) =>
  open(`chromium ${FLAGS} --user-data-dir=${folder}/${profile} --window-position=0,0 --window-size=800,600 --app=file://${file}`)
/** As a model does: looks, thinks, does nothing. After a while what moves by itself is known and stays unnoticed. */
const comesToRest = async () => {
  let inARow = 0
  await expect
    .poll(async () => (inARow = (await act([])).reason === 'unchanged' ? inARow + 1 : 0), { timeout: 40_000, interval: 230 })
    .toBe(5)
}

/** A page that paints how many clicks it got as its colour, some time after each. */
const pageAfter = (delayMs: number) => `<!doctype html><title>counter</title><body style="background:rgb(0,0,60)"><script>
  let clicks = 0
  addEventListener('mousedown', () => setTimeout(() => { document.body.style.background = 'rgb(' + (++clicks * 10) + ',0,60)' }, ${delayMs}))
</script>`
const colourOf = async ({ picture }: Look) => {
  const { data, info } = await sharp(picture.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (250 * info.width + 350) * info.channels
  return [...data.subarray(at, at + 3)]
}

describe('the picture that is sent', { timeout: 60_000 }, () => {
  test.each([0, 30, 150])('shows what a click did to a page that takes %d ms to react, every time', async (delayMs) => {
    const page = join(folder, `page-${delayMs}.html`)
    await writeFile(page, pageAfter(delayMs))
    const program = await openPage(page, `${delayMs}`)
    await expect.poll(async () => colourOf(await look({ kind: 'none' })), { timeout: 20_000 }).toEqual([0, 0, 60])
    const colours: number[][] = []
    for (let count = 1; count <= 12; count++) colours.push(await colourOf(await act(click)))
    expect(colours).toEqual(Array.from({ length: 12 }, (_, index) => [(index + 1) * 10, 0, 60]))
    await program.close()
  })
})

describe('a text field with a blinking caret', { timeout: 60_000 }, () => {
  test('changes by what is typed and not by itself', async () => {
    const program = await open('zenity --entry --title=Field --text=Write')
    await expect.poll(async () => (await act([])).reason, { timeout: 20_000 }).toBe('unchanged')
    const idle: string[] = []
    for (let turn = 0; turn < 6; turn++) idle.push((await act([])).reason)
    expect(idle.slice(2)).toEqual(Array(4).fill('unchanged'))
    const typed = await act([{ kind: 'text', text: 'W' }])
    expect(typed).toMatchObject({ reason: 'settled' })
    expect(typed.changedRect?.width).toBeGreaterThan(6)
    expect(typed.changedRect?.width).toBeLessThan(60)
    await program.close()
  })
})

/** Something of everything that moves by itself, and a block that a click anywhere paints. */
const RESTLESS_PAGE = `<!doctype html><title>restless</title><style>
  body { margin: 0 } body > * { position: absolute }
  #spinner { left: 40px; top: 40px; width: 24px; height: 24px; border: 4px solid #ccc; border-top-color: #06c; border-radius: 50%;
    animation: turn 1s linear infinite } @keyframes turn { to { transform: rotate(360deg) } }
  #clock { left: 200px; top: 40px; font: 16px monospace } #film { left: 40px; top: 140px } #field { left: 40px; top: 90px }
  #block { left: 500px; top: 400px; width: 120px; height: 80px; background: #eee }
</style><div id=spinner></div><div id=clock></div><canvas id=film width=320 height=240></canvas><input id=field autofocus><div id=block></div>
<script>
  const pen = film.getContext('2d')
  const play = (ms) => { for (let x = 0; x < 320; x += 20) { pen.fillStyle = 'hsl(' + (ms / 5 + x * 7) % 360 + ' 80% 50%)'; pen.fillRect(x, 0, 20, 240) } requestAnimationFrame(play) }
  play(0)
  setInterval(() => { clock.textContent = new Date().toISOString().slice(11, 19) }, 250)
  let clicks = 0
  addEventListener('mousedown', (event) => { event.preventDefault(); block.style.background = ++clicks % 2 ? '#083' : '#eee' })
</script>`

describe('what moves by itself', { timeout: 90_000 }, () => {
  test('a terminal whose block cursor blinks comes to rest, and what is typed there is seen', async () => {
    const program = await open('xterm -T blinking -bc -bcf 150 -bcn 150 -geometry 60x20+20+20 -e cat')
    await comesToRest()
    expect(await act([{ kind: 'text', text: 'Written' }])).toMatchObject({ reason: 'settled' })
    await program.close()
  })

  test('a caret, a spinner, a clock and a film on one page are left out; a click beside them is the whole effect', async () => {
    const page = join(folder, 'restless.html')
    await writeFile(page, RESTLESS_PAGE)
    const program = await openPage(page, 'restless')
    await comesToRest()
    for (let turn = 0; turn < 3; turn++) {
      const clicked = await act(click)
      expect(clicked.reason).toBe('settled')
      expect(clicked.changedRect).toMatchObject({ width: 120, height: 80 })
    }
    await comesToRest()
    await program.close()
  })

  test('a page that moves all over is given up after the patience, with a picture', async () => {
    const page = join(folder, 'wild.html')
    const step = `document.body.style.background = 'hsl(' + ms / 10 % 360 + ' 80% 50%)'; requestAnimationFrame(step)`
    await writeFile(
      page,
      `<!doctype html><title>wild</title><script>const step = (ms) => { ${step} }; onload = () => step(0)</script>`,
    )
    const program = await openPage(page, 'wild')
    // a busy machine may let a film stand still for a moment
    let seen = await act([])
    await expect.poll(async () => (seen = await act([])).reason, { timeout: 40_000, interval: 1 }).toBe('gave-up')
    expect(seen.picture).toMatchObject({ width: 400, height: 300 })
    expect(seen.changed).toBeGreaterThan(0.5)
    await program.close()
  })
})

test('a screen that stands still is encoded once, however often it is looked at', { timeout: 60_000 }, async () => {
  const codec = createSharpCodec()
  let encoded = 0
  const eyes = createEyes(bridge.capture, { encode: (...asked) => (encoded++, codec.encode(...asked)) })
  const still = async () => {
    const pictureSize = () => ({ width: 400, height: 300 })
    return valueOf(await eyes.look({ display, pictureSize, mime: 'image/png', quality: 85, expect: EFFECT }, never))
  }
  await expect.poll(async () => (await look({ kind: 'none' })).changed, { timeout: 20_000 }).toBe(0)
  const first = await still()
  const [second, third] = [await still(), await still()]
  expect([second.picture, third.picture]).toEqual([first.picture, first.picture])
  expect(second.raw).toBe(first.raw)
  expect(second).toMatchObject({ reason: 'unchanged', changed: 0, changedRect: null })
  expect(encoded).toBe(1)
})
