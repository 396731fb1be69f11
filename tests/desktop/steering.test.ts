/** Steering the built command line from outside, over the strict fake server: what is said is heard, whatever happens in between. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVirtualDesktop, type VirtualDesktop } from '../../native-bridge/index.js'
import { runDeskhand, temporaryHome, type Run } from '../support/deskhand-run.js'
import { startFakeResponsesServer, type FakeTurn } from '../support/fake-responses-server.js'

const LONG = 60_000
const SLOW: FakeTurn = { delayMs: 60_000, text: 'Never said.' }
const LOOK: FakeTurn = { computer: [{ type: 'wait' }] }

let desktop: VirtualDesktop
beforeAll(async () => {
  const opened = await openVirtualDesktop({ width: 1024, height: 768 })
  if (!opened.ok) throw new Error(opened.problem.message)
  desktop = opened.value
}, LONG)
afterAll(() => desktop.close())

async function start(turns: readonly FakeTurn[], words: readonly string[], home = temporaryHome()) {
  const server = await startFakeResponsesServer({ turns, apiKey: 'test-key' })
  const env = { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: server.url, ...desktop.env }
  return { server, home, run: runDeskhand([...words, '--json'], { home, env }) }
}

const steersOf = (run: Run) => run.events().flatMap((event) => (event.type === 'steer' ? [`${event.text}: ${event.state}`] : []))

describe('a message to a run', { timeout: LONG }, () => {
  it('is not lost when the process is killed before the model heard it: it is in the first request after', async () => {
    const first = await start([LOOK, SLOW], ['run', 'Look around'])
    await first.run.until((event) => event.type === 'turn.started' && event.turn === 2)
    first.run.say({ type: 'steer', text: 'Take the left one', when: 'next-turn' })
    await first.run.until((event) => event.type === 'steer' && event.state === 'pending')
    first.run.child.kill('SIGKILL')
    await first.run.ended
    await first.server.close()

    const [id = ''] = readdirSync(join(first.home, 'sessions'))
    const again = await start([{ text: 'I took the left one.' }], ['resume', id], first.home)
    expect(await again.run.ended).toBe(0)
    expect(JSON.stringify(again.server.turns[0])).toContain('Take the left one')
    expect(steersOf(again.run)).toEqual(['Take the left one: delivered', 'Take the left one: applied'])
    expect(again.server.refused).toEqual([])
    await again.server.close()
  })

  it('that is a question is answered, and the task goes on', async () => {
    const { run, server } = await start(
      [LOOK, SLOW, { text: 'Because it was there.' }, LOOK, { text: 'All is done.' }],
      ['run', 'Look around'],
    )
    await run.until((event) => event.type === 'turn.started' && event.turn === 2)
    await run.until((event) => event.type === 'frame' && event.seq > 6)
    run.say({ type: 'steer', text: 'Why did you open that?', when: 'now' })
    expect(await run.ended).toBe(0)
    const said = run.events().flatMap((event) => (event.type === 'message' ? [event.text] : []))
    expect(said).toEqual(['Because it was there.', 'All is done.'])
    expect(steersOf(run).at(-1)).toBe('Why did you open that?: applied')
    expect(server.refused).toEqual([])
    await server.close()
  })
})
