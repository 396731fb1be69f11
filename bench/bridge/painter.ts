/**
 * A window of plain Xlib in a process of its own. A press inside repaints it once, 50 ms later; it writes down when the server had
 * painted it (ms since 1970), one line each. Usage: painter.ts X Y WIDTH HEIGHT, on `$DISPLAY`.
 */
import koffi from 'koffi'

const DELAY_MS = 50
const [left, top, width, height] = process.argv.slice(2).map(Number)
const BUTTON_PRESS_MASK = 1 << 2
const EXPOSURE_MASK = 1 << 15
const BUTTON_PRESS = 4

const lib = koffi.load('libX11.so.6')
const XOpenDisplay = lib.func('void *XOpenDisplay(const char *name)')
const XDefaultRootWindow = lib.func('ulong XDefaultRootWindow(void *d)')
const XCreateSimpleWindow = lib.func(
  'ulong XCreateSimpleWindow(void *d, ulong parent, int x, int y, uint w, uint h, uint border, ulong edge, ulong ground)',
)
const XChangeWindowAttributes = lib.func('int XChangeWindowAttributes(void *d, ulong w, ulong mask, void *attributes)')
const XSelectInput = lib.func('int XSelectInput(void *d, ulong w, long mask)')
const XMapRaised = lib.func('int XMapRaised(void *d, ulong w)')
const XSetWindowBackground = lib.func('int XSetWindowBackground(void *d, ulong w, ulong colour)')
const XClearWindow = lib.func('int XClearWindow(void *d, ulong w)')
const XSync = lib.func('int XSync(void *d, int discard)')
const XNextEvent = lib.func('int XNextEvent(void *d, void *event)')

const display = XOpenDisplay(process.env['DISPLAY'] ?? '')
const window = XCreateSimpleWindow(display, XDefaultRootWindow(display), left, top, width, height, 0, 0, 0x2244aa)
// override_redirect: no window manager places or frames it
const attributes = Buffer.alloc(112)
attributes.writeInt32LE(1, 88)
XChangeWindowAttributes(display, window, 1 << 9, attributes)
XSelectInput(display, window, BUTTON_PRESS_MASK | EXPOSURE_MASK)
XMapRaised(display, window)
XSync(display, 0)
console.log('ready')

const event = Buffer.alloc(192)
const pause = new Int32Array(new SharedArrayBuffer(4))
for (let count = 1; ; count++) {
  do XNextEvent(display, event)
  while (event.readInt32LE(0) !== BUTTON_PRESS)
  Atomics.wait(pause, 0, 0, DELAY_MS)
  XSetWindowBackground(display, window, (count * 0x3a5b7c) & 0xffffff)
  XClearWindow(display, window)
  XSync(display, 0)
  console.log(performance.timeOrigin + performance.now())
}
