/** A recorded session as far as its requests need it: what was done in which group, and how large each picture was. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Action } from '../../electron/protocol/action.js'

export const FIXTURES = join(import.meta.dirname, '../fixtures')
export const FILE = join(FIXTURES, 'sessions.json')

/** One single action, and the screen as it was when it had come to rest. */
export interface Step {
  readonly action: Action
  /** actions of one group need no look in between */
  readonly group: number
  /** bytes of the whole screen as PNG, and of the picture that Deskhand sends */
  readonly png: number
  readonly sent: number
  /** which screen it is: the same number is the same picture */
  readonly screen: number
}

export interface Session {
  readonly name: string
  readonly display: { readonly width: number; readonly height: number }
  readonly steps: readonly Step[]
}

export async function readSessions(): Promise<readonly Session[]> {
  return JSON.parse(await readFile(FILE, 'utf8')) as readonly Session[]
}
