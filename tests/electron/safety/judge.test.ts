import { describe, expect, it } from 'vitest'
import { policyRuleSchema, type PolicyRule } from '../../../electron/protocol/policy.js'
import type { RiskKind } from '../../../electron/protocol/risk.js'
import { BUILT_IN_RULES } from '../../../electron/safety/built-in-rules.js'
import { findingOf } from '../../../electron/safety/finding.js'
import { judge, type Doing, type PolicyInForce } from '../../../electron/safety/judge.js'

const doing = (given: Partial<Doing> = {}): Doing => ({
  what: 'Click',
  why: '',
  action: 'click',
  tool: null,
  isDoing: true,
  findings: [],
  place: { app: 'firefox', title: 'Shop', site: 'shop.example' },
  checks: [],
  ...given,
})
const risky = (...risks: readonly RiskKind[]) => doing({ findings: risks.map((risk) => findingOf(risk)) })
const byTool = (tool: string, ...risks: readonly RiskKind[]) => ({ ...risky(...risks), action: null, tool })
const rule = (given: Omit<PolicyRule, 'id'> & { id?: string }): PolicyRule => policyRuleSchema.parse({ id: 'mine', ...given })
const says = (what: Doing, policy: Partial<PolicyInForce> = {}) =>
  judge(what, { mode: 'risky', rules: [], projectRules: [], grants: [], ...policy })
const kind = (...given: Parameters<typeof says>) => says(...given).kind

describe('the built-in rules', () => {
  it('are written in the language of the policy', () => {
    for (const one of BUILT_IN_RULES) expect(policyRuleSchema.parse(one)).toEqual(one)
    expect(new Set(BUILT_IN_RULES.map(({ id }) => id)).size).toBe(BUILT_IN_RULES.length)
  })

  it.each<RiskKind>([
    'sends',
    'pays',
    'deletes',
    'installs',
    'changes-settings',
    'ends-session',
    'leaves-workspace',
    'runs-unread',
  ])('ask for what %s', (risk) => {
    expect(says(risky(risk))).toMatchObject({ kind: 'ask', rule: risk, risks: [risk] })
    expect(kind(byTool('shell', risk))).toBe('ask')
  })

  it('ask for a command of a tool and not for one typed into a terminal', () => {
    expect(kind(risky('runs-command'))).toBe('allow')
    expect(says(byTool('shell', 'runs-command'))).toMatchObject({ kind: 'ask', rule: 'tool-runs-command' })
  })

  it('ask for everything in a password manager and in a prompt of the system', () => {
    for (const app of ['KeePassXC', 'polkit-gnome-authentication-agent-1'])
      expect(kind(doing({ place: { app, title: '', site: null } }))).toBe('ask')
  })

  it('show the worst of several risks', () => {
    expect(says(risky('installs', 'pays'))).toMatchObject({ risk: 'high', rule: 'pays', risks: ['installs', 'pays'] })
  })
})

describe('a rule of the person', () => {
  it('is asked for each risk by itself: leave to install is no leave to delete', () => {
    const rules = [rule({ risk: 'installs', then: 'allow' })]
    expect(kind(risky('installs'), { rules })).toBe('allow')
    expect(says(risky('installs', 'deletes'), { rules })).toMatchObject({ kind: 'ask', rule: 'deletes' })
  })

  it('answers before those after it', () => {
    const rules = [rule({ app: 'firefox', then: 'allow' }), rule({ id: 'no', risk: 'pays', then: 'deny' })]
    expect(kind(risky('pays'), { rules })).toBe('allow')
    expect(kind(risky('pays'), { rules: rules.toReversed() })).toBe('deny')
  })

  it('fits when all that it names fit, and one of each list is enough', () => {
    const rules = [
      rule({
        app: ['chrom*', 'fire?ox'],
        title: '*shop*',
        site: 'example',
        risk: ['pays', 'sends'],
        action: 'click',
        then: 'deny',
      }),
    ]
    expect(kind(risky('pays'), { rules })).toBe('deny')
    expect(kind({ ...risky('pays'), action: 'chord' }, { rules })).toBe('ask')
    expect(kind(risky('deletes'), { rules })).toBe('ask')
    expect(kind({ ...risky('pays'), place: { app: 'Firefox', title: 'Bank', site: 'shop.example' } }, { rules })).toBe('ask')
  })

  it('takes a site with what is under it, and no site that merely ends alike', () => {
    const rules = [rule({ site: 'bank.example', then: 'deny' })]
    const on = (site: string | null, app = 'firefox') => kind(doing({ place: { app, title: '', site } }), { rules })
    expect([on('bank.example'), on('www.bank.example'), on('mybank.example'), on('bank.example.evil.test')]).toEqual([
      'deny', 'deny', 'allow', 'allow',
    ]) // prettier-ignore
  })

  it('that forbids a site asks where a browser does not tell which site it shows', () => {
    const rules = [rule({ site: 'bank.example', then: 'deny' })]
    const verdict = says(doing({ place: { app: 'firefox', title: '', site: null } }), { rules })
    expect(verdict).toMatchObject({ kind: 'ask', why: expect.stringContaining('cannot be told') })
    expect(kind(doing({ place: { app: 'mousepad', title: '', site: null } }), { rules })).toBe('allow')
    expect(kind(risky('pays'), { rules: [rule({ site: 'shop.example', then: 'allow' })] })).toBe('allow')
    const unknown = { ...risky('pays'), place: { app: 'firefox', title: '', site: null } }
    expect(kind(unknown, { rules: [rule({ site: 'shop.example', then: 'allow' })] })).toBe('ask')
  })

  it('names tools, and forbids one also where it only reads', () => {
    const rules = [rule({ tool: 'crm__*', then: 'deny' })]
    expect(kind({ ...byTool('crm__list'), isDoing: false }, { rules })).toBe('deny')
    expect(kind(byTool('shell'), { rules })).toBe('allow')
    expect(kind(doing(), { rules })).toBe('allow')
  })

  it('that denies is told with its id and reason', () => {
    const verdict = says(risky('pays'), { rules: [rule({ id: 'no-money', why: 'Ask Ada.', then: 'deny' })] })
    expect(verdict).toMatchObject({ problem: { kind: 'denied', message: expect.stringMatching(/“no-money”.*Ask Ada\./) } })
  })

  it('says in the log that it allowed', () => {
    expect(says(risky('pays'), { rules: [rule({ id: 'ok', then: 'allow' })] })).toEqual({
      kind: 'allow',
      decided: { by: 'policy', rule: 'ok', risks: ['pays'] },
    })
    expect(says(doing())).toEqual({ kind: 'allow' })
  })
})

