/** What a hostile command may try from inside: none of it reaches anything outside the workspace. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readShellOutput } from '../../../../electron/protocol/tool-offer.js'
import { shell, toolStage, type ToolStage } from '../tool-stage.js'

const run = async (stage: ToolStage, ...lines: string[]) => readShellOutput((await stage.call('shell', shell(...lines))).output)
const out = async (stage: ToolStage, line: string): Promise<string> => {
  const [result] = await run(stage, line)
  return `${result?.stdout ?? ''}\n${result?.stderr ?? ''}`
}

describe.runIf(process.platform === 'linux')('from the sandbox', () => {
  it('is there', async () => {
    const { warnings } = await toolStage()
    expect(warnings).toEqual([])
  })

  it('nothing outside the workspace is written', async () => {
    const stage = await toolStage()
    const places = [stage.outside, homedir(), '/etc', '/usr/local/bin', '/var/tmp', stage.session]
    for (const place of places) await run(stage, `echo x > ${place}/planted; touch ${place}/planted; mkdir -p ${place}/planted.d`)
    for (const place of places) expect(existsSync(join(place, 'planted')), place).toBe(false)
  })

  it('nothing of the home folder, of other folders or of Deskhand is read', async () => {
    const stage = await toolStage()
    writeFileSync(join(stage.outside, 'secret.txt'), 'SECRET')
    writeFileSync(join(stage.session, 'log.jsonl'), 'SECRET')
    writeFileSync(join(homedir(), '.deskhand-test-secret'), 'SECRET')
    onTestFinished(() => rmSync(join(homedir(), '.deskhand-test-secret')))
    for (const path of [
      join(stage.outside, 'secret.txt'),
      join(stage.session, 'log.jsonl'),
      join(homedir(), '.deskhand-test-secret'),
      '/etc/shadow',
    ]) {
      const seen = await out(stage, `cat ${path}`)
      expect(seen, path).not.toContain('SECRET')
      expect(seen, path).not.toMatch(/root:/)
    }
  })

  it('a link or a mount out of the workspace leads nowhere', async () => {
    const stage = await toolStage()
    writeFileSync(join(stage.outside, 'secret.txt'), 'SECRET')
    expect(await out(stage, `ln -s ${stage.outside} out; cat out/secret.txt`)).not.toContain('SECRET')
    expect(await out(stage, `mount --bind / mnt; cat mnt${stage.outside}/secret.txt`)).not.toContain('SECRET')
    expect(await out(stage, `ls /proc/1/root${stage.outside}; cat /proc/1/root${stage.outside}/secret.txt`)).not.toContain(
      'SECRET',
    )
    expect(await out(stage, `unshare -r -m sh -c 'cat ${stage.outside}/secret.txt'`)).not.toContain('SECRET')
  })

  it('other processes are neither seen, nor written into, nor ended', async () => {
    const stage = await toolStage()
    const victim = spawn('sh', ['-c', 'read line; echo "heard $line"'], { stdio: ['pipe', 'pipe', 'inherit'] })
    onTestFinished(() => void victim.kill('SIGKILL'))
    let heard = ''
    victim.stdout.on('data', (bytes: Buffer) => (heard += bytes.toString()))
    const seen = await out(
      stage,
      `ls -d /proc/[0-9]* | wc -l; echo deskhand > /proc/${victim.pid}/fd/0; echo x > /proc/${process.pid}/fd/0; kill -9 ${victim.pid} ${process.pid}`,
    )
    expect(Number(seen.split('\n')[0])).toBeLessThan(10)
    expect(heard).toBe('')
    expect(victim.exitCode).toBe(null)
  })

  it('the network is not there, not even this machine’s own', async () => {
    const stage = await toolStage()
    const { port, close } = await listening()
    onTestFinished(close)
    const line = `(echo hi > /dev/tcp/127.0.0.1/${port}) 2>&1 && echo reached`
    expect(await out(stage, line)).not.toContain('reached')
    const open = await toolStage({}, { settings: { readOnly: false, network: 'on', env: [], read: [] } })
    expect(await out(open, line)).toContain('reached')
  })

  it('with `never` nobody allowed the network, so a command that wants it has none', async () => {
    const stage = await toolStage({}, { approvals: 'never' })
    const { port, close } = await listening()
    onTestFinished(close)
    expect(await out(stage, `true curl; curl -s -m 3 http://127.0.0.1:${port}/ && echo reached`)).not.toContain('reached')
  })

  it('hooks, git settings and the project’s Deskhand settings cannot be changed', async () => {
    const stage = await toolStage({ '.git/config': '[core]\n', '.git/hooks/x.sample': '', '.deskhand/config.json': '{}' })
    await run(
      stage,
      'echo evil > .git/hooks/pre-commit',
      'echo "[alias]" >> .git/config',
      'echo {} > .deskhand/more',
      'mv .git .git2 && mkdir -p .git/hooks && echo evil > .git/hooks/pre-commit',
      'rm -rf .git',
      'rm -rf .deskhand',
    )
    expect(stage.has('.git/hooks/pre-commit')).toBe(false)
    expect(stage.read('.git/config')).toBe('[core]\n')
    expect(stage.has('.deskhand/more')).toBe(false)
    expect(stage.read('.deskhand/config.json')).toBe('{}')
  })

  it('Deskhand’s data is not there even when the workspace holds it', async () => {
    const stage = await toolStage()
    const data = join(stage.root, 'data')
    mkdirSync(data)
    writeFileSync(join(data, 'grants.json'), 'SECRET')
    const inside = await toolStage({}, { workspace: stage.root, hidden: [data] })
    expect(await out(inside, 'cat data/grants.json; ls data')).not.toContain('SECRET')
    expect((await inside.call('read_file', { path: 'data/grants.json' })).result).toBe('failed')
  })

  it('git as usual still works', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n' })
    const results = await run(
      stage,
      'git init -q . && git add . && git -c user.name=a -c user.email=a@b commit -qm first && git log --oneline | wc -l',
    )
    expect(results[0]).toMatchObject({ stdout: '1', exit: 0 })
  })

  it('a read-only workspace stays as it is', async () => {
    const stage = await toolStage({ 'a.txt': 'one\n' }, { settings: { readOnly: true, network: 'off', env: [], read: [] } })
    await run(stage, 'echo two > a.txt; rm a.txt')
    expect(stage.read('a.txt')).toBe('one\n')
    expect((await stage.call('apply_patch', { operation: { type: 'delete_file', path: 'a.txt' } })).result).toBe('failed')
  })

  it('the whole home folder is refused as a workspace', async () => {
    await expect(toolStage({}, { workspace: homedir(), home: homedir() })).rejects.toThrow(/home folder/)
  })

  it('deskhand itself is not to be reached: no registry, no channel, and its commands ask', async () => {
    const stage = await toolStage()
    const foreseen = [
      'deskhand continue',
      'deskhand run --approve never "x"',
      'node /opt/deskhand/dist/cli/cli.mjs continue; deskhand continue',
    ].map((line) => stage.tool('shell').foresee(shell(line)))
    for (const one of foreseen) expect(one.ok && one.value.findings?.some(({ level }) => level === 'high')).toBe(true)
    expect(await out(stage, 'ls /run /run/user 2>&1; env | grep -v PWD | grep -i -E "deskhand|xdg_runtime|display"')).not.toMatch(
      /deskhand|DISPLAY|XDG/i,
    )
  })
})

async function listening(): Promise<{ port: number; close: () => void }> {
  const server: Server = createServer((socket) => {
    // who only says hi leaves at once
    socket.on('error', () => undefined)
    socket.end('HTTP/1.0 200 OK\r\n\r\nok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => void server.close() }
}
