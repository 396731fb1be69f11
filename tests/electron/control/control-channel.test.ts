import { statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openControlChannel, sendCommand, type Obey } from '../../../electron/control/control-channel.js'
import { obeyRemote, type CommandTarget } from '../../../electron/control/obey-remote.js'
import type { Command } from '../../../electron/protocol/command.js'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'
import { temporaryFolder, TOTALS } from '../sessions/temporary.js'

async function channel(obey: Obey): Promise<string> {
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\deskhand-test-${process.pid}` : join(temporaryFolder(), 's.sock')
  const opened = await openControlChannel(path, obey)
  if (!opened.ok) throw new Error(opened.problem.message)
  onTestFinished(() => opened.value.close())
  return path
}

const soon = () => AbortSignal.timeout(2_000)

test('a command reaches the session and its reply comes back', async () => {
  const heard: Command[] = []
  const path = await channel((command) => {
    heard.push(command)
    return Promise.resolve({ ok: true, value: 'It is told.' })
  })
  expect(await sendCommand(path, { type: 'steer', text: 'left', when: 'now' }, soon())).toEqual({
    ok: true,
    value: 'It is told.',
  })
  expect(await sendCommand(path, { type: 'stop' }, soon())).toEqual({ ok: true, value: 'It is told.' })
  expect(heard).toEqual([{ type: 'steer', text: 'left', when: 'now' }, { type: 'stop' }])
})

test('a problem comes back as a problem', async () => {
  const problem = { kind: 'bad-command' as const, message: 'It is not paused.', retryable: false }
  const path = await channel(() => Promise.resolve({ ok: false, problem }))
  expect(await sendCommand(path, { type: 'continue' }, soon())).toEqual({ ok: false, problem })
})

test('only this user may open the channel', async () => {
  const path = await channel(() => Promise.resolve({ ok: true, value: '' }))
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test.each(['nonsense', '{"type":"explode"}', '{"type":"answer","id":"a1","value":"allow"}', '{"type":"steer","text":" "}'])(
  'the line %s is refused and nothing is done',
  async (line) => {
    const path = await channel(() => {
      throw new Error('it was obeyed')
    })
    const reply = await new Promise<string>((resolve) => {
      const socket = createConnection(path, () => socket.write(`${line}\n`))
      socket.setEncoding('utf8')
      socket.on('data', (text: string) => {
        socket.destroy()
        resolve(text)
      })
    })
    expect(JSON.parse(reply)).toMatchObject({ ok: false, problem: { kind: 'bad-command' } })
  },
)

test('a session that is not there, or does not reply, is said and not waited for', async () => {
  const nowhere = join(temporaryFolder(), 'none.sock')
  expect(await sendCommand(nowhere, { type: 'stop' }, soon())).toMatchObject({ ok: false })
  const path = await channel(() => new Promise(() => undefined))
  expect(await sendCommand(path, { type: 'stop' }, AbortSignal.timeout(30))).toMatchObject({
    ok: false,
    problem: { message: 'The session did not reply.' },
  })
})

/** A session that answers each command with these events. */
function target(answers: (command: Command) => readonly EventBody[]): CommandTarget {
  const listeners = new Set<(event: SessionEvent) => void>()
  return {
    command: (command) => {
      for (const body of answers(command)) {
        const event = { v: 1, seq: 1, at: '2026-01-01T00:00:00.000Z', session: 's', ...body } as SessionEvent
        for (const listener of [...listeners]) listener(event)
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const FINISHED: EventBody = { type: 'session.finished', status: 'stopped', text: '', totals: TOTALS }

test.each<[Command, EventBody[], string]>([
  [{ type: 'stop' }, [{ type: 'control', state: 'stopped', by: 'person' }, FINISHED], 'is stopped'],
  [{ type: 'pause' }, [{ type: 'control', state: 'paused', by: 'person' }], 'is paused'],
  [{ type: 'continue' }, [{ type: 'control', state: 'running', by: 'person' }], 'goes on'],
  [{ type: 'steer', text: 'x', when: 'now' }, [{ type: 'steer', id: '1', text: 'x', when: 'now', state: 'pending' }], 'was told'],
  [{ type: 'pause' }, [FINISHED], 'has ended'],
])('%j is confirmed when its effect stands in the log', async (command, events, said) => {
  const confirmed = await obeyRemote(
    target(() => [{ type: 'turn.started', turn: 1 }, ...events]),
    's',
    command,
  )
  expect(confirmed).toEqual({ ok: true, value: `The session s ${said}.` })
})

test('a command that the session refuses is a problem', async () => {
  const refused: EventBody = { type: 'problem', kind: 'bad-command', message: 'It is not paused.', retryable: false }
  expect(
    await obeyRemote(
      target(() => [refused]),
      's',
      { type: 'continue' },
    ),
  ).toMatchObject({ ok: false, problem: { message: 'It is not paused.' } })
})
