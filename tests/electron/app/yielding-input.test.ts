import { describe, expect, it } from 'vitest'
import { yieldTo, type OwnGround } from '../../../electron/app/yielding-input.js'
import type { Input, PictureSpace, Point, Stroke } from '../../../native-bridge/index.js'

const SPACE: PictureSpace = {
  display: { id: 'd', x: 100, y: 0, width: 1600, height: 1000, scale: 1, primary: true },
  picture: { width: 800, height: 500 },
}
const SIGNAL = new AbortController().signal
const click = (x: number, y: number): Stroke[] => [
  { kind: 'move', x, y },
  { kind: 'button', button: 'left', down: true },
  { kind: 'button', button: 'left', down: false },
]

function scene(options: { hasRoom?: boolean; keepsFocus?: boolean; checkFails?: boolean } = {}) {
  const asked: Point[][] = []
  const sent: Stroke[][] = []
  const log: string[] = []
  const ok = { ok: true as const, value: undefined }
  const input: Input = {
    check: () => {
      log.push('check')
      return options.checkFails ? { ok: false, problem: { kind: 'unknown-key', message: 'No such key.', retryable: false } } : ok
    },
    send: (strokes) => {
      sent.push([...strokes])
      return Promise.resolve(ok)
    },
    releaseAll: () => Promise.resolve(),
    held: () => [],
    pointer: () => Promise.resolve({ ok: true, value: { x: 7, y: 8 } }),
  }
  const ground: OwnGround = {
    makeRoom: (points) => {
      asked.push([...points])
      return Promise.resolve(options.hasRoom === false ? null : () => log.push('room over'))
    },
    keepsFocus: () => Promise.resolve(options.keepsFocus ?? false),
    withoutOverlay: (check) => {
      log.push('overlay away')
      const result = check()
      log.push('overlay back')
      return result
    },
  }
  return { hands: yieldTo(input, ground), asked, sent, log }
}

describe('hands on a desktop with our own windows', () => {
  it('make room where they land, in OS units, before they are sent', async () => {
    const { hands, asked, sent } = scene()
    expect((await hands.send(click(400, 250), SPACE, SIGNAL)).ok).toBe(true)
    expect(asked).toEqual([[{ x: 901, y: 501 }]])
    expect(sent).toHaveLength(1)
  })

  it('make room at the pointer when they press without moving', async () => {
    const { hands, asked } = scene()
    await hands.send([{ kind: 'button', button: 'left', down: true }], SPACE, SIGNAL)
    expect(asked).toEqual([[{ x: 7, y: 8 }]])
  })

  it('need no room for typing', async () => {
    const { hands, asked, sent } = scene()
    await hands.send([{ kind: 'text', text: 'hello' }], SPACE, SIGNAL)
    expect(asked).toEqual([[]])
    expect(sent).toHaveLength(1)
  })

  it('do nothing when the overlay found no other place', async () => {
    const { hands, sent } = scene({ hasRoom: false })
    const result = await hands.send(click(1, 1), SPACE, SIGNAL)
    expect(result.ok ? null : result.problem.kind).toBe('own-window')
    expect(sent).toEqual([])
  })

  it('type nothing while one of our windows keeps the keyboard', async () => {
    const { hands, sent } = scene({ keepsFocus: true })
    const typed = await hands.send([{ kind: 'text', text: 'allow' }], SPACE, SIGNAL)
    const pressed = await hands.send([{ kind: 'key', key: 'Return', down: true }], SPACE, SIGNAL)
    expect([typed, pressed].map((each) => (each.ok ? null : each.problem.kind))).toEqual(['own-window', 'own-window'])
    expect(sent).toEqual([])
    expect((await hands.send(click(1, 1), SPACE, SIGNAL)).ok).toBe(true)
  })

  it('are checked first, as if the overlay were not there, and nothing moves for strokes that are refused', async () => {
    const { hands, asked, log } = scene({ checkFails: true })
    const result = await hands.send(click(1, 1), SPACE, SIGNAL)
    expect(result.ok ? null : result.problem.kind).toBe('unknown-key')
    expect(asked).toEqual([])
    expect(log).toEqual(['overlay away', 'check', 'overlay back'])
  })
})
