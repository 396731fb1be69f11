import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedact } from '../../../electron/safety/redact.js'
import { fillSecrets, secretsIn } from '../../../electron/safety/secrets.js'

const redact = createRedact([
  { name: 'pw', value: 'hunter2!' },
  { name: 'long', value: 'hunter2!-and-more' },
  { name: 'pin', value: '7' },
])

describe('redaction', () => {
  it('replaces a value wherever it stands in text, the longest first', () => {
    expect(redact('a hunter2! b')).toBe('a {{secret:pw}} b')
    expect(redact({ deep: [{ text: 'hunter2!-and-more' }] })).toEqual({ deep: [{ text: '{{secret:long}}' }] })
  })

  it('finds it inside JSON text and addresses', () => {
    const tricky = createRedact([{ name: 'q', value: 'a"b\\c d' }])
    expect(tricky(JSON.stringify({ x: 'a"b\\c d' }))).toBe('{"x":"{{secret:q}}"}')
    expect(tricky(JSON.stringify({ x: JSON.stringify('a"b\\c d') }))).not.toContain('b\\')
    expect(tricky('https://x/?p=a%22b%5Cc%20d')).toBe('https://x/?p={{secret:q}}')
  })

  it('replaces a very short value only where it stands alone', () => {
    expect(redact(['7', '17 items'])).toEqual(['{{secret:pin}}', '17 items'])
  })

  it('leaves structure and sealed items alone', () => {
    const item = { type: 'hunter2!', id: 'hunter2!', encrypted_content: 'xxhunter2!xx', n: 7, none: null }
    expect(redact(item)).toEqual(item)
  })

  it('does nothing without secrets, and nothing for an empty value', () => {
    const value = { a: 'b' }
    expect(createRedact([])(value)).toBe(value)
    expect(createRedact([{ name: 'e', value: '' }])(value)).toBe(value)
  })

  it('leaves no trace of any value in any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (value, before, after) => {
        fc.pre(!'{{secret:x}}'.includes(value))
        const clean = createRedact([{ name: 'x', value }])(`${before}${value}${after}`)
        expect(clean.split('{{secret:x}}').some((part) => part.includes(value))).toBe(false)
      }),
    )
  })
})

describe('placeholders', () => {
  it('are found once each and filled', () => {
    const text = '{{secret:a}} and {{secret:b}} and {{secret:a}}'
    expect(secretsIn(text)).toEqual(['a', 'b'])
    expect(
      fillSecrets(
        text,
        new Map([
          ['a', '1'],
          ['b', '$&'],
        ]),
      ),
    ).toBe('1 and $& and 1')
  })

  it('without a value stay as they are', () => {
    expect(fillSecrets('{{secret:z}}', new Map())).toBe('{{secret:z}}')
  })
})
