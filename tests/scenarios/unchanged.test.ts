/** A screen that stands still costs a session one encoding and one file, on the disk as well. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSharpCodec, openFakeDesktop, type Codec } from '../../native-bridge/index.js'
import { call, scripted, sessionsIn, temporaryHome, WINDOW } from '../electron/cli/call.js'
import { only } from '../support/scenario.js'

/** Where nothing happens on a click, and where the button gives the keyboard to a field. */
const EMPTY = { kind: 'click', x: 1200, y: 700 }
const FIELD = { kind: 'click', x: 270, y: 240 }
const WAIT = { kind: 'wait', ms: 1 }
const type = (text: string) => ({ kind: 'type', text })

async function session(turns: readonly (readonly object[])[], ...flags: readonly string[]) {
  let encodings = 0
  const sharp = createSharpCodec()
  const codec: Codec = { encode: (...asked) => (encodings++, sharp.encode(...asked)) }
  const desktop = openFakeDesktop({ windows: [WINDOW], codec })
  const home = temporaryHome()
  const plugs = { openBridge: () => Promise.resolve({ ok: true as const, value: desktop.bridge }) }
  const words = scripted(home, [...turns.map((actions) => ({ actions })), { text: 'Done.' }])
  const run = call(['run', 'x', '--json', ...flags, ...words], { home, plugs, env: { PW: 'hunter2' } })
  expect(await run.ended, run.err()).toBe(0)
  const [id = ''] = sessionsIn(home)
  const frames = only(run.events(), 'frame')
  return {
    encodings,
    frames,
    files: readdirSync(join(home, 'sessions', id, 'frames')),
    ids: new Set(frames.map((frame) => frame.id)),
  }
}

it('looks at an unchanged screen give the same frame, encoded once, in one file', async () => {
  const { encodings, frames, files, ids } = await session([[WAIT], [EMPTY], [WAIT, EMPTY]])
  expect(frames).toHaveLength(4)
  expect(frames.slice(1).map(({ reason, changed }) => [reason, changed])).toEqual(Array(3).fill(['unchanged', 0]))
  expect(ids.size).toBe(1)
  expect(encodings).toBe(1)
  expect(files).toHaveLength(1)
  expect(files[0]).toContain([...ids][0])
})

it('a screen that changes is another frame, and one that comes back is the file that is there', async () => {
  const { encodings, frames, files, ids } = await session([
    [FIELD],
    [type('a')],
    [{ kind: 'chord', keys: ['backspace'] }],
    [WAIT],
  ])
  expect(frames).toHaveLength(5)
  expect(frames[3]?.id).toBe(frames[1]?.id)
  expect(frames[4]?.id).toBe(frames[3]?.id)
  expect(files).toHaveLength(ids.size)
  expect(encodings).toBe(ids.size + 1)
})

it('a masked screen that stands still is painted over and encoded once as well', async () => {
  const secret = ['--secret', 'pw=env:PW']
  const { encodings, frames, files, ids } = await session([[FIELD], [type('{{secret:pw}}')], [WAIT], [EMPTY], [WAIT]], ...secret)
  const masked = frames.filter((frame) => frame.masked)
  expect(masked.length).toBeGreaterThanOrEqual(3)
  expect(new Set(masked.slice(1, 3).map(({ id }) => id)).size).toBe(1)
  expect(encodings).toBe(ids.size)
  expect(files).toHaveLength(ids.size)
})
