/** Back and forward: the two buttons that nut-js does not know, straight from the system. */
import koffi from 'koffi'

export type SideButton = 'back' | 'forward'

/** Presses or lets go where the pointer is, OS units. */
export type PressSide = (button: SideButton, down: boolean, at: { readonly x: number; readonly y: number }) => void

const WINDOWS = { down: 0x0080, up: 0x0100, back: 1, forward: 2 }

/** Windows: `mouse_event` acts where the pointer is. */
export function loadWindowsSideButtons(): PressSide {
  const send = koffi
    .load('user32.dll')
    .func('void mouse_event(uint32_t flags, uint32_t dx, uint32_t dy, uint32_t data, uintptr_t extra)')
  return (button, down) => void send(down ? WINDOWS.down : WINDOWS.up, 0, 0, WINDOWS[button], 0)
}

const MAC = { down: 25, up: 26, back: 3, forward: 4, hidTap: 0 }

/** macOS: an event of the "other" buttons, counted from 0. */
export function loadMacSideButtons(): PressSide {
  const services = koffi.load('/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices')
  koffi.struct('DeskhandCGPoint', { x: 'double', y: 'double' })
  const create = services.func('void *CGEventCreateMouseEvent(void *source, uint32_t type, DeskhandCGPoint at, uint32_t button)')
  const post = services.func('void CGEventPost(uint32_t tap, void *event)')
  const release = services.func('void CFRelease(void *event)')
  return (button, down, { x, y }) => {
    const event = create(null, down ? MAC.down : MAC.up, { x, y }, MAC[button]) as unknown
    if (event === null) throw new Error('macOS made no event of the mouse.')
    post(MAC.hidTap, event)
    release(event)
  }
}
