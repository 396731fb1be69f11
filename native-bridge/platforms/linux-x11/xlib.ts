/**
 * The native calls, through koffi: Xlib with XTest, XKB, XInput2, RandR and MIT-SHM. Nothing but bindings; the structs are
 * read by offset (64 bit) where they are used. Loaded on first use, so that this module can be imported on any OS.
 *
 * Why not nut-js here: it knows one display only, the $DISPLAY of the process's start, and we drive several side by side; it
 * drops Shift when it types signs, skips unknown keys silently, and has neither side buttons nor exact keycodes. It drives
 * macOS and Windows. Nothing in here is slower than it: XTEST is what it uses itself.
 */
import koffi from 'koffi'
import { done, reasonOf, refused } from '../../outcome.js'
import type { Outcome } from '../../types.js'

/** An address. */
export type Pointer = bigint
/** A window, atom, or another X id. */
export type Xid = number
type Out = Buffer
type Memory = Pointer | Buffer

export interface Xlib {
  XOpenDisplay(name: string | null): Pointer | null
  XSetAuthorization(name: string | null, nameBytes: number, data: Out | null, dataBytes: number): void
  XCloseDisplay(display: Pointer): number
  XConnectionNumber(display: Pointer): number
  XDefaultRootWindow(display: Pointer): Xid
  XDefaultScreen(display: Pointer): number
  XDefaultVisual(display: Pointer, screen: number): Pointer
  XDefaultDepth(display: Pointer, screen: number): number
  XSync(display: Pointer, discard: number): number
  XFlush(display: Pointer): number
  XPending(display: Pointer): number
  XNextEvent(display: Pointer, event: Out): number
  XFree(data: Pointer): number
  XGrabServer(display: Pointer): number
  XUngrabServer(display: Pointer): number
  XGetSelectionOwner(display: Pointer, selection: Xid): Xid
  XSetSelectionOwner(display: Pointer, selection: Xid, owner: Xid, time: number): number
  XConvertSelection(display: Pointer, selection: Xid, target: Xid, property: Xid, requestor: Xid, time: number): number
  XCreateSimpleWindow(
    ...a: [d: Pointer, parent: Xid, x: number, y: number, w: number, h: number, rim: number, colour: number, back: number]
  ): Xid
  XSelectInput(display: Pointer, window: Xid, mask: number): number
  XChangeProperty(
    ...a: [d: Pointer, w: Xid, property: Xid, type: Xid, format: number, mode: number, data: Buffer, count: number]
  ): number
  XDeleteProperty(display: Pointer, window: Xid, property: Xid): number
  XSendEvent(display: Pointer, window: Xid, propagate: number, mask: number, event: Buffer): number
  /** where libXcomposite is there */
  XCompositeRedirectSubwindows?(display: Pointer, window: Xid, update: number): void
  XInternAtom(display: Pointer, name: string, onlyIfExists: number): Xid
  XGetAtomName(display: Pointer, atom: Xid): Pointer | null
  XGetWindowProperty(
    ...a: [d: Pointer, w: Xid, property: Xid, offset: number, length: number, remove: number, type: Xid, ...out: Out[]]
  ): number
  XQueryTree(display: Pointer, window: Xid, root: Out, parent: Out, children: Out, count: Out): number
  XGetWindowAttributes(display: Pointer, window: Xid, attributes: Out): number
  XTranslateCoordinates(display: Pointer, from: Xid, to: Xid, x: number, y: number, outX: Out, outY: Out, child: Out): number
  XQueryPointer(display: Pointer, window: Xid, ...out: Out[]): number
  XQueryKeymap(display: Pointer, bits: Out): number
  XGetInputFocus(display: Pointer, window: Out, revert: Out): number
  XQueryExtension(display: Pointer, name: string, opcode: Out, event: Out, error: Out): number
  XGetImage(d: Pointer, from: Xid, x: number, y: number, w: number, h: number, planes: number, format: number): Pointer | null
  XDestroyImage(image: Pointer): number
  XSetErrorHandler(handler: Pointer | null): Pointer | null
  XSetIOErrorHandler(handler: Pointer | null): Pointer | null
  /** since libX11 1.7 */
  XSetIOErrorExitHandler?: (display: Pointer, handler: Pointer, data: Pointer | null) => void
  XGetEventData(display: Pointer, cookie: Out): number
  XFreeEventData(display: Pointer, cookie: Out): void
  XkbQueryExtension(display: Pointer, opcode: Out, event: Out, error: Out, major: Out, minor: Out): number
  XkbSelectEvents(display: Pointer, device: number, bits: number, values: number): number
  XkbGetMap(display: Pointer, which: number, device: number): Pointer | null
  XkbGetNames(display: Pointer, which: number, keyboard: Pointer): number
  XkbFreeKeyboard(keyboard: Pointer, which: number, freeAll: number): void
  XkbGetState(display: Pointer, device: number, state: Out): number
  XkbTranslateKeyCode(keyboard: Pointer, code: number, mods: number, modsLeft: Out, keysym: Out): number
  XkbLockModifiers(display: Pointer, device: number, affect: number, values: number): number
  XkbLockGroup(display: Pointer, device: number, group: number): number
  XkbChangeTypesOfKey(keyboard: Pointer, key: number, groups: number, which: number, types: Memory, changes: Out): number
  XkbChangeMap(display: Pointer, keyboard: Pointer, changes: Out): number
  XTestQueryExtension(display: Pointer, event: Out, error: Out, major: Out, minor: Out): number
  XTestFakeKeyEvent(display: Pointer, code: number, down: number, delay: number): number
  XTestFakeButtonEvent(display: Pointer, button: number, down: number, delay: number): number
  XTestFakeMotionEvent(display: Pointer, screen: number, x: number, y: number, delay: number): number
  XShmQueryExtension(display: Pointer): number
  XShmCreateImage(
    ...a: [d: Pointer, visual: Pointer, depth: number, format: number, data: null, segment: Memory, w: number, h: number]
  ): Pointer | null
  XShmAttach(display: Pointer, segment: Memory): number
  XShmDetach(display: Pointer, segment: Memory): number
  XShmGetImage(display: Pointer, from: Xid, image: Pointer, x: number, y: number, planes: number): number
  XShapeCombineRectangles(
    ...a: [d: Pointer, w: Xid, kind: number, x: number, y: number, rects: Buffer, count: number, operation: number, order: number]
  ): void
  XShapeCombineMask(d: Pointer, w: Xid, kind: number, x: number, y: number, pixmap: Xid, operation: number): void
  XSyncQueryExtension(display: Pointer, event: Out, error: Out): number
  XSyncInitialize(display: Pointer, major: Out, minor: Out): number
  XSyncListSystemCounters(display: Pointer, count: Out): Pointer | null
  XSyncFreeSystemCounterList(counters: Pointer): void
  XSyncCreateAlarm(display: Pointer, mask: number, attributes: Memory): Xid
  XSyncChangeAlarm(display: Pointer, alarm: Xid, mask: number, attributes: Memory): number
  XIQueryVersion(display: Pointer, major: Out, minor: Out): number
  XISelectEvents(display: Pointer, window: Xid, masks: Memory, count: number): number
  XIQueryDevice(display: Pointer, device: number, count: Out): Pointer | null
  XIFreeDeviceInfo(devices: Pointer): void
  XRRGetMonitors(display: Pointer, window: Xid, onlyActive: number, count: Out): Pointer | null
  XRRFreeMonitors(monitors: Pointer): void
  shmget(key: number, size: number, flags: number): number
  shmat(id: number, at: null, flags: number): Pointer
  shmctl(id: number, command: number, buffer: null): number
  shmdt(at: Pointer): number
  memcpy(to: Memory, from: Memory, size: number): Pointer
}

