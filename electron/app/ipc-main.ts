/**
 * The one door between windows and the main process: binds protocol/ipc.ts's map. The sender and the shape are checked
 * here, once for all queries and pushes and in both directions, so that no handler can forget it.
 */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { sessionEventSchema } from '../protocol/event.js'
import { appStateSchema, queries, type PushName, type Pushes, type QueryName, type QueryOutput } from '../protocol/ipc.js'
import type { Problem } from '../protocol/problem.js'
import { replayPushShapes } from '../protocol/replay-ipc.js'
import { watchPushShapes } from '../protocol/watch-ipc.js'
import { hotkeysSchema } from '../protocol/settings.js'

/** There is one replay window and one review window a session. */
export type WindowName = 'home' | 'settings' | 'overlay' | 'measure' | `replay:${string}` | `review:${string}` | `watch:${string}`

/** A checked question: its input has passed the schema, its sender is one of our windows. */
export type Handlers = {
  readonly [K in QueryName]: (input: z.output<(typeof queries)[K]['input']>, from: WindowName) => Promise<QueryOutput<K>>
}

export interface IpcWindows {
  /** which of our windows shows these contents; null for anything else */
  nameOf(contents: Electron.WebContents): WindowName | null
  /** the windows that exist now */
  open(): readonly BrowserWindow[]
  /** is this the address of one of our own pages? */
  isOwnPage(url: string): boolean
}

const pushShapes: { readonly [K in PushName]: z.ZodType<Pushes[K]> } = {
  'session.event': sessionEventSchema,
  'app.changed': appStateSchema,
  'overlay.steer': z.null(),
  'overlay.keys': z.object({ held: z.boolean() }),
  'control.goesOnAt': z.object({ atMs: z.number().nullable() }),
  'hotkey.heard': z.object({ name: hotkeysSchema.keyof(), ms: z.number() }),
  'settings.section': z.object({ section: z.string() }),
  ...replayPushShapes,
  ...watchPushShapes,
}

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem }

const refuse = (kind: Problem['kind'], message: string): Answer => ({ ok: false, problem: { kind, message, retryable: false } })

/** Who asks: one of our windows, from the top frame of one of our pages. Anything else gets an exception, not an answer. */
function senderOf(event: IpcMainInvokeEvent, windows: IpcWindows): WindowName {
  const name = windows.nameOf(event.sender)
  const frame = event.senderFrame
  if (name === null || frame === null || frame.parent !== null || !windows.isOwnPage(frame.url)) {
    throw new Error('Deskhand answers only its own windows.')
  }
  return name
}

async function answer(handlers: Handlers, name: unknown, input: unknown, from: WindowName): Promise<Answer> {
  if (typeof name !== 'string' || !Object.hasOwn(queries, name))
    return refuse('bad-command', `There is no query “${String(name)}”.`)
  const query = queries[name as QueryName]
  const asked = query.input.safeParse(input)
  if (!asked.success) return refuse('bad-command', `“${name}” was asked wrongly: ${sentence(asked.error)}`)
  const handle = handlers[name as QueryName] as (input: unknown, from: WindowName) => Promise<unknown>
  try {
    const answered = query.output.safeParse(await handle(asked.data, from))
    if (answered.success) return answered.data
    return refuse('bug', `The answer to “${name}” has the wrong shape: ${sentence(answered.error)}`)
  } catch (thrown) {
    console.error(`The query “${name}” failed:`, thrown)
    return refuse('bug', `“${name}” failed inside Deskhand: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

const sentence = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`).join('; ')

export type Push = <K extends PushName>(name: K, payload: Pushes[K], only?: WindowName) => void

/** Starts answering. Returns the way to tell the windows something. */
export function bindIpc(handlers: Handlers, windows: IpcWindows): Push {
  ipcMain.handle('deskhand:ask', (event, name: unknown, input: unknown) =>
    answer(handlers, name, input, senderOf(event, windows)),
  )
  return (name, payload, only) => {
    const checked = pushShapes[name].safeParse(payload)
    if (!checked.success) {
      console.error(`“${name}” was not sent to the windows: ${sentence(checked.error)}`)
      return
    }
    for (const window of windows.open()) {
      if (window.isDestroyed() || window.webContents.isDestroyed()) continue
      if (only === undefined || windows.nameOf(window.webContents) === only) window.webContents.send(`deskhand:${name}`, payload)
    }
  }
}
