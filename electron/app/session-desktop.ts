/** The desktop a task is given: a display of the person's own, or a private virtual one that ends with the session. */
import {
  openBridge,
  openVirtualDesktop,
  type Bridge,
  type Display,
  type Outcome,
  type Picture,
  type Point,
  type RawImage,
  type Size,
  type Stroke,
} from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { ScreenPlace, ScreenProcess } from './screen-process/open-screen.js'

export interface SessionDesktop {
  readonly bridge: Bridge
  readonly display: Display
  readonly displays: readonly Display[]
  readonly isVirtual: boolean
  /** for programs that shall open on a private desktop; null on the person's own, which no program of a tool may reach */
  readonly programEnv: Readonly<Record<string, string>> | null
  /** what a person sees and does of a private desktop through a window; null on their own */
  readonly view: DesktopView | null
  /** what is locked while the session lives, so that nobody else drives it: as the command line names it */
  readonly lockName: string
  close(): Promise<void>
}

export interface DesktopView {
  /** the very image of the grab before it where nothing changed */
  grab(signal: AbortSignal): Promise<Outcome<RawImage>>
  encode(image: RawImage, size: Size, signal: AbortSignal): Promise<Outcome<Picture>>
  pointer(): Promise<Outcome<Point>>
  /** strokes in display px; whoever drives the desktop sees them as a person's */
  person(strokes: readonly Stroke[], signal: AbortSignal): Promise<Outcome<null>>
  /** Nothing that the person held stays down. */
  letGo(): void
}

export interface DesktopWishes {
  /** a display's id, `virtual`, `virtual:WxH`, or null for the primary one */
  readonly wanted: string | null
  /** the person's own desktop, as a session gets it; its problem where there is none */
  readonly own: Outcome<Bridge>
  readonly parts: Parameters<typeof openBridge>[0]
  /** where a private desktop is looked at by another process, so that no grab keeps the app's own from answering */
  readonly openScreen?: (place: ScreenPlace) => ScreenProcess | null
  readonly env: Readonly<Record<string, string | undefined>>
}

const VIRTUAL_SIZE: Size = { width: 1440, height: 900 }

export async function openSessionDesktop(wishes: DesktopWishes): Promise<Outcome<SessionDesktop, Problem>> {
  const size = virtualSize(wishes.wanted)
  if (size !== null) return openVirtual(size, wishes)
  if (!wishes.own.ok) return wishes.own
  const bridge = wishes.own.value
  const listed = await bridge.displays.list()
  if (!listed.ok) return listed
  const display = wishes.wanted === null ? primaryOf(listed.value) : listed.value.find(({ id }) => id === wishes.wanted)
  if (!display) return noSuchDisplay(wishes.wanted)
  const lockName = process.platform === 'linux' ? (wishes.env['DISPLAY'] ?? '') : 'screen'
  return {
    ok: true,
    value: { bridge, display, displays: listed.value, ...OWN, lockName, close: () => bridge.close() },
  }
}

const OWN = { isVirtual: false, programEnv: null, view: null } as const

/** Null when it names no virtual desktop. */
export function virtualSize(wanted: string | null): Size | null {
  if (wanted === 'virtual') return VIRTUAL_SIZE
  const [, width, height] = /^virtual:(\d{3,5})x(\d{3,5})$/.exec(wanted ?? '') ?? []
  return width !== undefined && height !== undefined ? { width: Number(width), height: Number(height) } : null
}

const primaryOf = (displays: readonly Display[]): Display | undefined => displays.find(({ primary }) => primary) ?? displays[0]

const noSuchDisplay = (wanted: string | null): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'no-display', message: `There is no display “${wanted ?? ''}”. Choose another one.`, retryable: false },
})

async function openVirtual(size: Size, { parts, openScreen }: DesktopWishes): Promise<Outcome<SessionDesktop, Problem>> {
  const virtual = await openVirtualDesktop(size)
  if (!virtual.ok) return virtual
  const { xDisplay, env } = virtual.value
  const screen = openScreen?.({ xDisplay, env: keysTo(env) }) ?? null
  const opened = await openBridge({ ...parts, ...seenBy(screen), xDisplay })
  const listed = opened.ok ? await opened.value.displays.list() : opened
  const display = listed.ok ? primaryOf(listed.value) : undefined
  if (!opened.ok || !listed.ok || !display) {
    screen?.close()
    await virtual.value.close()
    return listed.ok ? noSuchDisplay('virtual') : listed
  }
  const bridge = opened.value
  const close = async () => {
    await bridge.close()
    screen?.close()
    await virtual.value.close()
  }
  return {
    ok: true,
    value: {
      bridge,
      display,
      displays: listed.value,
      isVirtual: true,
      programEnv: env,
      view: screen ? viewOf(screen, bridge, display) : null,
      lockName: xDisplay,
      close,
    },
  }
}

const seenBy = (screen: ScreenProcess | null): Partial<DesktopWishes['parts']> =>
  screen ? { capture: screen.capture, codec: screen.codec } : {}

/** Not the desktop's own mark, by which its programs are ended. */
const keysTo = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name === 'DISPLAY' || name === 'XAUTHORITY'))

const JPEG_QUALITY = 80

const viewOf = (screen: ScreenProcess, { input }: Bridge, display: Display): DesktopView => ({
  grab: (signal) => screen.capture.grab(display, signal),
  encode: (image, size, signal) => screen.codec.encode(image, { size, mime: 'image/jpeg', quality: JPEG_QUALITY }, signal),
  pointer: () => input.pointer(),
  person: (strokes, signal) => screen.person(display, strokes, signal),
  letGo: () => {
    screen.letGo()
  },
})
