import { describe, expect, it } from 'vitest'
import { spotSecrets } from '../../../electron/safety/spot-secrets.js'
import type { TextLine } from '../../../native-bridge/types.js'

/** Letters 10 px wide, words apart by one. */
function line(text: string, x = 100, y = 50): TextLine {
  let at = x
  const words = text.split(' ').map((word) => {
    const placed = { x: at, y, width: word.length * 10, height: 16, text: word, confidence: 90 }
    at += placed.width + 10
    return placed
  })
  return { x, y, width: at - 10 - x, height: 16, text, confidence: 90, words }
}
const spot = (text: string, ...values: string[]) => spotSecrets([line(text)], values)
const ALL = { y: 46, height: 24 }

describe('a secret on the screen', () => {
  it('is found in its line, with the words it is in and a margin, and nothing else is covered', () => {
    expect(spot('Password: hunter2-x9 ok', 'hunter2-x9')).toEqual([{ x: 196, width: 108, ...ALL }])
    expect(spot('Nothing to see here', 'hunter2-x9')).toEqual([])
  })

  it('is found when it was misread, has blanks in it, or only a good part of it shows', () => {
    expect(spot('hunterZ-x9', 'hunter2-x9')).toHaveLength(1)
    expect(spot('hun ter2 -x9', 'hunter2-x9')).toHaveLength(1)
    expect(spot('Il0O5S8B', '1lO0S588')).toHaveLength(1)
    expect(spot('…nter2-x9', 'hunter2-x9')).toHaveLength(1)
    expect(spot('aB3dE5gH7jK9mN', `aB3dE5gH7jK9mN${'q'.repeat(200)}`)).toHaveLength(1)
  })

  it('is found line by line when it has several', () => {
    const found = spotSecrets([line('horse-battery', 0, 0), line('zebra-77', 0, 20)], ['horse-battery\nzebra-77'])
    expect(found).toHaveLength(2)
  })

  it('that is very short is covered only where it stands alone', () => {
    expect(spot('7', '7')).toHaveLength(1)
    expect(spot('17 items, 7 of them new', '7')).toEqual([])
  })

  it('with signs of other alphabets is found too', () => {
    expect(spot('Пароль: пёстрый-кот', 'пёстрый-кот')).toHaveLength(1)
    expect(spot('zażółć-gęślą', 'zazolc-gesla')).toHaveLength(1)
  })
})

describe('keys of known shapes on the screen', () => {
  it('are covered with nothing declared', () => {
    expect(spot(`token ghp_${'aB3dE5gH7jK9'.repeat(3)}`)).toHaveLength(1)
    expect(spot('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9')).toHaveLength(1)
    expect(spot('The key idea of this page')).toEqual([])
  })

  it('that are blocks are covered from their head to their end', () => {
    const block = [
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      `b3BlbnNzaC1${'rZXkt'.repeat(9)}`,
      'AAAAB3NzaC1yc2EAAAADAQAB',
      'Next: say hello',
    ]
    const found = spotSecrets(
      block.map((text, at) => line(text, 0, at * 20)),
      [],
    )
    expect(found).toHaveLength(3)
    expect(found.every(({ y }) => y < 50)).toBe(true)
  })
})
