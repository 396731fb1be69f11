/** The built command line typing on the stand's display, and how it is stopped from outside its process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sendCommand } from '../../electron/control/control-channel.js'
import { epochMs, waitUntil, type Stand } from './stand.js'

export interface CliStopped {
  readonly triggerAt: number
  readonly saidAt: number
  readonly endedAt: number
}

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')

export async function stopCli(stand: Stand, by: 'signal' | 'other-process', waitMs: number): Promise<CliStopped> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-stop-'))
  const script = join(home, 'script.json')
  await writeFile(
    script,
    JSON.stringify({ turns: [{ actions: [{ kind: 'type', text: 'a'.repeat(10_000) }] }, { text: 'Done.' }] }),
  )
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, ...stand.desktop.env, DESKHAND_HOME: home, XDG_RUNTIME_DIR: home }
  const words = ['run', 'Work.', '--json', '--provider', 'scripted', '--model', script, '--approve', 'never']
  const child = spawn(process.execPath, [CLI, ...words], { env, cwd: home, stdio: ['pipe', 'pipe', 'ignore'] })
  const seen: { readonly line: string; readonly at: number }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => seen.push({ line, at: epochMs() }))
  const ended = once(child, 'close').then(() => epochMs())
  try {
    await waitUntil(() => Promise.resolve(seen.some(({ line }) => line.includes('"action.started"'))))
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    const triggerAt = epochMs()
    if (by === 'signal') child.kill('SIGINT')
    else await sendCommand(await socketIn(home), { type: 'stop' }, AbortSignal.timeout(10_000))
    const endedAt = await ended
    const saidAt = seen.find(({ line }) => line.includes('"stopped"'))?.at ?? NaN
    return { triggerAt, saidAt, endedAt }
  } finally {
    child.kill('SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function socketIn(home: string): Promise<string> {
  const found = (await readdir(join(home, 'deskhand'))).find((name) => name.endsWith('.sock'))
  if (found === undefined) throw new Error('The run has no socket.')
  return join(home, 'deskhand', found)
}
