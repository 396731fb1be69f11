/**
 * The terminal that this command runs in counts as a window of Deskhand's: it is found by $WINDOWID or by the process that shows
 * it, hands are kept off it, nothing is typed while it has the keyboard, and it is left out of the pictures.
 */
import { readFileSync } from 'node:fs'
import {
  isInRect,
  type Bridge,
  type DesktopWindow,
  type HumanEvent,
  type Input,
  type Outcome,
} from '../../native-bridge/index.js'
import type { Io } from './plugs.js'

export interface OwnTerminal {
  readonly bridge: Bridge
  /** Is this input over the terminal, or typed into it? As far as was seen last. */
  isOver(event: HumanEvent): boolean
}

interface Where {
  readonly pid: number
  /** null: it is not known */
  readonly parentOf: (pid: number) => number | null
}

/** Looked for again before each stroke is sent: it may move, and another window may get the keyboard. */
export async function guardTerminal(bridge: Bridge, io: Pick<Io, 'env'>, where: Where = HERE): Promise<OwnTerminal> {
  let seen: readonly DesktopWindow[] = []
  const look = async () => {
    const listed = await bridge.windows.list()
    if (listed.ok) seen = terminalsAmong(listed.value, io.env['WINDOWID'], where)
    bridge.windows.setOwn(seen)
  }
  await look()
  const { input } = bridge
  const send: Input['send'] = async (strokes, space, signal) => {
    await look()
    const isTyped = strokes.some((stroke) => stroke.kind === 'key' || stroke.kind === 'text')
    if (isTyped && seen.some((window) => window.active)) return refused
    return input.send(strokes, space, signal)
  }
  const guarded: Input = {
    send,
    check: (strokes, space) => input.check(strokes, space),
    releaseAll: () => input.releaseAll(),
    held: () => input.held(),
    pointer: () => input.pointer(),
  }
  return {
    bridge: { ...bridge, input: guarded },
    isOver: (event) =>
      event.kind === 'key' ? seen.some((window) => window.active) : seen.some((window) => isInRect(window, event)),
  }
}

const refused: Outcome<never> = {
  ok: false,
  problem: {
    kind: 'own-window',
    message: 'The terminal that Deskhand runs in has the keyboard. Click into the program first.',
    retryable: true,
  },
}

/** The window with that id, else those of the nearest process above this one that shows any. */
export function terminalsAmong(
  windows: readonly DesktopWindow[],
  windowId: string | undefined,
  { pid, parentOf }: Where,
): readonly DesktopWindow[] {
  const named = windows.filter(({ id }) => windowId !== undefined && id === `x11:${windowId}`)
  if (named.length > 0) return named
  for (let at = parentOf(pid); at !== null && at > 1; at = parentOf(at)) {
    const shown = windows.filter((window) => window.pid === at)
    if (shown.length > 0) return shown
  }
  return []
}

const HERE: Where = {
  pid: process.pid,
  parentOf(pid) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
      return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
    } catch {
      return null
    }
  },
}
