import { describe, expect, it } from 'vitest'
import { createFoundKeys, keyShapesIn, keyShapesOnScreen } from '../../../electron/safety/key-shapes.js'
import { createRedact } from '../../../electron/safety/redact.js'

/** put together here, so that no scanner takes this file for a leak */
const long = (length: number, signs = 'aB3dE5gH7jK9mN') => signs.repeat(Math.ceil(length / signs.length)).slice(0, length)
export const KEYS: readonly (readonly [string, string])[] = [
  ['openai-key', `sk-proj-${long(48)}`],
  ['openai-key', `sk-${long(48)}`],
  ['anthropic-key', `sk-ant-api03-${long(93)}AA`],
  ['google-key', `AIza${long(35)}`],
  ['github-key', `ghp_${long(36)}`],
  ['github-key', `github_pat_${long(82)}`],
  ['gitlab-key', `glpat-${long(20)}`],
  ['aws-key', `AKIA${long(16, 'ABCDEFGH234567')}`],
  ['slack-key', `xoxb-${long(12, '1234567890')}-${long(24)}`],
  ['stripe-key', `sk_live_${long(24)}`],
  ['npm-key', `npm_${long(36)}`],
  ['hugging-face-key', `hf_${long(34, 'abCdefGhij')}`],
  ['sendgrid-key', `SG.${long(22)}.${long(43)}`],
  ['twilio-key', `SK${long(32, '0123456789abcdef')}`],
  ['web-token', `eyJ${long(34)}.eyJ${long(60)}.${long(43)}`],
  ['private-key', `-----BEGIN RSA PRIVATE KEY-----\n${long(64)}\n${long(30)}\n-----END RSA PRIVATE KEY-----`],
]

describe('a key of a known shape', () => {
  it.each(KEYS)('is told: %s', (name, key) => {
    for (const text of [key, `key="${key}"`, `export KEY=${key}\nnext`, JSON.stringify({ a: `x\n${key}` })])
      expect(keyShapesIn(text).map(({ shape }) => shape.name)).toContain(name)
    expect(keyShapesOnScreen(key).length).toBeGreaterThan(0)
  })

  it('is no ordinary word, address or number', () => {
    const ordinary = [
      'sk-learn and sk-something-quite-ordinary-here',
      'The task-force desk-organisation-and-planning',
      'https://example.com/gh_pages/AIzawa',
      'AKIAH is a name, SKIPPED is a state',
      'npm_config_registry=https://registry.example',
      'eye.eyes.eyelid',
      '5f4dcc3b5aa765d61d8327deb882cf99',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    ]
    for (const text of ordinary) expect(keyShapesIn(text)).toEqual([])
  })
})

describe('keys that turn up in a session', () => {
  const [, openai = ''] = KEYS[0] ?? []
  const [, github = ''] = KEYS[4] ?? []

  it('go by one name each, wherever they stand', () => {
    const keys = createFoundKeys()
    const redact = createRedact([], keys)
    expect(keys.isAny()).toBe(false)
    expect(redact({ a: [`${openai} ${github}`], b: openai })).toEqual({
      a: ['{{secret:openai-key-1}} {{secret:github-key-1}}'],
      b: '{{secret:openai-key-1}}',
    })
    expect(redact(`sk-${long(40, 'Zy8')}`)).toBe('{{secret:openai-key-2}}')
    expect(keys.isAny()).toBe(true)
    expect(keys.learn(`use ${github}`)).toEqual([{ name: 'github-key-1', value: github }])
  })

  it('keep the name of a declared secret', () => {
    expect(createRedact([{ name: 'mine', value: openai }], createFoundKeys())(`x ${openai}`)).toBe('x {{secret:mine}}')
  })

  it('are named once: what is named already stays as it is', () => {
    const redact = createRedact([], createFoundKeys())
    expect(redact(redact(openai))).toBe('{{secret:openai-key-1}}')
  })
})
