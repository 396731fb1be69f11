/** What programs tell of their objects: one function a question. Null and empty lists where they tell nothing in time. */
import type { Point, Rect } from '../../../types.js'
import type { AccessibilityBus, Budget, Ref } from './bus.js'
import { bitsOf, ROLE } from './roles.js'

const COMPONENT = 'org.a11y.atspi.Component'
const REGISTRY: Ref = { program: 'org.a11y.atspi.Registry', path: '/org/a11y/atspi/accessible/root' }
const LABELLED_BY = 2
/** of the whole screen, not of the window */
const ON_SCREEN = 0
const ALL = 1
const ANY = 2
const IN_TREE_ORDER = 1
const NO_LIMIT = 0

type Pair = readonly [program: string, path: string]

/** What stands for nothing, and what Chromium answers until it has built the object. */
const isNothing = (path: string): boolean => path.endsWith('/null')

const refOf = ([program, path]: Pair): Ref => ({ program, path })
const refsOf = (pairs: readonly Pair[] | null): readonly Ref[] => (pairs ?? []).filter(([, path]) => !isNothing(path)).map(refOf)

export class Objects {
  constructor(
    private readonly bus: AccessibilityBus,
    private readonly budget: Budget,
  ) {}

  /** The root object of each program. */
  programs(): Promise<readonly Ref[]> {
    return this.children(REGISTRY)
  }

  pid(ref: Ref): Promise<number | null> {
    const call = { of: 'org.freedesktop.DBus', member: 'GetConnectionUnixProcessID', signature: 's', body: [ref.program] }
    return this.bus.ask<number>({ program: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }, call, this.budget)
  }

  async children(ref: Ref): Promise<readonly Ref[]> {
    return refsOf(await this.bus.ask<readonly Pair[]>(ref, { member: 'GetChildren' }, this.budget))
  }

  async parent(ref: Ref): Promise<Ref | null> {
    const pair = await this.bus.property<Pair>(ref, 'Parent', this.budget)
    return pair && !isNothing(pair[1]) && pair[0] === ref.program ? refOf(pair) : null
  }

  async role(ref: Ref): Promise<number> {
    return (await this.bus.ask<number>(ref, { member: 'GetRole' }, this.budget)) ?? 0
  }

  async states(ref: Ref): Promise<readonly number[]> {
    return (await this.bus.ask<readonly number[]>(ref, { member: 'GetState' }, this.budget)) ?? []
  }

  async text(ref: Ref, property: 'Name' | 'Description'): Promise<string> {
    return (await this.bus.property<string>(ref, property, this.budget)) ?? ''
  }

  /** Chromium builds what it tells of a window once somebody asks for this. */
  async attributes(ref: Ref): Promise<Readonly<Record<string, string>>> {
    return (await this.bus.ask<Record<string, string>>(ref, { member: 'GetAttributes' }, this.budget)) ?? {}
  }

  async label(ref: Ref): Promise<Ref | null> {
    const relations = await this.bus.ask<readonly [number, readonly Pair[]][]>(ref, { member: 'GetRelationSet' }, this.budget)
    return refsOf(relations?.find(([kind]) => kind === LABELLED_BY)?.[1] ?? null)[0] ?? null
  }

  /** OS units; null for what is nowhere on the screen. */
  async rect(ref: Ref): Promise<Rect | null> {
    const call = { of: COMPONENT, member: 'GetExtents', signature: 'u', body: [ON_SCREEN] }
    const told = await this.bus.ask<readonly [number, number, number, number]>(ref, call, this.budget)
    if (!told) return null
    const [x, y, width, height] = told
    return width > 0 && height > 0 && x > -1e6 && y > -1e6 ? { x, y, width, height } : null
  }

  async childAt(ref: Ref, { x, y }: Point): Promise<Ref | null> {
    const call = {
      of: COMPONENT,
      member: 'GetAccessibleAtPoint',
      signature: 'iiu',
      body: [Math.round(x), Math.round(y), ON_SCREEN],
    }
    return refsOf([(await this.bus.ask<Pair>(ref, call, this.budget)) ?? ['', '/null']])[0] ?? null
  }

  /** Address of the page that a document shows: Chromium calls it otherwise than Firefox and WebKit. */
  async address(ref: Ref): Promise<string | null> {
    const call = { of: 'org.a11y.atspi.Document', member: 'GetAttributes' }
    const told = (await this.bus.ask<Record<string, string>>(ref, call, this.budget)) ?? {}
    return told['DocURL'] || told['URI'] || null
  }

  /** All that lies within and has the states and the role, in the order of the tree; null where the program cannot search. */
  async search(ref: Ref, wanted: { readonly states: readonly number[]; readonly role?: number }): Promise<readonly Ref[] | null> {
    const roles = wanted.role === undefined ? [] : bitsOf(wanted.role)
    const rule = [bitsOf(...wanted.states), ALL, {}, ALL, roles, wanted.role === undefined ? ALL : ANY, [], ALL, false]
    const body = [rule, IN_TREE_ORDER, NO_LIMIT, true]
    const call = { of: 'org.a11y.atspi.Collection', member: 'GetMatches', signature: '(aiia{ss}iaiiasib)uib', body }
    const found = await this.bus.ask<readonly Pair[]>(ref, call, this.budget)
    return found && refsOf(found)
  }

  isDocument(role: number): boolean {
    return role === ROLE.documentWeb || role === ROLE.documentFrame
  }
}
