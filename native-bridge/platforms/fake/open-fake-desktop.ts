import type { FakeDesktop, FakeDesktopOptions } from './fake-types.js'

export function openFakeDesktop(options: FakeDesktopOptions = {}): FakeDesktop {
  throw new Error(`not there yet ${String(options)}`)
}
