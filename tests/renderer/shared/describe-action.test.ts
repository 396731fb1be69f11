import { describe, expect, it } from 'vitest'
import type { Action } from '../../../electron/protocol/action.js'
import { describeAction, markOf } from '../../../renderer/shared/describe-action.js'
import { click } from '../support/event-script.js'

const at = (change: Partial<Extract<Action, { kind: 'click' }>>): Action => ({ ...click(412, 300), ...change }) as Action

describe('an action in words', () => {
  it.each<[string, Action, string, string]>([
    ['names what the reason quotes', click(412, 300), 'I open “Payment terms”.', 'Click “Payment terms”'],
    ['reads straight quotes too', click(412, 300), 'click "Save"', 'Click “Save”'],
    ['says the place when two things are quoted', click(412, 300), 'Not “Save” but “Send”.', 'Click at 412, 300'],
    ['says the place when nothing is quoted', click(412.4, 299.6), 'There it is.', 'Click at 412, 300'],
    ['knows double clicks', at({ count: 2 }), '"Notes"', 'Double-click “Notes”'],
    ['knows the right button', at({ button: 'right' }), '', 'Right-click at 412, 300'],
    ['knows the side buttons', at({ button: 'back' }), '', 'Press the back button at 412, 300'],
    ['names held keys', at({ modifiers: ['ctrl', 'shift'] }), '', 'Click at 412, 300 with Ctrl Shift'],
    ['quotes what is typed', { kind: 'type', text: '1,462.00' }, '', 'Type “1,462.00”'],
    ['names the field', { kind: 'type', text: '4410' }, 'The cost centre goes into “Centre”', 'Type “4410” in “Centre”'],
    ['does not name the text as its own field', { kind: 'type', text: '4410' }, 'type "4410"', 'Type “4410”'],
    ['names the field beside the text', { kind: 'type', text: '4410' }, 'type "4410" into "Centre"', 'Type “4410” in “Centre”'],
    ['shows a secret by its name', { kind: 'type', text: '{{secret:PASSWORD}}' }, '', 'Type “[PASSWORD]”'],
    ['shows line ends inside a text', { kind: 'type', text: 'a\nb\tc\n' }, '', 'Type “a ⏎ b ⇥ c”'],
    ['calls a single line end Enter', { kind: 'type', text: '\n' }, '', 'Press Enter'],
    ['writes keys as they are printed', { kind: 'chord', keys: ['ctrl', 's'], repeat: 1 }, '', 'Press Ctrl S'],
    ['counts repeated keys', { kind: 'chord', keys: ['Page_Down'], repeat: 3 }, '', 'Press Page Down 3 times'],
    ['scrolls', { kind: 'scroll', dx: 0, dy: -120, modifiers: [] }, '', 'Scroll up'],
    ['scrolls sideways', { kind: 'scroll', dx: 120, dy: 10, modifiers: [] }, '', 'Scroll right'],
    ['waits', { kind: 'wait', ms: 1500 }, '', 'Wait 1.5 s'],
    ['looks', { kind: 'screenshot' }, '', 'Look at the screen'],
  ])('%s', (_name, action, why, words) => {
    expect(describeAction(action, why)).toBe(words)
  })

  it('uses the signs of a Mac on a Mac', () => {
    expect(describeAction({ kind: 'chord', keys: ['cmd', 's'], repeat: 1 }, '', 'macos')).toBe('Press ⌘ S')
  })
})

describe('the mark on the picture', () => {
  it.each<[string, Action, ReturnType<typeof markOf>]>([
    ['a ring for a click', click(3, 4), { x: 3, y: 4, shape: 'ring' }],
    [
      'the end of a drag',
      {
        kind: 'drag',
        path: [
          { x: 1, y: 1 },
          { x: 8, y: 9 },
        ],
        button: 'left',
        modifiers: [],
      },
      { x: 8, y: 9, shape: 'ring' },
    ],
    ['an arrow for scrolling', { kind: 'scroll', x: 5, y: 6, dx: 0, dy: 1, modifiers: [] }, { x: 5, y: 6, shape: 'roll' }],
    [
      'the pointer when scrolling names no place',
      { kind: 'scroll', dx: 0, dy: 1, modifiers: [] },
      { x: 20, y: 30, shape: 'roll' },
    ],
    ['a caret where the last click was', { kind: 'type', text: 'x' }, { x: 20, y: 30, shape: 'caret' }],
    ['nothing for a wait', { kind: 'wait', ms: 1 }, null],
  ])('is %s', (_name, action, mark) => {
    expect(markOf(action, { x: 20, y: 30 })).toEqual(mark)
  })

  it('is nowhere when nothing was pointed at yet', () => {
    expect(markOf({ kind: 'type', text: 'x' }, null)).toBeNull()
  })
})
