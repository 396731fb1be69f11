import { describe, expect, test } from 'vitest'
import type { Codec, LookRequest } from '../../native-bridge/bridge.js'
import { makePicture } from '../../native-bridge/codec/picture.js'
import { createEyes } from '../../native-bridge/look.js'
import { done, refused } from '../../native-bridge/outcome.js'
import type { Display, Look, Outcome, RawImage } from '../../native-bridge/types.js'
import { manualClock } from './manual-clock.js'

const display: Display = { id: 'd', x: 0, y: 0, width: 640, height: 400, scale: 1, primary: true }
const never = new AbortController().signal
const EFFECT = { kind: 'effect', firstChangeMs: 300, patienceMs: 3000 } as const
const NONE = { kind: 'none' } as const

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
const CARET: Box = { x: 50, y: 50, width: 2, height: 16 }
const DIALOG: Box = { x: 200, y: 100, width: 200, height: 150 }

function paint(boxes: readonly Box[]): RawImage {
  const words = new Uint32Array(display.width * display.height).fill(0x00334455)
  for (const { x, y, width, height } of boxes) {
    for (let row = y; row < y + height; row++) words.fill(0x00ffffff, row * display.width + x, row * display.width + x + width)
  }
  return { width: display.width, height: display.height, format: 'bgra', data: new Uint8Array(words.buffer) }
}

/** A screen whose boxes depend on the time; counts grabs and encodings. */
function setUp() {
  const clock = manualClock()
  let shows: (atMs: number) => readonly Box[] = () => []
  let grabProblem: Outcome<never> | null = null
  const counts = { grabs: 0, encodings: 0 }
  const codec: Codec = {
    encode: (_image, rule) => {
      counts.encodings++
      return Promise.resolve(done(makePicture(new Uint8Array([counts.encodings]), rule)))
    },
  }
  const capture = {
    grab: () => {
      counts.grabs++
      return Promise.resolve(grabProblem ?? done(paint(shows(clock.now()))))
    },
  }
  const eyes = createEyes(capture, codec, clock)
  const request = (expectation: LookRequest['expect']): LookRequest => ({
    display,
    pictureSize: ({ width, height }) => ({ width: width / 2, height: height / 2 }),
    mime: 'image/png',
    quality: 85,
    expect: expectation,
  })
  return {
    clock,
    counts,
    eyes,
    show: (boxes: readonly Box[] | ((atMs: number) => readonly Box[])) => {
      shows = typeof boxes === 'function' ? boxes : () => boxes
    },
    failGrabs: () => {
      grabProblem = refused('capture', 'The screen could not be read.')
    },
    look: async (expectation: LookRequest['expect'], signal = never): Promise<Look> => {
      const outcome = await eyes.look(request(expectation), signal)
      if (!outcome.ok) throw new Error(outcome.problem.message)
      return outcome.value
    },
    request,
  }
}

describe('a look', () => {
  test('that expects nothing takes one grab and does not wait', async () => {
    const { look, counts, clock } = setUp()
    expect(await look(NONE)).toMatchObject({ reason: 'first', changed: 1, settledMs: 0, picture: { width: 320, height: 200 } })
    expect(counts.grabs).toBe(1)
    expect(clock.slept).toEqual([])
  })

  test('says what differs from the look before it', async () => {
    const { look, show } = setUp()
    await look(NONE)
    show([DIALOG])
    const second = await look(NONE)
    expect(second).toMatchObject({ reason: 'settled', changedRect: DIALOG })
    expect(second.changed).toBeCloseTo((200 * 150) / (640 * 400))
    expect(await look(NONE)).toMatchObject({ reason: 'unchanged', changed: 0, changedRect: null })
  })

  test('of an unchanged screen is the same picture, encoded once', async () => {
    const { look, counts } = setUp()
    const first = await look(NONE)
    const second = await look(EFFECT)
    expect(second.picture).toBe(first.picture)
    expect(second.raw).toBe(first.raw)
    expect(counts.encodings).toBe(1)
  })

  test('after an action waits for the change and then for quiet', async () => {
    const { look, show, eyes, clock } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    const from = clock.now()
    show((atMs) => (atMs - from < 100 ? [] : atMs - from < 180 ? [CARET] : [DIALOG]))
    const seen = await look(EFFECT)
    expect(seen).toMatchObject({ reason: 'settled', changedRect: DIALOG })
    expect(seen.settledMs).toBeGreaterThan(200)
    expect(seen.settledMs).toBeLessThan(400)
  })

  test('sees a change that was complete before it began', async () => {
    const { look, show, eyes } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    show([DIALOG])
    const seen = await look(EFFECT)
    expect(seen).toMatchObject({ reason: 'settled', changedRect: DIALOG })
    expect(seen.settledMs).toBeLessThan(70)
  })

  test('without an effect ends after the time for a first change', async () => {
    const { look, eyes } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    const seen = await look(EFFECT)
    expect(seen.reason).toBe('unchanged')
    expect(seen.settledMs).toBeGreaterThanOrEqual(300)
    expect(seen.settledMs).toBeLessThan(330)
  })

  test('of a film gives up after the patience, with the latest picture', async () => {
    const { look, show, eyes, clock } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    show(() => [{ ...DIALOG, x: Math.floor(clock.now() / 12) % 300 }])
    const seen = await look(EFFECT)
    expect(seen.reason).toBe('gave-up')
    expect(seen.settledMs).toBeGreaterThanOrEqual(3000)
    expect(seen.settledMs).toBeLessThan(3050)
  })

  test('keeps displays apart', async () => {
    const { look, eyes, request, show } = setUp()
    await look(NONE)
    show([DIALOG])
    const other = await eyes.look({ ...request(NONE), display: { ...display, id: 'other' } }, never)
    expect(other).toMatchObject({ ok: true, value: { reason: 'first', changed: 1 } })
  })
})

