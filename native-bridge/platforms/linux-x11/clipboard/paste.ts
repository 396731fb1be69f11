/** Our side of a paste: starts the program that holds the clipboard, and hears from it when a text was read. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ProgramStart } from '../../../bridge.js'
import { programEnvironment } from '../../../program-environment.js'
import { cookieOf } from '../authority.js'
import type { FocusedProgram } from '../typing-target.js'
import { readsOfOnePaste } from '../typing-way.js'
import type { Task } from './holder.js'

/** Saving a large clipboard takes its time. */
const READY_MS = 10_000
/** A program that has not asked for the text by then does not paste. */
const READ_MS = 5000

export class Paste {
  private isEnded = false
  private readonly heard: string[] = []
  private wake: () => void = () => undefined

  private constructor(private readonly holder: ChildProcessWithoutNullStreams) {
    createInterface({ input: holder.stdout }).on('line', (line) => {
      this.heard.push(line)
      this.wake()
    })
    const ended = () => {
      this.isEnded = true
      this.wake()
    }
    holder.once('error', ended)
    holder.once('exit', ended)
    holder.stdin.on('error', ended)
  }

  /** Saves the person's clipboard. Null where it cannot be: then nothing may be pasted, and the clipboard is as it was. */
  static async begin(
    start: ProgramStart | null,
    displayName: string,
    { window, app }: FocusedProgram,
    signal: AbortSignal,
  ): Promise<Paste | null> {
    if (!start) return null
    const holder = spawn(start.command, start.args, {
      cwd: start.folder ?? '/',
      env: programEnvironment(process.env, {}),
      stdio: 'pipe',
      // it outlives us: a Ctrl+C in the terminal is not for it
      detached: true,
    })
    holder.stderr.resume()
    holder.unref()
    const paste = new Paste(holder)
    const cookie = cookieOf(displayName)?.toString('hex') ?? null
    const task: Task = { display: displayName, cookie, reader: window, readsOfOne: readsOfOnePaste(app) }
    holder.stdin.write(`${JSON.stringify(task)}\n`)
    if (await paste.hears('ready', READY_MS, signal)) return paste
    paste.end()
    return null
  }

  /** Puts a text on the clipboard, for this program only. False when it cannot be done. */
  async offer(text: string, signal: AbortSignal): Promise<boolean> {
    if (this.isEnded) return false
    this.heard.length = 0
    this.holder.stdin.write(`${JSON.stringify(text)}\n`)
    return this.hears('offered', READ_MS, signal)
  }

  /** Resolves with true once the program has read the text, with false when it has not got it. */
  wasRead(signal: AbortSignal): Promise<boolean> {
    return this.hears('read', READ_MS, signal)
  }

  /** Did the program begin to read the text and not get it? Then it may be offered again. */
  get wasDropped(): boolean {
    return this.heard.includes('dropped')
  }

  /** The person's clipboard is theirs again. */
  end(): void {
    this.holder.stdin.end()
    for (const stream of [this.holder.stdout, this.holder.stderr]) stream.destroy()
  }

  private hears(word: string, ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (isHeard: boolean) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', this.wake)
        this.wake = () => undefined
        resolve(isHeard)
      }
      const timer = setTimeout(() => finish(false), ms)
      this.wake = () => {
        if (this.heard.includes(word)) finish(true)
        else if (this.isEnded || signal.aborted || this.wasDropped) finish(false)
      }
      signal.addEventListener('abort', this.wake)
      this.wake()
    })
  }
}

/** Null in Electron, which in a release does not run as Node: there the app hands in a start of its own. */
export function holderByNode(): ProgramStart | null {
  if (process.versions['electron'] !== undefined) return null
  const isSource = import.meta.url.endsWith('.ts')
  const file = (isSource ? ['./holder.ts'] : BUNDLED)
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path))
  if (file === undefined) return null
  return { command: process.execPath, args: isSource ? ['--import', 'tsx', file] : [file], folder: dirname(file) }
}

/** Seen from a bundle, and from a piece of one. */
const BUNDLED = ['../clipboard-holder/clipboard-holder.mjs', '../../clipboard-holder/clipboard-holder.mjs']
