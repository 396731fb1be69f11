import { describe, expect, it } from 'vitest'
import { judgeSecrets, type SecretBinding } from '../../../electron/safety/secrets.js'

const BANK: SecretBinding = { name: 'bank', app: 'bank.example' }
const FORM: SecretBinding = { name: 'form', app: 'form' }
const KEY: SecretBinding = { name: 'key', app: null, isForTools: true }
const all = [BANK, FORM, KEY, { name: 'any', app: null }]
const typed = (name: string, app: string, url: string | null = null) => judgeSecrets(`{{secret:${name}}}`, all, app, url).kind

describe('where a secret may be typed', () => {
  it('is its own program, whatever the case', () => {
    expect(typed('form', 'Form')).toBe('allow')
    expect(typed('form', 'chromium')).toBe('elsewhere')
    expect(typed('any', 'chromium')).toBe('allow')
    expect(typed('none', 'form')).toBe('unknown')
  })

  it('is its own site and what is under it, never a name that only looks like it or a connection others can read', () => {
    expect(typed('bank', 'chromium', 'https://bank.example/login')).toBe('allow')
    expect(typed('bank', 'chromium', 'https://www.bank.example:8443/')).toBe('allow')
    for (const url of [
      'https://bank.example.evil.test/',
      'https://evilbank.example/',
      'https://evil.test/bank.example',
      'https://bank.example@evil.test/',
      'http://bank.example/',
      'about:blank',
      null,
    ])
      expect(typed('bank', 'chromium', url)).toBe('elsewhere')
  })

  it('is nowhere for one that is for tools', () => {
    expect(judgeSecrets('{{secret:key}}', all, 'form')).toEqual({ kind: 'elsewhere', name: 'key', app: 'tools' })
  })
})
