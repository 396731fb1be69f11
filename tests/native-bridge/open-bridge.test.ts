import { expect, test } from 'vitest'
import { openBridge, whyNoXDisplay } from '../../native-bridge/open-bridge.js'

test('without any display it is said how to get one', () => {
  expect(whyNoXDisplay({}, {})).toContain('DISPLAY is not set')
  expect(whyNoXDisplay({}, { DISPLAY: '' })).toContain('--display virtual')
})

test('a Wayland session is named as such, even where it offers an X display', () => {
  expect(whyNoXDisplay({}, { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' })).toContain('Wayland')
  expect(whyNoXDisplay({}, { XDG_SESSION_TYPE: 'wayland' })).toContain('Wayland')
})

test('an X display is taken from the caller or else from the environment', () => {
  expect(whyNoXDisplay({ xDisplay: ':5' }, { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull()
  expect(whyNoXDisplay({}, { DISPLAY: ':0' })).toBeNull()
})

test.runIf(process.platform === 'linux')('a display that nobody serves is a problem', async () => {
  expect(await openBridge({ xDisplay: ':9999' })).toMatchObject({ ok: false, problem: { kind: 'no-display' } })
})
