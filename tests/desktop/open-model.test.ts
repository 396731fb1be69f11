/** The built command line with an open model: real HTTP to the strict Chat Completions server, a real terminal, the outcome read from disk. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { startFakeChatServer, type FakeTurn } from '../support/fake-chat-server.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const TEST_MS = 90_000

const use = (args: object): FakeTurn => ({
  content: `Action: I type the note.\n<tool_call>\n${JSON.stringify({ name: 'computer_use', arguments: args })}\n</tool_call>`,
})

async function run(home: string, words: readonly string[]) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [CLI, 'run', 'Write the note', ...words], {
    env: { PATH, HOME, DESKHAND_HOME: home, LC_ALL: 'C.UTF-8' },
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...printed }
}

function temporaryHome(): string {
  if (!existsSync(CLI)) throw new Error('The command line is not built. Run `npm run build`.')
  const home = mkdtempSync(join(tmpdir(), 'deskhand-open-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return home
}

test(
  'a Qwen model on an own server types into a real window and ends',
  async () => {
    const home = temporaryHome()
    const note = join(home, 'note.txt')
    const server = await startFakeChatServer({
      turns: [
        use({ action: 'type', text: 'ünï "code" 42\n' }),
        use({ action: 'key', keys: ['ctrl', 'd'] }),
        use({ action: 'terminate', status: 'success', text: 'The note is written.' }),
      ],
    })
    onTestFinished(() => server.close())
    const ended = await run(home, [
      ...['--model', 'qwen3-vl', '--base-url', server.url, '--display', 'virtual:800x600', '--json'],
      ...['--open', `xterm -u8 -e sh -c 'cat > "${note}"'`],
    ])
    expect(server.refused).toEqual([])
    expect(ended.err).toBe('')
    expect(ended.code).toBe(0)
    expect(readFileSync(note, 'utf8')).toBe('ünï "code" 42\n')
    const events = ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as SessionEvent)
    expect(events[0]).toMatchObject({ type: 'session.started', provider: 'openai-chat', model: 'qwen3-vl' })
    expect(events.at(-1)).toMatchObject({ type: 'session.finished', status: 'done', text: 'The note is written.' })
    expect(events.find(({ type }) => type === 'frame')).toMatchObject({ width: 800, height: 608 })
  },
  TEST_MS,
)

test('a dialect nobody speaks is exit 2 with one sentence, before anything is opened', async () => {
  const home = temporaryHome()
  const ended = await run(home, ['--provider', 'openai-chat', '--dialect', 'esperanto', '--display', 'virtual:800x600'])
  expect(ended.code).toBe(2)
  expect(ended.out).toBe('')
  expect(ended.err).toMatch(/^[^\n]*--dialect cannot be `esperanto`[^\n]*\n$/)
})
