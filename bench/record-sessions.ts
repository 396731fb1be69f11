/**
 * `npm run bench -- record-sessions`: works on a page and in real programs on a private display, one action a turn through the real
 * runner, and keeps of it what `npm run bench -- tokens` needs: bench/fixtures/sessions.json.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Model } from '../electron/models/model.js'
import { createScriptedModel } from '../electron/models/scripted.js'
import type { Action } from '../electron/protocol/action.js'
import { startSession } from '../electron/runner/run-session.js'
import { openJsonlLog } from '../electron/sessions/jsonl-log.js'
import { launchProgram, openBridge, openVirtualDesktop, systemClock, type Bridge, type Display } from '../native-bridge/index.js'
import { plainSession } from '../tests/support/plain-session.js'
import { valueOf } from './session-steps.js'
import { FILE, type Session, type Step } from './tokens/skeleton.js'
import { PROGRAMMES, type Programme } from './tokens/work-desk.js'
import { PAGE, workOf } from './tokens/work-page.js'

const SIZE = { width: 1920, height: 1080 }
const FLAGS =
  '--no-sandbox --test-type --no-first-run --password-store=basic --disable-background-networking --disable-gpu --kiosk'
const never = new AbortController().signal

/** Where a place of the display lies in the picture. */
function inPicture(action: Action, scale: number): Action {
  if (!('x' in action) || action.x === undefined || action.y === undefined) return action
  return { ...action, x: Math.round(action.x * scale), y: Math.round(action.y * scale) }
}

interface Seen {
  readonly png: number
  readonly sent: number
  readonly id: string
}

/** Plays the script and notes every picture it is shown. */
function noting(model: Model, bridge: Bridge, seen: Seen[]): Model {
  const think: Model['think'] = async (request, ...rest) => {
    const { raw, picture } = request.look
    const png = valueOf(await bridge.codec.encode(raw, { size: SIZE, mime: 'image/png', quality: 100 }, never))
    seen.push({ png: png.bytes.byteLength, sent: picture.bytes.byteLength, id: picture.id })
    return model.think(request, ...rest)
  }
  return { ...model, think }
}

async function record(bridge: Bridge, display: Display, programme: Programme, length: number, seed: number): Promise<Session> {
  const groups = programme.work(length, seed)
  const actions = groups.flatMap((group, number) => group.map((action) => ({ action, group: number })))
  const scale = createScriptedModel({ script: [{ text: 'Done.' }] }).picture.size(SIZE).width / SIZE.width
  const turns = actions.map(({ action }) => ({ actions: [inPicture(action, scale)] }))
  const seen: Seen[] = []
  const model = noting(createScriptedModel({ script: [...turns, { text: 'Done.' }] }), bridge, seen)
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-record-'))
  const log = valueOf(await openJsonlLog({ folder: join(folder, 'session'), session: 'record' }))
  const end = await startSession({ bridge, model, log, clock: systemClock }, plainSession('Work.', [display])).ended
  await rm(folder, { recursive: true, force: true })
  if (end.status !== 'done') throw new Error(`The session ended as ${end.status}: ${end.text}`)
  const ids = [...new Set(seen.map(({ id }) => id))]
  const steps = actions.map(({ action, group }, i): Step => {
    const after = seen[i + 1]!
    return { action: inPicture(action, scale), group, png: after.png, sent: after.sent, screen: ids.indexOf(after.id) }
  })
  return { name: `${programme.name} ${seed}`, display: SIZE, steps }
}

/** The page in the browser, and the programs. */
const programmesIn = (folder: string): readonly Programme[] => [
  {
    name: 'page',
    command: () =>
      `chromium ${FLAGS} --user-data-dir=${join(folder, 'profile')} ${pathToFileURL(join(folder, 'page.html')).href}`,
    lengths: [20, 30, 40, 50, 50, 80, 100, 150, 200, 200],
    work: workOf,
  },
  ...PROGRAMMES,
]

/** Each programme on a desktop of its own, so that no window of another is in the way. */
async function recordAll(programme: Programme, folder: string): Promise<readonly Session[]> {
  const desktop = valueOf(await openVirtualDesktop(SIZE))
  try {
    const bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
    const display = valueOf(await bridge.displays.list())[0] as Display
    const sessions: Session[] = []
    for (const [seed, length] of programme.lengths.entries()) {
      const options = { env: desktop.env, waitForWindowMs: 20_000, bridge, signal: never }
      const program = valueOf(await launchProgram(programme.command(folder), options))
      sessions.push(await record(bridge, display, programme, length, seed + 1))
      await program.close()
      console.log(`recorded ${length} steps: ${programme.name}`)
    }
    await bridge.close()
    return sessions
  } finally {
    await desktop.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'deskhand-page-'))
try {
  await writeFile(join(folder, 'page.html'), PAGE)
  const sessions: Session[] = []
  for (const programme of programmesIn(folder)) sessions.push(...(await recordAll(programme, folder)))
  await writeFile(FILE, `[\n${sessions.map((session) => JSON.stringify(session)).join(',\n')}\n]\n`)
  console.log(`wrote ${FILE}`)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
