/** A folder that is gone after the test, and pictures and events to put into it. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Picture } from '../../../native-bridge/types.js'
import type { EventBody } from '../../../electron/protocol/event.js'
import { openJsonlLog } from '../../../electron/sessions/jsonl-log.js'
import type { SessionLog } from '../../../electron/sessions/session-log.js'

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const NO_USAGE = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: null }
export const TOTALS = { turns: 1, actions: 1, ms: 1000, usage: NO_USAGE }

export function pictureOf(text: string): Picture {
  const bytes = Buffer.from(text)
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, mime: 'image/jpeg', width: 64, height: 40 }
}

export function frameOf(picture: Picture): EventBody {
  const { id, width, height, bytes, mime } = picture
  return { type: 'frame', id, width, height, bytes: bytes.length, mime, display: '1', reason: 'first', settledMs: 4, changed: 1 }
}

export const STARTED: EventBody = {
  type: 'session.started',
  task: 'Save the form',
  provider: 'scripted',
  model: 'script.json',
  displays: [],
  settings: {},
  version: '0.1.0',
}

export function turn(number: number): EventBody {
  return { type: 'turn.started', turn: number }
}

export async function opened(folder: string, session = '01JD0000000000000000000000'): Promise<SessionLog> {
  const log = await openJsonlLog({ folder, session, now: () => Date.parse('2026-01-02T03:04:05.678Z') })
  if (!log.ok) throw new Error(log.problem.message)
  return log.value
}

/** A finished session of one click, with a picture before and one after it. */
export async function writeSession(folder: string, task = 'Save the form'): Promise<{ before: Picture; after: Picture }> {
  const log = await opened(folder)
  const [before, after] = [pictureOf('before'), pictureOf('after')]
  await log.saveFrame(before)
  await log.saveFrame(after)
  const bodies: EventBody[] = [
    { ...STARTED, task } as EventBody,
    turn(1),
    frameOf(before),
    { type: 'model.items', turn: 1, items: [{ big: 'x'.repeat(200) }] },
    { type: 'reasoning', text: 'The button <b>Save</b> is \u202Ethere.' },
    { type: 'usage', turn: 1, forTurn: { ...NO_USAGE, input: 1200, output: 30, usd: 0.0125 }, total: NO_USAGE },
    {
      type: 'action.proposed',
      id: 'a1',
      turn: 1,
      action: { kind: 'click', x: 20, y: 10, button: 'left', count: 1, modifiers: [] },
    },
    { type: 'action.started', id: 'a1' },
    { type: 'action.finished', id: 'a1', result: 'done', effect: 'changed', ms: 3 },
    frameOf(after),
    { type: 'session.finished', status: 'done', text: 'Saved.', totals: TOTALS },
  ]
  for (const body of bodies) await log.append(body)
  await log.close()
  return { before, after }
}
