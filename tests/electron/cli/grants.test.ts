import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGrantFolder } from '../../../electron/settings/grants-file.js'
import { call, scripted, temporaryHome, type Call } from './call.js'

const APP = 'xterm'
const typing = { actions: [{ kind: 'click', x: 200, y: 215 }, { kind: 'type', text: 'sudo ls\n' }] } // prettier-ignore
const turns = [typing, { text: 'Done.' }, typing, { text: 'Done again.' }]

async function answered(running: Call, value: string): Promise<number> {
  const asked = await running.until((event) => event.type === 'approval.asked' || event.type === 'session.finished')
  if (asked.type === 'approval.asked') running.stdin.write(`${JSON.stringify({ type: 'answer', id: asked.id, value })}\n`)
  return running.ended
}

const asks = (running: Call) => running.events().filter((event) => event.type === 'approval.asked').length
const config = (home: string, value: object) => writeFileSync(join(home, 'config.json'), JSON.stringify(value))

describe('leave for a session', () => {
  it('is kept outside the log, listed, survives a resume, and is taken back', async () => {
    const home = temporaryHome()
    const first = call(['run', 'Look', '--json', ...scripted(home, turns)], { home })
    expect(await answered(first, 'allow-session')).toBe(0)
    const id = first.events()[0]?.session ?? ''
    expect(asks(first)).toBe(1)

    const [file = ''] = readdirSync(join(home, 'grants'))
    expect(statSync(join(home, 'grants', file)).mode & 0o077).toBe(0)
    expect(readFileSync(join(home, 'sessions', id, 'log.jsonl'), 'utf8')).not.toContain('"machine"')

    const listed = call(['grants', '--json'], { home })
    expect(await listed.ended).toBe(0)
    const grant = JSON.parse(listed.out()) as { id: string }
    expect(grant).toMatchObject({ session: id, rule: 'changes-settings', app: 'form', tool: null })

    const second = call(['resume', id, 'Once more', '--json'], { home })
    expect(await answered(second, 'deny')).toBe(0)
    expect(asks(second)).toBe(0)
    expect(second.events()).toContainEqual(
      expect.objectContaining({
        type: 'action.started',
        decided: expect.objectContaining({ by: 'grant', rule: 'changes-settings' }),
      }),
    )

    const revoked = call(['grants', 'revoke', grant.id], { home })
    expect(await revoked.ended).toBe(0)
    expect(revoked.out()).toMatch(/^Taken back: /)
    const empty = call(['grants'], { home })
    await empty.ended
    expect(empty.out()).toBe('No leave was given.\n')
  })

  it('counts for no other session and on no other machine', async () => {
    const home = temporaryHome()
    const scope = { rule: 'sends', app: APP, site: null, tool: null }
    await openGrantFolder(home, 'here').of('ONE').keep(scope)
    expect(await openGrantFolder(home, 'here').of('ONE').list()).toMatchObject([scope])
    expect(await openGrantFolder(home, 'here').of('TWO').list()).toEqual([])
    expect(await openGrantFolder(home, 'elsewhere').of('ONE').list()).toEqual([])
  })

  it('is none where its file is broken, and cannot be faked by a log', async () => {
    const home = temporaryHome()
    const folder = openGrantFolder(home, 'here')
    await folder.of('ONE').keep({ rule: 'sends', app: APP, site: null, tool: null })
    writeFileSync(join(home, 'grants', 'ONE.json'), '[{"rule":')
    expect(await folder.of('ONE').list()).toEqual([])
  })

  it('refuses to take back what is not there', async () => {
    const wrong = call(['grants', 'revoke', 'deadbeef'])
    expect(await wrong.ended).toBe(2)
    expect(wrong.err()).toContain('deadbeef')
  })
})

describe('a profile', () => {
  const run = (home: string, ...flags: readonly string[]) =>
    call(['run', 'Look', '--json', ...flags, ...scripted(home, turns)], { home })

  it('allows what it says until it expires, and the rest is asked for', async () => {
    const home = temporaryHome()
    const policy = [{ id: 'night', risk: 'changes-settings', app: 'form', then: 'allow' }]
    config(home, { profiles: { night: { expires: '2999-01-01', policy } } })
    const allowed = run(home, '--profile', 'night')
    allowed.stdin.end()
    expect(await allowed.ended).toBe(0)
    expect(asks(allowed)).toBe(0)
    const other = run(home)
    other.stdin.end()
    expect(await other.ended).toBe(4)
  })

  it('sets approvals and limits under the flags', async () => {
    const home = temporaryHome()
    config(home, { profiles: { night: { expires: '2999-01-01T00:00:00Z', approvals: 'never', limits: { steps: 7 } } } })
    const running = run(home, '--profile', 'night', '--max-minutes', '3')
    expect(await running.ended).toBe(0)
    expect(running.events()[0]).toMatchObject({ settings: { approvals: 'never', limits: { steps: 7, minutes: 3, costUsd: 5 } } })
  })

  it.each([
    ['an expired one', { night: { expires: '2001-01-01' } }, 'night', /^The profile “night” expired on 2001-01-01; .*\n$/],
    [
      'an unknown one',
      { night: { expires: '2999-01-01' } },
      'nihgt',
      /^There is no profile “nihgt”; the nearest one is “night”\.\n$/,
    ],
    ['one without an end', { night: { approvals: 'never' } }, 'night', /profiles\.night\.expires/],
    [
      'a rule with an unknown word',
      { night: { expires: '2999-01-01', policy: [{ id: 'a', aktion: 'type', then: 'allow' }] } },
      'night',
      /“aktion” is not known there; the nearest one is “action”/,
    ],
  ])('refuses %s with exit 2 and one sentence', async (_, profiles, name, sentence) => {
    const home = temporaryHome()
    config(home, { profiles })
    const refused = run(home, '--profile', name)
    expect(await refused.ended).toBe(2)
    expect(refused.err()).toMatch(sentence)
    expect(refused.out()).toBe('')
  })
})
