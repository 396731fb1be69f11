import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Point, RawImage } from '../../../native-bridge/types.js'
import { LiveWatch } from '../../../electron/app/live-watch.js'
import type { DesktopView } from '../../../electron/app/session-desktop.js'
import type { WatchFrame } from '../../../electron/protocol/watch-ipc.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const image = (): RawImage => ({ width: 3200, height: 1000, data: new Uint8Array(), format: 'bgra' })
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value })

function stage() {
  const now = { image: image(), pointer: { x: 1, y: 2 } as Point, isSeen: true, isWithPerson: false }
  const counts = { grabs: 0, letGos: 0 }
  const sizes: object[] = []
  const sent: object[] = []
  const shown: WatchFrame[] = []
  let ids = 0
  const view: DesktopView = {
    grab: () => ((counts.grabs += 1), ok(now.image)),
    encode: (_image, size) => (
      sizes.push(size),
      ok({ id: `f${(ids += 1)}`, bytes: new Uint8Array([ids]), mime: 'image/jpeg', ...size })
    ),
    pointer: () => ok(now.pointer),
    person: (strokes) => (sent.push(...strokes), ok(null)),
    letGo: () => (counts.letGos += 1),
  }
  const watch = new LiveWatch({
    isSeen: () => now.isSeen,
    show: (frame) => shown.push(frame),
    isWithPerson: () => now.isWithPerson,
  })
  watch.begin('s1', view)
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { now, counts, sizes, sent, shown, watch, pass }
}

it('shows a picture for each change, scaled down to a window, and nothing while the desktop is still', async () => {
  const { now, sizes, shown, pass } = stage()
  await pass(2000)
  expect(shown).toEqual([{ session: 's1', frame: 'f1', width: 3200, height: 1000, pointer: { x: 1, y: 2 } }])
  expect(sizes).toEqual([{ width: 1600, height: 500 }])
  for (let change = 0; change < 5; change++) {
    now.image = image()
    await pass(100)
  }
  expect(shown.length).toBeGreaterThan(4)
  const before = shown.length
  await pass(2000)
  expect(shown.length).toBe(before)
})

it('shows a pointer that moves over a still desktop without another picture', async () => {
  const { now, shown, sizes, pass } = stage()
  await pass(500)
  now.pointer = { x: 7, y: 8 }
  await pass(500)
  expect(shown.map(({ frame, pointer }) => [frame, pointer?.x])).toEqual([['f1', 1], ['f1', 7]]) // prettier-ignore
  expect(sizes).toHaveLength(1)
})

it('looks at nothing while nobody sees the window, and again once somebody does', async () => {
  const { now, counts, shown, pass } = stage()
  now.isSeen = false
  await pass(500)
  const before = counts.grabs
  now.image = image()
  await pass(3000)
  expect(counts.grabs).toBe(before)
  now.isSeen = true
  await pass(500)
  expect(shown.at(-1)?.frame).toBe('f2')
})

it('keeps the newest pictures for the window, of its session only', async () => {
  const { now, watch, pass } = stage()
  for (let change = 0; change < 5; change++) {
    now.image = image()
    await pass(300)
  }
  const newest = watch.look('s1')?.frame ?? ''
  expect(watch.picture('s1', newest)).not.toBe(null)
  expect(watch.picture('s1', 'f1')).toBe(null)
  expect([watch.picture('s2', newest), watch.look('s2')]).toEqual([null, null])
})

it('gives the person’s hands to the desktop only while Deskhand’s are paused, and lets go when they go on', async () => {
  const { now, counts, sent, watch } = stage()
  const stroke = { kind: 'button', button: 'left', down: true } as const
  expect(await watch.person('s1', [stroke])).toMatchObject({ ok: false, problem: { message: /Take over first/ } })
  now.isWithPerson = true
  expect(await watch.person('s2', [stroke])).toMatchObject({ ok: false })
  expect(await watch.person('s1', [stroke])).toEqual({ ok: true, value: null })
  expect(sent).toEqual([stroke])
  const control = { v: 1, seq: 1, at: '', session: 's1', type: 'control', by: 'person' } as const
  watch.hear({ ...control, state: 'paused' })
  expect(counts.letGos).toBe(0)
  watch.hear({ ...control, state: 'running' })
  expect(counts.letGos).toBe(1)
})

it('has the last picture but no hands once the task has ended', async () => {
  const { now, counts, watch, pass } = stage()
  await pass(300)
  now.isWithPerson = true
  watch.end()
  const before = counts.grabs
  await pass(2000)
  expect(counts.grabs).toBe(before)
  expect(watch.look('s1')?.frame).toBe('f1')
  expect(await watch.person('s1', [{ kind: 'text', text: 'x' }])).toMatchObject({ ok: false, problem: { message: /ended/ } })
})
