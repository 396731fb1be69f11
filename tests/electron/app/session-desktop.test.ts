import { describe, expect, it } from 'vitest'
import { openSessionDesktop, virtualSize } from '../../../electron/app/session-desktop.js'
import type { Bridge, Display } from '../../../native-bridge/index.js'

const display = (id: string, primary: boolean): Display => ({ id, x: 0, y: 0, width: 800, height: 600, scale: 1, primary })
const bridge = {
  displays: { list: () => Promise.resolve({ ok: true, value: [display('left', false), display('right', true)] }) },
  close: () => Promise.resolve(),
} as unknown as Bridge

const open = (wanted: string | null) =>
  openSessionDesktop({ wanted, own: { ok: true, value: bridge }, parts: {}, env: { DISPLAY: ':0.0' } })

describe('the desktop of a task', () => {
  it.each([
    ['virtual', { width: 1440, height: 900 }],
    ['virtual:1024x768', { width: 1024, height: 768 }],
    ['virtual:9x9', null],
    ['x11:screen', null],
    [null, null],
  ])('%s is a virtual one of %j', (wanted, size) => {
    expect(virtualSize(wanted)).toEqual(size)
  })

  it('is the primary display, or the one that was chosen', async () => {
    const [primary, chosen] = [await open(null), await open('left')]
    expect(primary.ok && primary.value.display.id).toBe('right')
    expect(chosen.ok && chosen.value.display.id).toBe('left')
  })

  it('is refused by name when there is no such display', async () => {
    const opened = await open('attic')
    expect(opened.ok ? null : opened.problem).toMatchObject({
      kind: 'no-display',
      message: 'There is no display “attic”. Choose another one.',
    })
  })

  it('is refused with the bridge’s own sentence when nothing can be driven', async () => {
    const problem = { kind: 'no-display' as const, message: 'There is no display.', retryable: false }
    expect(await openSessionDesktop({ wanted: null, own: { ok: false, problem }, parts: {}, env: {} })).toEqual({
      ok: false,
      problem,
    })
  })
})
