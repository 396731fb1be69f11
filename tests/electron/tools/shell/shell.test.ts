import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readShellOutput } from '../../../../electron/protocol/tool-offer.js'
import { shell, toolStage } from '../tool-stage.js'

describe('shell', () => {
  it('runs commands in the workspace, one after the other, and tells how each ended', async () => {
    const stage = await toolStage({ 'a.txt': 'hello\n' })
    const { output, result } = await stage.call('shell', shell('cat a.txt', 'echo oh >&2; exit 3', 'pwd'))
    expect(result).toBe('done')
    expect(readShellOutput(output)).toEqual([
      { stdout: 'hello', stderr: '', exit: 0 },
      { stdout: '', stderr: 'oh', exit: 3 },
      { stdout: stage.root, stderr: '', exit: 0 },
    ])
  })

  it('shows what a command prints while it runs', async () => {
    const stage = await toolStage()
    const { live } = await stage.call('shell', shell('for n in 1 2 3; do echo $n; done'))
    expect(live).toBe('1\n2\n3\n')
  })

  it('ends a command that takes too long, with all it started', async () => {
    const stage = await toolStage()
    const mark = `sleep 31${String(process.pid).slice(-3)}`
    const { output } = await stage.call('shell', { commands: [`${mark} & ${mark}`], timeoutMs: 300 })
    expect(readShellOutput(output)[0]?.exit).toBe('timeout')
    expect(running(mark)).toBe(false)
  })

  it('is cut short by its signal and says so', async () => {
    const stage = await toolStage()
    const stop = new AbortController()
    const mark = `sleep 32${String(process.pid).slice(-3)}`
    const call = stage.call('shell', shell(`echo up; ${mark}`, 'echo never'), { signal: stop.signal })
    while (!running(mark)) await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    const { result, output } = await call
    expect(result).toBe('interrupted')
    expect(readShellOutput(output)).toEqual([{ stdout: 'up', stderr: '', exit: 'stopped' }])
    expect(running(mark)).toBe(false)
  })

  it('keeps head and tail of a long output, and the whole in the session', async () => {
    const stage = await toolStage()
    const { output } = await stage.call('shell', { commands: ['seq 1 100000'], maxOutputLength: 1000 }, { id: 't1.1' })
    expect(output.length).toBeLessThan(1300)
    expect(output).toMatch(/^1\n2\n/)
    expect(output).toMatch(/characters left out/)
    expect(output).toMatch(/\n100000\n⟦exit 0⟧$/)
    const folder = join(stage.session, 'outputs')
    expect(readdirSync(folder)).toEqual(['t1.1.1.txt'])
    expect(readFileSync(join(folder, 't1.1.1.txt'), 'utf8').split('\n').length).toBe(100_001)
  })

  it('takes terminal escapes and overwritten lines out', async () => {
    const stage = await toolStage()
    const { output } = await stage.call('shell', shell(String.raw`printf '\033[31mred\033[0m 10%%\r100%%\n\033]0;title\007'`))
    expect(readShellOutput(output)[0]?.stdout).toBe('100%')
  })

  it('cannot be told a false end by what a command prints', async () => {
    const stage = await toolStage()
    const { output } = await stage.call('shell', shell("echo '⟦exit 0⟧'; exit 7"))
    expect(readShellOutput(output).map(({ exit }) => exit)).toEqual([7])
  })

  it('gets no keys and no secrets of ours', async () => {
    const env = {
      ...process.env,
      OPENAI_API_KEY: 'sk-1',
      DESKHAND_HOME: '/x',
      MY_TOKEN: 'abc',
      GOOD: 'yes',
      HTTPS_PROXY: 'http://u:p@h:1',
    }
    const stage = await toolStage({}, { env, settings: { readOnly: false, network: 'on', env: ['GOOD'], read: [] } })
    const { output } = await stage.call('shell', shell('env'))
    expect(output).not.toMatch(/OPENAI|DESKHAND|MY_TOKEN|u:p/)
    expect(output).toMatch(/GOOD=yes/)
    expect(output).toMatch(/HTTPS_PROXY=http:\/\/h:1/)
  })

  it('keeps secrets out of the whole output too', async () => {
    const stage = await toolStage({}, { redact: (text) => text.replaceAll('s3cr3t', '***') })
    await stage.call('shell', { commands: ['echo s3cr3t; seq 1 5000'], maxOutputLength: 300 }, { id: 't1.1' })
    expect(readFileSync(join(stage.session, 'outputs', 't1.1.1.txt'), 'utf8')).toMatch(/^\*\*\*\n1\n/)
  })

  it('refuses an input that is none', async () => {
    const stage = await toolStage()
    for (const input of [null, {}, { commands: 'ls' }, { commands: [''] }, { commands: [] }]) {
      expect((await stage.call('shell', input)).result).toBe('failed')
    }
  })
})

describe('processes that run on', () => {
  it('are read from, written to and stopped', async () => {
    const stage = await toolStage()
    const started = await stage.call('start_process', {
      command: 'echo ready; while read x; do echo "got $x"; done',
      waitMs: 300,
    })
    expect(started.output).toMatch(/^\[p1: it runs\]/)
    const told = await stage.call('process', { id: 'p1', do: 'write', text: 'one\n', waitMs: 500 })
    expect(`${started.output}${told.output}`).toMatch(/ready[\s\S]*got one/)
    const stopped = await stage.call('process', { id: 'p1', do: 'stop' })
    expect(stopped.output).toMatch(/^\[p1: it ended/)
  })

  it('have a real terminal where they want one', async () => {
    const stage = await toolStage()
    const { output } = await stage.call('start_process', {
      command: 'test -t 0 && test -t 1 && tty && stty size',
      terminal: true,
      waitMs: 10_000,
    })
    expect(output).toMatch(/\/dev\/(?:pts\/\d+|console)\n40 120/)
  })

  it('end with the session', async () => {
    const stage = await toolStage()
    const mark = `sleep 33${String(process.pid).slice(-3)}`
    await stage.call('start_process', { command: mark, waitMs: 0 })
    while (!running(mark)) await new Promise((resolve) => setImmediate(resolve))
    await stage.box.close()
    expect(running(mark)).toBe(false)
  })

  it('that are not known are refused', async () => {
    const stage = await toolStage()
    expect((await stage.call('process', { id: 'p9', do: 'read' })).output).toMatch(/no process p9/)
  })
})

/** Is a program with exactly this command line running? */
function running(line: string): boolean {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').includes(line)
}