describe('the rules of a project', () => {
  it('only tighten', () => {
    const projectRules = [rule({ id: 'loose', then: 'allow' }), rule({ id: 'tight', risk: 'sends', then: 'deny' })]
    expect(kind(risky('pays'), { projectRules })).toBe('ask')
    expect(kind(risky('sends'), { projectRules, rules: [rule({ then: 'allow' })] })).toBe('deny')
    expect(kind(risky('sends'), { projectRules: [rule({ then: 'ask' })], rules: [rule({ then: 'deny' })] })).toBe('deny')
  })
})

describe('the modes', () => {
  it('`ask` asks for all that does something, also where a rule allows it', () => {
    expect(says(doing(), { mode: 'ask' })).toMatchObject({ kind: 'ask', rule: 'every-click', risk: 'low' })
    expect(kind(doing(), { mode: 'ask', rules: [rule({ then: 'allow' })] })).toBe('ask')
    expect(kind(doing({ isDoing: false, action: 'screenshot' }), { mode: 'ask' })).toBe('allow')
  })

  it('`never` makes allow of ask, keeps deny, and says so', () => {
    expect(says(risky('pays'), { mode: 'never' })).toEqual({
      kind: 'allow',
      decided: { by: 'mode', rule: 'pays', risks: ['pays'] },
    })
    expect(kind(risky('pays'), { mode: 'never', rules: [rule({ then: 'deny' })] })).toBe('deny')
  })

  it('leave a provider’s own check to a person, after what is forbidden', () => {
    const checks = [{ id: 'c', message: 'Sure?' }]
    for (const mode of ['ask', 'risky', 'never'] as const)
      expect(says(doing({ checks }), { mode })).toMatchObject({
        kind: 'ask',
        why: 'Sure?',
        risk: 'high',
        rule: 'provider-safety-check',
      })
    expect(kind(doing({ checks }), { rules: [rule({ then: 'deny' })] })).toBe('deny')
  })
})

describe('a grant', () => {
  const asked = says(risky('sends'))
  if (asked.kind !== 'ask') throw new Error('it is asked for')
  const grants = [asked.scope]

  it('covers its rule in its program on its site, and says so', () => {
    expect(says(risky('sends'), { grants })).toEqual({ kind: 'allow', decided: { by: 'grant', rule: 'sends', risks: ['sends'] } })
    expect(kind(risky('deletes'), { grants })).toBe('ask')
    expect(kind({ ...risky('sends'), place: { app: 'firefox', title: '', site: 'other.example' } }, { grants })).toBe('ask')
    expect(kind({ ...risky('sends'), place: { app: 'thunderbird', title: '', site: 'shop.example' } }, { grants })).toBe('ask')
    expect(kind(byTool('mail', 'sends'), { grants })).toBe('ask')
  })

  it('never covers a high risk, and never what is forbidden', () => {
    const high = says(risky('pays'))
    if (high.kind !== 'ask') throw new Error('it is asked for')
    expect(kind(risky('pays'), { grants: [high.scope] })).toBe('ask')
    expect(kind(risky('sends'), { grants, rules: [rule({ then: 'deny' })] })).toBe('deny')
  })
})
