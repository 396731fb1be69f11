import { expect, test } from 'vitest'
import { actionSchema } from '../../../electron/protocol/action.js'
import { describeAction } from '../../../electron/replay/describe-action.js'
import { visibleLine, visibleText } from '../../../electron/replay/visible-text.js'

test.each([
  [{ kind: 'click', x: 10.4, y: 20 }, 'Click at 10, 20'],
  [{ kind: 'click', x: 1, y: 2, button: 'right' }, 'Right-click at 1, 2'],
  [{ kind: 'click', x: 1, y: 2, count: 2, modifiers: ['ctrl'] }, 'Double-click at 1, 2 with ctrl'],
  [
    {
      kind: 'drag',
      path: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    },
    'Drag from 1, 2 to 3, 4',
  ],
  [{ kind: 'scroll', x: 5, y: 6, dx: 0, dy: -300 }, 'Scroll up 300 at 5, 6'],
  [{ kind: 'scroll', dx: 120, dy: 0 }, 'Scroll right 120'],
  [{ kind: 'type', text: 'a\nb' }, 'Type “a b”'],
  [{ kind: 'chord', keys: ['ctrl', 's'], repeat: 2 }, 'Press ctrl+s 2 times'],
  [{ kind: 'wait', ms: 1500 }, 'Wait 1.5 s'],
  [{ kind: 'zoom', region: { x: 1, y: 2, width: 30, height: 40 } }, 'Look closer at 1, 2, 30 × 40'],
  [{ kind: 'done', status: 'failed', text: '' }, 'Say that it failed'],
])('%j is said as “%s”', (action, words) => {
  expect(describeAction(actionSchema.parse(action))).toBe(words)
})

test('characters that act on a terminal or turn the text round are shown as their code', () => {
  expect(visibleText('a\u001b[31mb\u202Ec\u0000\u200Bd\n\te')).toBe('a‹U+001B›[31mb‹U+202E›c‹U+0000›‹U+200B›d\n\te')
  expect(visibleText('x\u{E0041}y')).toBe('x‹U+E0041›y')
})

test('a line is one line and is cut by characters, not through one', () => {
  expect(visibleLine('a\n\n b', 10)).toBe('a b')
  expect(visibleLine('🙂🙂🙂🙂', 3)).toBe('🙂🙂…')
})
