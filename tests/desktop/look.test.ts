import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
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
    const flags = '--no-sandbox --test-type --no-first-run --password-store=basic --disable-background-networking --disable-gpu'
    const program = await open(
      `chromium ${flags} --user-data-dir=${folder}/${delayMs} --window-position=0,0 --window-size=800,600 --app=file://${page}`,
    )
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
