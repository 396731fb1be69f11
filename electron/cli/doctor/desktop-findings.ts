/** Can the desktop be driven: permissions, displays, a picture, and on request (or on a private display) real input. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bridge, Display } from '../../../native-bridge/index.js'
import type { Desktop } from '../open-desktop.js'
import type { Plugs } from '../plugs.js'
import { failed, look, ok, type Finding } from './finding.js'

const CAPTURE_MS = 5_000
const WINDOW_MS = 10_000
const TYPED_MS = 5_000
/** of the terminal that it opens: unlike any desktop's */
const OWN_COLOUR = '#3a6ea7'
const OWN_PIXELS = 5_000
/** every kind of character that a keyboard layout can get wrong */
const SAMPLE = 'Deskhand 019 {[(<@#$%&*_-+=~^|;:,.?!>)]}'

export async function permissionFindings(bridge: Bridge): Promise<Finding[]> {
  const permissions = await bridge.permissions.check()
  return permissions.map(({ name, granted, detail, link }) => {
    if (granted) return ok('permission', detail, { name })
    const mend = link ?? 'Grant it in the system’s privacy settings.'
    return name === 'input-monitoring' ? look('permission', detail, mend) : failed('permission', detail, mend)
  })
}

export function displayFindings(displays: readonly Display[]): Finding[] {
  return displays.map((display) => {
    const { id, x, y, width, height, scale, primary } = display
    const words = `Display ${id}: ${width} × ${height} at ${x}, ${y}, scale ${scale}${primary ? ', primary' : ''}.`
    return ok('display', words, { id, x, y, width, height, scale, primary })
  })
}

export async function captureFinding({ bridge, display }: Desktop): Promise<Finding> {
  const started = performance.now()
  const image = await bridge.capture.grab(display, AbortSignal.timeout(CAPTURE_MS))
  if (!image.ok) return failed('capture', image.problem.message, 'Check the permission to record the screen.')
  const ms = Math.round(performance.now() - started)
  return ok('capture', `A picture of ${image.value.width} × ${image.value.height} in ${ms} ms.`, { ms })
}

/** Moves the pointer, reads where it is, and puts it back. */
export async function pointerFinding({ bridge, display }: Desktop): Promise<Finding> {
  const space = { display, picture: { width: display.width * display.scale, height: display.height * display.scale } }
  const mend = 'Check the permission to control the computer (accessibility).'
  const before = await bridge.input.pointer()
  if (!before.ok) return failed('pointer', before.problem.message, mend)
  const target = { x: Math.round(space.picture.width / 2), y: Math.round(space.picture.height / 2) }
  const goals = [target, { x: target.x + 5, y: target.y + 7 }]
  for (const goal of goals) {
    const sent = await bridge.input.send([{ kind: 'move', ...goal }], space, AbortSignal.timeout(CAPTURE_MS))
    if (!sent.ok) return failed('pointer', sent.problem.message, mend)
    const now = await bridge.input.pointer()
    const expected = { x: display.x + goal.x / display.scale, y: display.y + goal.y / display.scale }
    const isThere = now.ok && Math.abs(now.value.x - expected.x) <= 1 && Math.abs(now.value.y - expected.y) <= 1
    if (!isThere) return failed('pointer', 'The pointer did not go where it was sent.', mend)
  }
  return ok('pointer', 'The pointer goes where it is sent.')
}

/**
 * A terminal of our own in a colour of its own: is it in the picture, and did it receive what was typed? Only on a private desktop:
 * elsewhere it would take the focus.
 */
export async function ownWindowFindings(desktop: Desktop, plugs: Plugs): Promise<readonly Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-doctor-'))
  const file = join(folder, 'typed')
  const { bridge, display } = desktop
  const options = { env: desktop.programEnv, waitForWindowMs: WINDOW_MS, bridge, signal: AbortSignal.timeout(WINDOW_MS * 2) }
  const command = `xterm -bg ${OWN_COLOUR} -e sh -c 'IFS= read -r line; printf %s "$line" > "${file}.part"; mv "${file}.part" "${file}"'`
  const program = await plugs.launchProgram(command, options)
  if (!program.ok) return [look('typing', 'Typing was not tried: xterm did not start.', 'Install xterm to try it.')]
  try {
    const signal = AbortSignal.timeout(TYPED_MS * 2)
    await bridge.eyes.effect(display, { kind: 'effect', firstChangeMs: 1_000, patienceMs: TYPED_MS }, signal)
    return [await seenFinding(desktop), await typedFinding(desktop, file, plugs, signal)]
  } finally {
    await program.value.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function seenFinding({ bridge, display }: Desktop): Promise<Finding> {
  const image = await bridge.capture.grab(display, AbortSignal.timeout(CAPTURE_MS))
  if (!image.ok) return failed('window', image.problem.message, 'Check the permission to record the screen.')
  const { data, format } = image.value
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(OWN_COLOUR.slice(at, at + 2), 16))
  const pixel = format === 'bgra' ? [blue, green, red] : [red, green, blue]
  let pixels = 0
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === pixel[0] && data[at + 1] === pixel[1] && data[at + 2] === pixel[2]) pixels++
  }
  if (pixels >= OWN_PIXELS) return ok('window', 'A window of its own is in the picture, in its colour.', { pixels })
  return failed('window', 'A window of its own is not in the picture.', 'Check the permission to record the screen.')
}

async function typedFinding(desktop: Desktop, file: string, plugs: Plugs, signal: AbortSignal): Promise<Finding> {
  const { bridge, display } = desktop
  const space = { display, picture: { width: display.width * display.scale, height: display.height * display.scale } }
  const sent = await bridge.input.send([{ kind: 'text', text: `${SAMPLE}\n` }], space, signal)
  if (!sent.ok) return failed('typing', sent.problem.message, 'See the keyboard layout above.')
  const typed = await waitForFile(file, plugs, signal)
  if (typed === SAMPLE) return ok('typing', 'What is typed arrives character for character.')
  return failed('typing', `Typed “${SAMPLE}”, and “${typed ?? 'nothing'}” arrived.`, 'See the keyboard layout above.')
}

async function waitForFile(path: string, plugs: Plugs, signal: AbortSignal): Promise<string | null> {
  const until = plugs.clock.now() + TYPED_MS
  while (plugs.clock.now() < until && !signal.aborted) {
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return text
    await plugs.clock.sleep(50, signal)
  }
  return null
}
