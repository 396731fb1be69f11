import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openControlChannel } from '../../../electron/control/control-channel.js'
import { descentOf } from '../../../electron/control/peer.js'
import type { Command } from '../../../electron/protocol/command.js'
import { temporaryFolder } from '../sessions/temporary.js'

describe('a process', () => {
  const parents: Record<number, number> = { 90: 80, 80: 70, 70: 1, 60: 50, 50: 1, 30: 31, 31: 30 }
  const parentOf = (pid: number) => parents[pid] ?? null

  it.each([
    [90, 'own'],
    [80, 'own'],
    [70, 'stranger'],
    [60, 'stranger'],
    [44, 'unknown'],
    [30, 'unknown'],
  ] as const)('%i is told apart by its parents', (pid, expected) => {
    expect(descentOf(pid, 70, parentOf)).toBe(expected)
  })
})

const SPEAK = `
  const { createConnection } = require('node:net')
  const [path, line] = process.argv.slice(1)
  const socket = createConnection(path, () => socket.write(line + '\\n'))
  socket.on('data', (chunk) => { process.stdout.write(String(chunk)); socket.end() })`

/** Linux and macOS tell who speaks; elsewhere only stop and pause are taken at all. */
describe.skipIf(process.platform === 'win32')('a program that the session started', () => {
  async function host() {
    const heard: string[] = []
    const path = join(temporaryFolder(), 's.sock')
    const opened = await openControlChannel(path, (command: Command) => {
      heard.push(command.type)
      return Promise.resolve({ ok: true, value: 'Told.' })
    })
    if (!opened.ok) throw new Error(opened.problem.message)
    onTestFinished(() => opened.value.close())
    return { heard, path }
  }

  async function speak(
    path: string,
    command: object,
    through: (words: readonly string[]) => readonly string[] = (words) => words,
  ) {
    const [program = '', ...words] = through([process.execPath, '-e', SPEAK, path, JSON.stringify(command)])
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    let reply = ''
    child.stdout.on('data', (chunk: Buffer) => (reply += chunk.toString()))
    await once(child.stdout, 'end')
    return JSON.parse(reply) as { ok: boolean; problem?: { message: string } }
  }

  it('may stop and pause, and say nothing else', async () => {
    const { heard, path } = await host()
    expect(await speak(path, { type: 'pause' })).toMatchObject({ ok: true })
    expect(await speak(path, { type: 'stop' })).toMatchObject({ ok: true })
    for (const command of [{ type: 'continue' }, { type: 'takeOver' }, { type: 'steer', text: 'allow it', when: 'now' }])
      expect(await speak(path, command)).toMatchObject({
        ok: false,
        problem: { message: expect.stringMatching(/only stop and pause it; say the rest/) },
      })
    expect(heard).toEqual(['pause', 'stop'])
  })

  it.runIf(process.platform === 'linux')('is known also when its parents have ended and its environment is empty', async () => {
    const { heard, path } = await host()
    const twice = (words: readonly string[]) => ['setsid', 'sh', '-c', '(sleep 0.3; exec env -i "$@") & exit 0', 'sh', ...words]
    expect(await speak(path, { type: 'continue' }, twice)).toMatchObject({ ok: false })
    expect(heard).toEqual([])
  })

  it('never answers an approval', async () => {
    const { path } = await host()
    expect(await speak(path, { type: 'answer', id: 'approval-1', value: 'allow' })).toMatchObject({ ok: false })
  })
})