describe('a blinking caret', () => {
  const blinking = (clock: { now(): number }) => () => (Math.floor(clock.now() / 500) % 2 === 0 ? [CARET] : [])

  test('is not taken for the effect of an action again and again', async () => {
    const { look, show, eyes, clock } = setUp()
    show(blinking(clock))
    await look(NONE)
    const reasons: string[] = []
    for (let turn = 0; turn < 8; turn++) {
      clock.advance(410)
      await eyes.mark(display, never)
      reasons.push((await look(EFFECT)).reason)
    }
    expect(reasons.slice(3)).toEqual(Array(5).fill('unchanged'))
  })

  test('does not hide a real effect', async () => {
    const { look, show, eyes, clock } = setUp()
    show(blinking(clock))
    await look(NONE)
    for (let turn = 0; turn < 4; turn++) {
      clock.advance(410)
      await eyes.mark(display, never)
      await look(EFFECT)
    }
    await eyes.mark(display, never)
    const blink = blinking(clock)
    show(() => [...blink(), DIALOG])
    expect(await look(EFFECT)).toMatchObject({ reason: 'settled', changedRect: DIALOG })
  })
})

describe('an effect', () => {
  test('between two actions of a batch is told without encoding a picture', async () => {
    const { look, show, eyes, counts } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    show([DIALOG])
    const outcome = await eyes.effect(display, { ...EFFECT, patienceMs: 400 }, never)
    expect(outcome).toMatchObject({ ok: true, value: { reason: 'settled', changedRect: DIALOG } })
    expect(counts.encodings).toBe(1)
  })

  test('waited for with patience is encoded meanwhile, for the look that follows', async () => {
    const { look, show, eyes, counts } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    show([DIALOG])
    await eyes.effect(display, EFFECT, never)
    expect(counts.encodings).toBe(2)
    expect(await look(NONE)).toMatchObject({ reason: 'settled', changedRect: DIALOG })
    expect(counts.encodings).toBe(2)
  })

  test('that was awaited is not waited for again by the look after it', async () => {
    const { look, show, eyes } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    show([DIALOG])
    await eyes.effect(display, EFFECT, never)
    const seen = await look(EFFECT)
    expect(seen).toMatchObject({ reason: 'settled', settledMs: 0, changedRect: DIALOG })
  })

  test('of nothing is unchanged, and the look after it does not wait either', async () => {
    const { look, eyes } = setUp()
    await look(NONE)
    await eyes.mark(display, never)
    expect(await eyes.effect(display, EFFECT, never)).toMatchObject({
      ok: true,
      value: { reason: 'unchanged', changed: 0, changedRect: null },
    })
    expect(await look(EFFECT)).toMatchObject({ reason: 'unchanged', settledMs: 0 })
  })
})

describe('failures', () => {
  test('of the capture come back as they are', async () => {
    const { eyes, request, failGrabs } = setUp()
    failGrabs()
    const problem = { ok: false, problem: { kind: 'capture' } }
    expect(await eyes.look(request(NONE), never)).toMatchObject(problem)
    expect(await eyes.mark(display, never)).toMatchObject(problem)
    expect(await eyes.effect(display, EFFECT, never)).toMatchObject(problem)
  })

  test('an abort ends the wait with a problem of kind aborted', async () => {
    const { eyes, request, show, clock, look } = setUp()
    await look(NONE)
    const stop = new AbortController()
    show((atMs) => {
      if (atMs > 1100) stop.abort()
      return [{ ...DIALOG, x: Math.floor(clock.now() / 12) % 300 }]
    })
    expect(await eyes.look(request(EFFECT), stop.signal)).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect(clock.now()).toBeLessThan(1200)
  })

  test('a codec that fails once is asked again by the next look', async () => {
    const clock = manualClock()
    let attempts = 0
    const codec: Codec = {
      encode: (_image, rule) =>
        Promise.resolve(attempts++ === 0 ? refused('codec', 'No memory.') : done(makePicture(new Uint8Array([1]), rule))),
    }
    const eyes = createEyes({ grab: () => Promise.resolve(done(paint([]))) }, codec, clock)
    const { request } = setUp()
    expect(await eyes.look(request(NONE), never)).toMatchObject({ ok: false, problem: { kind: 'codec' } })
    expect((await eyes.look(request(NONE), never)).ok).toBe(true)
  })
})
