/**
 * The program that holds the clipboard while Deskhand pastes, and the person's own afterwards until somebody copies something
 * new. A process of its own, so that the clipboard comes back whatever becomes of Deskhand: the end of its input is the sign.
 *
 * Lines in, JSON each: a Task, then the texts to paste. Lines out: `ready` when the person's clipboard is saved, `offered` when a
 * text can be pasted, `read` when the program has it, `dropped` when it began to read and has not got it.
 */
import { createInterface } from 'node:readline'
import { rememberCookie } from '../authority.js'
import type { Xid } from '../xlib.js'
import { PasteServer } from './paste-server.js'
import { giveBack, saveClipboard } from './saved-clipboard.js'
import { Selection } from './selection.js'

export interface Task {
  readonly display: string
  /** hex; null where the X library finds it */
  readonly cookie: string | null
  /** a window of the program that may read */
  readonly reader: Xid
  /** how often it reads the text of one paste */
  readonly readsOfOne: number
}

const say = (word: 'ready' | 'offered' | 'read' | 'dropped'): void => {
  process.stdout.write(`${word}\n`)
}

async function hold(): Promise<void> {
  // a Ctrl+C in the terminal is not for us; that nobody listens any more is seen at the input
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.stdout.on('error', () => undefined)
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done) return process.exit(0)
  const task = JSON.parse(first.value) as Task
  if (task.cookie !== null) rememberCookie(task.display, Buffer.from(task.cookie, 'hex'))
  const opened = Selection.open(task.display)
  if (!opened.ok) return process.exit(1)
  await serve(opened.value, task, lines)
}

async function serve(selection: Selection, { reader, readsOfOne }: Task, texts: AsyncIterator<string>): Promise<void> {
  const saved = await saveClipboard(selection)
  if (!saved.ok) process.exit(1)
  let isLost = false
  const server = new PasteServer(selection, reader, readsOfOne, () => (isLost = true))
  say('ready')
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    // somebody copied something in the meantime: that is the clipboard now
    if (isLost) break
    server.offer(JSON.parse(next.value) as string, (wasRead) => say(wasRead ? 'read' : 'dropped'))
    say('offered')
  }
  await server.over()
  if (isLost || !server.hasOffered) process.exit(0)
  if (saved.value.size > 0) return giveBack(selection, saved.value, () => process.exit(0))
  selection.disown()
  process.exit(0)
}

// the connection alone keeps no process alive
setInterval(() => undefined, 2 ** 30)
void hold()
