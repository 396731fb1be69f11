/** The desktop a task is given: a display of the person's own, or a private virtual one that ends with the session. */
import { openBridge, openVirtualDesktop, type Bridge, type Display, type Outcome, type Size } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'

export interface SessionDesktop {
  readonly bridge: Bridge
  readonly display: Display
  readonly displays: readonly Display[]
  readonly isVirtual: boolean
  /** for programs that shall open on a private desktop; null on the person's own, which no program of a tool may reach */
  readonly programEnv: Readonly<Record<string, string>> | null
  /** what is locked while the session lives, so that nobody else drives it: as the command line names it */
  readonly lockName: string
  close(): Promise<void>
}

export interface DesktopWishes {
  /** a display's id, `virtual`, `virtual:WxH`, or null for the primary one */
  readonly wanted: string | null
  /** the person's own desktop, as a session gets it; its problem where there is none */
  readonly own: Outcome<Bridge>
  readonly parts: Parameters<typeof openBridge>[0]
  readonly env: Readonly<Record<string, string | undefined>>
}

const VIRTUAL_SIZE: Size = { width: 1440, height: 900 }

export async function openSessionDesktop(wishes: DesktopWishes): Promise<Outcome<SessionDesktop, Problem>> {
  const size = virtualSize(wishes.wanted)
  if (size !== null) return openVirtual(size, wishes.parts)
  if (!wishes.own.ok) return wishes.own
  const bridge = wishes.own.value
  const listed = await bridge.displays.list()
  if (!listed.ok) return listed
  const display = wishes.wanted === null ? primaryOf(listed.value) : listed.value.find(({ id }) => id === wishes.wanted)
  if (!display) return noSuchDisplay(wishes.wanted)
  const lockName = process.platform === 'linux' ? (wishes.env['DISPLAY'] ?? '') : 'screen'
  return {
    ok: true,
    value: { bridge, display, displays: listed.value, isVirtual: false, programEnv: null, lockName, close: () => bridge.close() },
  }
}

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

async function openVirtual(size: Size, parts: DesktopWishes['parts']): Promise<Outcome<SessionDesktop, Problem>> {
  const virtual = await openVirtualDesktop(size)
  if (!virtual.ok) return virtual
  const opened = await openBridge({ ...parts, xDisplay: virtual.value.xDisplay })
  const listed = opened.ok ? await opened.value.displays.list() : opened
  const display = listed.ok ? primaryOf(listed.value) : undefined
  if (!opened.ok || !listed.ok || !display) {
    await virtual.value.close()
    return listed.ok ? noSuchDisplay('virtual') : listed
  }
  const bridge = opened.value
  const close = async () => {
    await bridge.close()
    await virtual.value.close()
  }
  return {
    ok: true,
    value: {
      bridge,
      display,
      displays: listed.value,
      isVirtual: true,
      programEnv: virtual.value.env,
      lockName: virtual.value.xDisplay,
      close,
    },
  }
}
