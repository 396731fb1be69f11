import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { call, scripted, temporaryHome } from './call.js'

/** A project whose server leaves a mark when it is started. */
function stage(args: readonly string[] = ['-c', 'touch started']) {
  const home = temporaryHome()
  const project = join(temporaryHome(), 'project')
  mkdirSync(join(project, '.deskhand'), { recursive: true })
  writeFileSync(join(project, '.deskhand', 'config.json'), JSON.stringify({ mcpServers: { tickets: { command: 'sh', args } } }))
  const mark = join(project, 'started')
  return {
    home,
    /** with what is typed at a terminal, or null without one */
    async run(typed: string | null, more: readonly string[] = []) {
      rmSync(mark, { force: true })
      const stdin = new PassThrough()
      if (typed !== null) stdin.write(`${typed}\n`)
      const words = ['run', 'Look', '--workspace', project, ...scripted(home, [{ text: 'Done.' }]), ...more]
      const running = call(words, { home, stdin, isTerminal: typed !== null })
      expect(await running.ended, running.err()).toBe(0)
      return { isStarted: existsSync(mark), err: running.err() }
    },
  }
}

describe('an MCP server of the workspace', () => {
  it('is asked for once in a terminal, with the whole command, and started from then on', async () => {
    const { home, run } = stage()
    const first = await run('yes')
    expect(first.err).toMatch(/It wants to start the MCP server “tickets”: sh -c "touch started"\n +Type yes or no/)
    expect(first.isStarted).toBe(true)
    const second = await run(null)
    expect([second.isStarted, second.err]).toEqual([true, expect.not.stringMatching(/wants to|your yes/)])

    const listed = call(['grants'], { home })
    await listed.ended
    expect(listed.out()).toMatch(/^\w{8} .* may start the MCP server “tickets”: sh -c "touch started"\n$/)
    const revoked = call(['grants', 'revoke', listed.out().slice(0, 8)], { home })
    expect([await revoked.ended, revoked.out()]).toEqual([0, expect.stringMatching(/^Taken back: /)])
    expect((await run(null)).isStarted).toBe(false)
  })

  it.each(['no', 'y', 'allow', ''])('is not started after “%s”', async (typed) => {
    const { run } = stage()
    expect((await run(typed)).isStarted).toBe(false)
  })

  it.each([
    ['where nobody sits at a terminal', null, []],
    ['with --approve never', 'yes', ['--approve', 'never']],
    ['where stdin takes commands', 'yes', ['--json']],
  ])('is not started %s, and that is said', async (_where, typed, more) => {
    const { isStarted, err } = await stage().run(typed, more)
    expect(isStarted).toBe(false)
    expect(err).toMatch(/“mcpServers\.tickets” in .* is not used: .*your yes/)
    expect(err).not.toMatch(/wants to/)
  })

  it('that was allowed before is started with --approve never too', async () => {
    const { run } = stage()
    await run('yes')
    expect((await run(null, ['--approve', 'never'])).isStarted).toBe(true)
  })

  it('cannot hide what it runs behind control characters', async () => {
    const { err } = await stage(['-c', 'touch started', '\u001b[2K\u001b[1Alooks harmless \u202e']).run('no')
    expect(err).not.toContain('\u001b')
    expect(err).not.toContain('\u202e')
    expect(err).toMatch(/touch started.*looks harmless/)
  })
})
