/** The port for controls on X11: asks the accessibility bus of the display, each question within 200 ms. */
import type { Controls } from '../../../bridge.js'
import { systemClock } from '../../../clock.js'
import { isInRect } from '../../../geometry.js'
import type { Control, Point, Rect } from '../../../types.js'
import type { Connection } from '../connection.js'
import { ownerAt, ownerOfFocus, type WindowOwner } from '../window-owner.js'
import { AccessibilityBus, addressOfBus, type Budget, msLeft, type Ref } from './bus.js'
import { Objects } from './objects.js'
import { Programs } from './programs.js'
import { operableAround, readControl } from './read-control.js'
import { hasState, ROLE, STATE } from './roles.js'
import { walk } from './walk.js'

const PATIENCE_MS = 200
/** A program that has just been asked for the first time is asked again this often. */
const AGAIN_MS = 20
const MOST_LEVELS = 100

export interface X11Controls extends Controls {
  close(): void
}

export const createControls = (connection: Connection, processes: () => Promise<ReadonlySet<number>>): X11Controls =>
  new AtSpiControls(connection, processes)

class AtSpiControls implements X11Controls {
  private bus: AccessibilityBus | null = null
  private connecting: Promise<AccessibilityBus | null> | null = null
  private programs = new Programs()
  private isClosed = false

  /** `processes`: whose windows are on the screen */
  constructor(
    private readonly connection: Connection,
    private readonly processes: () => Promise<ReadonlySet<number>>,
  ) {}

  focused(signal: AbortSignal): Promise<Control | null> {
    return this.within(signal, null, async (objects, budget) => {
      const owner = ownerOfFocus(this.connection)
      const find = async (window: Ref) => (await this.search(objects, window, [STATE.focused])).at(-1) ?? null
      return this.firstOf(objects, budget, owner, find)
    })
  }

  at(point: Point, signal: AbortSignal): Promise<Control | null> {
    return this.within(signal, null, async (objects, budget) => {
      const owner = ownerAt(this.connection, point)
      const find = async (window: Ref) => {
        const rect = await objects.rect(window)
        return rect && isInRect(rect, point) ? innermost(objects, window, point) : null
      }
      return this.firstOf(objects, budget, owner, find)
    })
  }

  secretFields(signal: AbortSignal): Promise<readonly Rect[]> {
    return this.within<readonly Rect[]>(signal, [], async (objects) => {
      const pids = [...(await this.processes())]
      const windows = (await Promise.all(pids.map((pid) => this.programs.windowsOf(pid, objects)))).flat()
      const fields = (await Promise.all(windows.map((window) => this.passwords(objects, window)))).flat()
      const rects = await Promise.all(fields.map((field) => objects.rect(field)))
      return rects.filter((rect) => rect !== null)
    })
  }

  close(): void {
    this.isClosed = true
    this.bus?.close()
    this.bus = null
  }

  /** Asks the windows of a program, the active ones first, and again while it has only begun to tell. */
  private async firstOf(
    objects: Objects,
    budget: Budget,
    owner: WindowOwner | null,
    find: (window: Ref) => Promise<Ref | null>,
  ): Promise<Control | null> {
    if (owner?.pid == null || owner.pid === process.pid) return null
    while (msLeft(budget) > 0) {
      const windows = await this.programs.windowsOf(owner.pid, objects)
      if (windows.length === 0) return null
      for (const window of await activeFirst(objects, windows)) {
        const found = await find(window)
        if (found) return readControl(objects, await operableAround(objects, found), owner.app)
      }
      await systemClock.sleep(AGAIN_MS, NEVER)
    }
    return null
  }

  private async passwords(objects: Objects, window: Ref): Promise<readonly Ref[]> {
    const found = await objects.search(window, { states: [STATE.showing], role: ROLE.passwordText })
    return found ?? walk(objects, window, ({ role }) => role === ROLE.passwordText)
  }

  private async search(objects: Objects, window: Ref, states: readonly number[]): Promise<readonly Ref[]> {
    const found = await objects.search(window, { states })
    return found ?? walk(objects, window, (seen) => states.every((state) => hasState(seen.states, state)))
  }

  private async within<T>(signal: AbortSignal, nothing: T, ask: (objects: Objects, budget: Budget) => Promise<T>): Promise<T> {
    if (signal.aborted || this.isClosed || !this.connection.isAlive) return nothing
    const budget = { untilMs: performance.now() + PATIENCE_MS }
    const timeUp = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    const answer = async () => {
      const bus = await this.connected(budget)
      return bus ? ask(new Objects(bus, budget), budget) : nothing
    }
    return Promise.race([answer(), aborting(timeUp).then(() => nothing)])
  }

  private async connected(budget: Budget): Promise<AccessibilityBus | null> {
    if (this.bus) return this.bus
    this.connecting ??= this.connect(budget).finally(() => (this.connecting = null))
    return this.connecting
  }

  private async connect(budget: Budget): Promise<AccessibilityBus | null> {
    const address = await addressOfBus(this.connection, budget)
    if (!address) return null
    const bus = await AccessibilityBus.open(address, () => {
      this.bus = null
      this.programs = new Programs()
    })
    if (this.isClosed) bus.close()
    return this.isClosed ? null : (this.bus = bus)
  }
}

const NEVER = new AbortController().signal

const aborting = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

async function activeFirst(objects: Objects, windows: readonly Ref[]): Promise<readonly Ref[]> {
  const told = await Promise.all(windows.map(async (ref) => ({ ref, states: await objects.states(ref) })))
  const rank = (states: readonly number[]) => (hasState(states, STATE.active) ? 0 : hasState(states, STATE.showing) ? 1 : 2)
  return told.sort((one, other) => rank(one.states) - rank(other.states)).map(({ ref }) => ref)
}

/** Programs answer with a child, its child, or the innermost at once. */
async function innermost(objects: Objects, window: Ref, point: Point): Promise<Ref | null> {
  let at = window
  for (let level = 0; level < MOST_LEVELS; level++) {
    const child = await objects.childAt(at, point)
    if (!child || child.path === at.path) break
    at = child
  }
  return at === window ? null : at
}