const D = 'void *d'
const SIGNATURES: Readonly<Record<string, readonly string[]>> = {
  'libX11.so.6': [
    'void *XOpenDisplay(const char *name)',
    'void XSetAuthorization(const char *name, int nameBytes, void *data, int dataBytes)',
    `int XCloseDisplay(${D})`,
    `int XConnectionNumber(${D})`,
    `ulong XDefaultRootWindow(${D})`,
    `int XDefaultScreen(${D})`,
    `void *XDefaultVisual(${D}, int screen)`,
    `int XDefaultDepth(${D}, int screen)`,
    `int XSync(${D}, int discard)`,
    `int XFlush(${D})`,
    `int XPending(${D})`,
    `int XNextEvent(${D}, void *event)`,
    'int XFree(void *data)',
    `int XGrabServer(${D})`,
    `int XUngrabServer(${D})`,
    `ulong XGetSelectionOwner(${D}, ulong selection)`,
    `int XSetSelectionOwner(${D}, ulong selection, ulong owner, ulong time)`,
    `int XConvertSelection(${D}, ulong selection, ulong target, ulong property, ulong requestor, ulong time)`,
    `ulong XCreateSimpleWindow(${D}, ulong parent, int x, int y, uint w, uint h, uint rim, ulong colour, ulong back)`,
    `int XSelectInput(${D}, ulong w, long mask)`,
    `int XChangeProperty(${D}, ulong w, ulong p, ulong type, int format, int mode, void *data, int count)`,
    `int XDeleteProperty(${D}, ulong w, ulong p)`,
    `int XSendEvent(${D}, ulong w, int propagate, long mask, void *event)`,
    `ulong XInternAtom(${D}, const char *name, int existing)`,
    `void *XGetAtomName(${D}, ulong atom)`,
    `int XGetWindowProperty(${D}, ulong w, ulong p, long at, long n, int del, ulong t, void *a, void *b, void *c, void *e, void *f)`,
    `int XQueryTree(${D}, ulong w, void *root, void *parent, void *children, void *count)`,
    `int XGetWindowAttributes(${D}, ulong w, void *attributes)`,
    `int XTranslateCoordinates(${D}, ulong from, ulong to, int x, int y, void *outX, void *outY, void *child)`,
    `int XQueryPointer(${D}, ulong w, void *root, void *child, void *rx, void *ry, void *wx, void *wy, void *mask)`,
    `int XQueryKeymap(${D}, void *bits)`,
    `int XGetInputFocus(${D}, void *w, void *revert)`,
    `int XQueryExtension(${D}, const char *name, void *opcode, void *event, void *error)`,
    `void *XGetImage(${D}, ulong from, int x, int y, uint w, uint h, ulong planes, int format)`,
    'int XDestroyImage(void *image)',
    'void *XSetErrorHandler(void *handler)',
    'void *XSetIOErrorHandler(void *handler)',
    `int XGetEventData(${D}, void *cookie)`,
    `void XFreeEventData(${D}, void *cookie)`,
    `int XkbQueryExtension(${D}, void *opcode, void *event, void *error, void *major, void *minor)`,
    `int XkbSelectEvents(${D}, uint device, uint bits, uint values)`,
    `void *XkbGetMap(${D}, uint which, uint device)`,
    `int XkbGetNames(${D}, uint which, void *keyboard)`,
    'void XkbFreeKeyboard(void *keyboard, uint which, int all)',
    `int XkbGetState(${D}, uint device, void *state)`,
    'int XkbTranslateKeyCode(void *keyboard, uint8 code, uint mods, void *modsLeft, void *keysym)',
    `int XkbLockModifiers(${D}, uint device, uint affect, uint values)`,
    `int XkbLockGroup(${D}, uint device, uint group)`,
    'int XkbChangeTypesOfKey(void *keyboard, int key, int groups, uint which, void *types, void *changes)',
    `int XkbChangeMap(${D}, void *keyboard, void *changes)`,
  ],
  'libXtst.so.6': [
    `int XTestQueryExtension(${D}, void *event, void *error, void *major, void *minor)`,
    `int XTestFakeKeyEvent(${D}, uint code, int down, ulong delay)`,
    `int XTestFakeButtonEvent(${D}, uint button, int down, ulong delay)`,
    `int XTestFakeMotionEvent(${D}, int screen, int x, int y, ulong delay)`,
  ],
  'libXext.so.6': [
    `int XShmQueryExtension(${D})`,
    `void *XShmCreateImage(${D}, void *visual, uint depth, int format, void *data, void *segment, uint w, uint h)`,
    `int XShmAttach(${D}, void *segment)`,
    `int XShmDetach(${D}, void *segment)`,
    `int XShmGetImage(${D}, ulong from, void *image, int x, int y, ulong planes)`,
    `void XShapeCombineRectangles(${D}, ulong w, int kind, int x, int y, void *rects, int n, int operation, int order)`,
    `void XShapeCombineMask(${D}, ulong w, int kind, int x, int y, ulong pixmap, int operation)`,
    `int XSyncQueryExtension(${D}, void *event, void *error)`,
    `int XSyncInitialize(${D}, void *major, void *minor)`,
    `void *XSyncListSystemCounters(${D}, void *count)`,
    'void XSyncFreeSystemCounterList(void *counters)',
    `ulong XSyncCreateAlarm(${D}, ulong mask, void *attributes)`,
    `int XSyncChangeAlarm(${D}, ulong alarm, ulong mask, void *attributes)`,
  ],
  'libXi.so.6': [
    `int XIQueryVersion(${D}, void *major, void *minor)`,
    `int XISelectEvents(${D}, ulong w, void *masks, int count)`,
    `void *XIQueryDevice(${D}, int device, void *count)`,
    'void XIFreeDeviceInfo(void *devices)',
  ],
  'libXrandr.so.2': [`void *XRRGetMonitors(${D}, ulong w, int active, void *count)`, 'void XRRFreeMonitors(void *monitors)'],
  'libc.so.6': [
    'int shmget(int key, size_t size, int flags)',
    'void *shmat(int id, void *at, int flags)',
    'int shmctl(int id, int command, void *buffer)',
    'int shmdt(void *at)',
    'void *memcpy(void *to, void *from, size_t size)',
  ],
}

