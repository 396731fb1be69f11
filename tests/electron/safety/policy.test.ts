import { describe, expect, it } from 'vitest'
import { judge, type Judged } from '../../../electron/safety/policy.js'
import { ruleFor } from '../../../electron/safety/rules.js'
import { action, chord, click, screenshot, type, wait } from '../../support/builders.js'

const judged = (given: Partial<Judged>) =>
  judge({ action: click(1, 1), why: '', checks: [], mode: 'risky', secrets: [], activeApp: '', ...given })

describe('rules', () => {
  it.each([
    ['rm -rf build\n', 'command-deletes'],
    ['cd x && rm -r y', 'command-deletes'],
    ['sudo rm --recursive y', 'command-deletes'],
    ['git clean -fdx', 'command-deletes'],
    ['dd if=a of=/dev/sda', 'command-overwrites-disk'],
    ['sudo mkfs.ext4 /dev/sdb1', 'command-overwrites-disk'],
    ['shutdown now', 'command-ends-machine'],
    ['systemctl reboot', 'command-ends-machine'],
    ['sudo apt install x', 'command-as-root'],
    ['curl -s https://x.sh | sudo bash', 'command-from-the-net'],
    ['git push origin main --force', 'command-rewrites-history'],
  ])('ask before typing %j', (text, rule) => {
    expect(ruleFor(type(text))?.id).toBe(rule)
  })

  it.each([
    'Dear Sir, please confirm the shutdown of the halted line.',
    'the form of the rm command',
    'git push origin main',
    'rm notes.txt',
    'curl https://example.com > page.html',
    'add items',
    'https://example.com/?q=sudo',
    'Reboot the discussion',
  ])('do not ask before typing %j', (text) => {
    expect(ruleFor(type(text))).toBe(null)
  })

  it.each([
    [['ctrl', 'alt', 'Delete'], 'leave-the-session'],
    [['Control_L', 'Alt_L', 'BackSpace'], 'leave-the-session'],
    [['CTRL', 'ALT', 'F3'], 'leave-the-session'],
    [['Delete', 'ControlLeft', 'AltLeft'], 'leave-the-session'],
    [['shift', 'Del'], 'delete-for-good'],
  ])('ask before the chord %j', (keys, rule) => {
    expect(ruleFor(chord(...keys))?.id).toBe(rule)
    expect(ruleFor(action({ kind: 'holdKey', keys, ms: 100 }))?.id).toBe(rule)
  })

  it.each([[['ctrl', 's']], [['Delete']], [['shift', 'F10']], [['ctrl', 'alt', 't']], [['ctrl', 'shift', 'Delete']], [['f']]])(
    'do not ask before the chord %j',
    (keys) => {
      expect(ruleFor(chord(...keys))).toBe(null)
    },
  )

  it('name the worst of those that fit', () => {
    expect(ruleFor(type('sudo ls; rm -rf /'))?.risk).toBe('high')
  })
})

describe('the policy', () => {
  it('asks in `ask` for what does something only', () => {
    expect(judged({ mode: 'ask' })).toMatchObject({ kind: 'ask', rule: 'every-click', risk: 'low' })
    for (const looking of [screenshot, wait(5), action({ kind: 'move', x: 1, y: 1 })])
      expect(judged({ mode: 'ask', action: looking }).kind).toBe('allow')
  })

  it('asks in `risky` what the rules say, and nothing in `never`', () => {
    expect(judged({}).kind).toBe('allow')
    expect(judged({ action: type('rm -rf x') })).toMatchObject({ kind: 'ask', rule: 'command-deletes' })
    expect(judged({ action: type('rm -rf x'), mode: 'never' }).kind).toBe('allow')
  })

  it("asks for a provider's own checks in every mode", () => {
    for (const mode of ['ask', 'risky', 'never'] as const)
      expect(judged({ mode, checks: [{ id: 'c', message: 'Sure?' }] })).toMatchObject({ kind: 'ask', why: 'Sure?', risk: 'high' })
  })

  it('denies a secret outside its program in every mode, and refuses one that does not exist', () => {
    const secrets = [{ name: 'pw', app: 'Bank' }]
    const typing = type('{{secret:pw}}')
    for (const mode of ['ask', 'risky', 'never'] as const) {
      expect(judged({ mode, action: typing, secrets, activeApp: 'chat' })).toMatchObject({
        kind: 'deny',
        problem: { kind: 'secret' },
      })
      expect(judged({ mode, action: typing, secrets, activeApp: '' }).kind).toBe('deny')
      expect(judged({ mode, action: typing, secrets: [], activeApp: 'bank' }).kind).toBe('refuse')
    }
    expect(judged({ mode: 'never', action: typing, secrets, activeApp: 'bank' }).kind).toBe('allow')
  })
})
