/** A session of any length on disk, as a run would have written it: steps of a click each, with reasons, usage and pictures. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { EventBody, Usage } from '../../electron/protocol/event.js'

const SIZE = { width: 1440, height: 900 }
const PICTURES = 8
const USED: Usage = { input: 12_345, cached: 11_240, cacheWrite: 0, output: 167, reasoning: 96, imageTokens: 1105, usd: 0.0083 }

async function pictures(folder: string): Promise<readonly EventBody[]> {
  await mkdir(join(folder, 'frames'), { recursive: true })
  return Promise.all(
    Array.from({ length: PICTURES }, async (_, at) => {
      const text = `<text x="200" y="${200 + at * 60}" font-size="40">Screen ${at}</text>`
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1440" height="900"><rect width="1440" height="900" fill="#e8e8e4"/>${text}</svg>`
      const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer()
      const id = createHash('sha256').update(bytes).digest('hex')
      await writeFile(join(folder, 'frames', `${id}.jpg`), bytes)
      const seen = { mime: 'image/jpeg', display: ':0', reason: 'settled', settledMs: 207, changed: 0.06 }
      return { type: 'frame', id, ...SIZE, bytes: bytes.length, ...seen } satisfies EventBody
    }),
  )
}

function step(at: number, frame: EventBody): readonly EventBody[] {
  const [id, turn] = [`a${at}`, at + 1]
  const failed = at % 13 === 7
  const point = { x: 100 + ((at * 37) % 1200), y: 100 + ((at * 53) % 700) }
  const problem = { kind: 'input' as const, message: 'The page did not take it.', retryable: false }
  const bodies: EventBody[] = [
    { type: 'turn.started', turn },
    frame,
    { type: 'model.items', turn, items: [{ type: 'computer_call', call_id: id, text: 'x'.repeat(600) }] },
    { type: 'reasoning', text: `The form is not full yet. Field ${at % 40} is next, as the invoice says.` },
    { type: 'usage', turn, forTurn: USED, total: { ...USED, input: USED.input * turn, usd: 0.0083 * turn } },
    { type: 'action.proposed', id, turn, action: { kind: 'click', ...point, button: 'left', count: 1, modifiers: [] } },
    { type: 'action.started', id },
    {
      type: 'action.finished',
      id,
      result: failed ? 'failed' : 'done',
      effect: 'changed',
      ms: 12,
      ...(failed ? { problem } : {}),
    },
  ]
  const said = { type: 'steer' as const, id: `s${at}`, text: 'Use cost centre 4410.', when: 'now' as const }
  return at % 50 === 49 ? [...bodies, { ...said, state: 'pending' }, { ...said, state: 'applied' }] : bodies
}

/** Lines of `steps` steps into `folder`/log.jsonl; how many bytes they are. */
export async function writeLongSession(folder: string, session: string, steps: number): Promise<number> {
  const frames = await pictures(folder)
  const started: EventBody = {
    ...{ type: 'session.started', task: `A task of ${steps} steps`, provider: 'openai', model: 'gpt-5.3-codex' },
    ...{ displays: [], settings: {}, version: 'bench' },
  }
  const all = [started, ...Array.from({ length: steps }, (_, at) => step(at, frames[at % PICTURES] as EventBody)).flat()]
  const usage = { ...USED, usd: 0.0083 * steps }
  all.push({
    type: 'session.finished',
    status: 'done',
    text: 'Done.',
    totals: { turns: steps, actions: steps, ms: steps * 3000, usage },
  })
  const start = Date.parse('2026-01-01T00:00:00.000Z')
  const text = all
    .map((body, at) => JSON.stringify({ v: 1, seq: at + 1, at: new Date(start + at * 350).toISOString(), session, ...body }))
    .join('\n')
  await writeFile(join(folder, 'log.jsonl'), `${text}\n`)
  return text.length
}