let loaded: Xlib | null = null

/** The calls, or 'no-display' with what to install. */
export function loadXlib(): Outcome<Xlib> {
  if (loaded) return done(loaded)
  const calls: Record<string, unknown> = {}
  for (const [file, signatures] of Object.entries(SIGNATURES)) {
    try {
      const library = koffi.load(file)
      for (const signature of signatures) calls[nameOf(signature)] = library.func(signature)
    } catch (thrown) {
      return refused(
        'no-display',
        `The X11 library ${file} cannot be loaded (${reasonOf(thrown)}). Install libx11-6 libxext6 libxtst6 libxi6 libxrandr2.`,
      )
    }
  }
  // an older libX11 has no such call: there a server that dies takes us with it
  addIfThere(calls, 'libX11.so.6', `void XSetIOErrorExitHandler(${D}, void *handler, void *data)`)
  // without it our own windows stay in the picture
  addIfThere(calls, 'libXcomposite.so.1', `void XCompositeRedirectSubwindows(${D}, ulong w, int update)`)
  loaded = calls as unknown as Xlib
  return done(loaded)
}

function addIfThere(calls: Record<string, unknown>, file: string, signature: string): void {
  try {
    calls[nameOf(signature)] = koffi.load(file).func(signature)
  } catch {
    // what it is for is left out
  }
}

