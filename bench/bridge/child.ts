/** Programs of the measurements, each a process of its own, and what they print. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

export interface Child {
  /** its next line */
  next(): Promise<string>
  close(): Promise<void>
}

const folder = import.meta.dirname

export function startChild(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', join(folder, file), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const gone = once(child, 'close')
  return {
    next: async () => {
      const line = await lines.next()
      if (line.done) throw new Error(`${file} ended early.`)
      return line.value
    },
    close: async () => {
      child.kill()
      await gone
    },
  }
}

/** Runs it to its end and reads the JSON of its last line. */
export async function runChild<T>(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<T> {
  const child = startChild(file, args, env)
  const line = await child.next()
  await child.close()
  return JSON.parse(line) as T
}
