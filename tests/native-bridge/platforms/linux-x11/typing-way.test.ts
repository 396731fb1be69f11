import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chooseTypingWay,
  piecesToPaste,
  type TextToType,
  type TypingTarget,
  type Field,
} from '../../../../native-bridge/platforms/linux-x11/typing-way.js'

const text = (more: Partial<TextToType> = {}): TextToType => ({
  characters: 10_000,
  foreign: 0,
  stretches: 20,
  hasTabs: false,
  isSecret: false,
  ...more,
})
const area: Field = { isEditable: true, isMultiline: true, isPassword: false, url: 'https://notes.test/' }
const target = (more: Partial<TypingTarget> = {}): TypingTarget => ({
  app: 'chromium Chromium',
  field: null,
  isHolding: false,
  spareRoom: 38,
  ...more,
})

describe('how a text is typed', () => {
  it.each([
    ['a sentence by keys', text({ characters: 200 }), target(), 'keys', 'quick-enough'],
    ['a few foreign characters by keys', text({ characters: 300, foreign: 60 }), target(), 'keys', 'quick-enough'],
    ['a very long text by pasting', text(), target(), 'paste', 'long'],
    ['many foreign characters by pasting', text({ characters: 600, foreign: 500, stretches: 1 }), target(), 'paste', 'many-foreign'],
    ['a secret by keys, however long', text({ isSecret: true }), target(), 'keys', 'secret'],
    ['a long text for a password field by keys', text(), target({ field: { ...area, isPassword: true } }), 'keys', 'password'],
    ['a tab for a password field by its key', text({ characters: 9, hasTabs: true }), target({ field: { ...area, isPassword: true } }), 'keys', 'password'],
    ['tabs for a text area of a page by pasting', text({ characters: 3, hasTabs: true }), target({ field: area }), 'paste', 'tabs'],
    ['tabs for a line of a page by the key', text({ characters: 3, hasTabs: true }), target({ field: { ...area, isMultiline: false } }), 'keys', 'quick-enough'],
    ['tabs for a text area that is read only by the key', text({ characters: 3, hasTabs: true }), target({ field: { ...area, isEditable: false } }), 'keys', 'quick-enough'],
    ['tabs for an editor by the key', text({ characters: 3, hasTabs: true }), target({ app: 'mousepad', field: { ...area, url: null } }), 'keys', 'quick-enough'],
    ['tabs for a program that tells nothing by the key', text({ characters: 3, hasTabs: true }), target(), 'keys', 'quick-enough'],
    ['secret tabs by the key', text({ characters: 3, hasTabs: true, isSecret: true }), target({ field: area }), 'keys', 'secret'],
    ['a long text by keys while a key is held', text(), target({ isHolding: true }), 'keys', 'held-key'],
    ['a long text in a terminal by keys', text(), target({ app: 'xterm XTerm' }), 'keys', 'not-known-to-paste'],
    ['a long text in gvim by keys', text(), target({ app: 'gvim Gvim' }), 'keys', 'not-known-to-paste'],
    ['a long text in an unknown program by keys', text(), target({ app: '' }), 'keys', 'not-known-to-paste'],
    ['a long text in a Qt editor by pasting', text(), target({ app: 'featherpad FeatherPad' }), 'paste', 'long'],
    ['a long text of short lines by keys', text({ stretches: 0 }), target(), 'keys', 'short-lines'],
    ['a long text of lines that are no quicker pasted by keys', text({ stretches: 60 }), target(), 'keys', 'short-lines'],
    ['without any spare key, foreign text by pasting', text({ characters: 50, foreign: 40, stretches: 1 }), target({ spareRoom: 0 }), 'paste', 'many-foreign'],
  ] as const)('%s', (_, what, where, way, why) => expect(chooseTypingWay(what, where)).toEqual({ way, why })) // prettier-ignore
})

describe('what of a text is pasted', () => {
  it('long stretches, never a Return or a Tab', () => {
    const long = 'a long stretch of words, '.repeat(7)
    expect(piecesToPaste(`${long}\nshort\t${long}`)).toEqual([
      { way: 'paste', text: long },
      { way: 'keys', text: '\nshort\t' },
      { way: 'paste', text: long },
    ])
  })

  it('a line with a tab where the field keeps tabs, never a Return', () => {
    expect(piecesToPaste('a\tb\n\nplain\n\tc', true)).toEqual([
      { way: 'paste', text: 'a\tb' },
      { way: 'keys', text: '\n\nplain\n' },
      { way: 'paste', text: '\tc' },
    ])
  })

  it('a short stretch of many foreign characters is pasted too', () => {
    const foreign = Array.from({ length: 40 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')
    expect(piecesToPaste(foreign)).toEqual([{ way: 'paste', text: foreign }])
  })

  it('together the pieces are the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('\n', '\t', 'a', '漢', 'some words and a few more. '.repeat(9))), (parts) => {
        const pieces = piecesToPaste(parts.join(''))
        return (
          pieces.map((piece) => piece.text).join('') === parts.join('') &&
          pieces.every((piece) => piece.way === 'keys' || !/[\n\t]/.test(piece.text))
        )
      }),
    )
  })
})