const nameOf = (signature: string): string => /(\w+)\(/.exec(signature)?.[1] ?? ''

/** A copy of `size` bytes at an address. */
export function copyFrom(x: Xlib, from: Pointer, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  if (size > 0) x.memcpy(bytes, from, size)
  return bytes
}

/** The text at an address, up to its NUL. */
export const textAt = (from: Pointer): string => koffi.decode.string(from) ?? ''

/** A buffer's address; the caller keeps the buffer alive as long as it is used. */
export const addressOf = (buffer: Buffer): Pointer => koffi.address(buffer)

type Listener = (display: Pointer, event: Pointer) => number

/** A native function pointer for a listener of (display, data); kept for the life of the process. */
export const nativeListener = (listener: Listener): Pointer => koffi.register(listener, LISTENER)

const LISTENER = koffi.pointer(koffi.proto('int DeskhandXListener(void *display, void *data)'))

/** Calls a listener somebody else installed. */
export const callListener = (listener: Pointer, display: Pointer, data: Pointer): number =>
  koffi.call(listener, LISTENER_PROTO, display, data) as number

const LISTENER_PROTO = koffi.proto('int DeskhandXListenerCall(void *display, void *data)')

/** Tells when a file descriptor can be read, by the event loop itself. Returns what ends it. */
export function whenReadable(fd: number, onReadable: () => void): () => void {
  const handle = koffi.node.poll(fd, { readable: true, disconnect: true }, onReadable)
  handle.unref()
  return () => {
    handle.stop()
    handle.close()
  }
}
