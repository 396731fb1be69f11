import { describe, expect, it } from 'vitest'
import { parseAction, parseCallActions } from '../../../../electron/models/wire/read-action.js'
import { actionSchema } from '../../../../electron/protocol/action.js'

const at = { x: 10, y: 20, modifiers: [] }

describe('an action of the wire', () => {
  it.each<[string, object, object]>([
    ['click', { type: 'click', button: 'left', x: 10, y: 20 }, { kind: 'click', ...at, button: 'left', count: 1 }],
    [
      'keys that are null',
      { type: 'click', button: 'right', x: 10, y: 20, keys: null },
      { kind: 'click', ...at, button: 'right', count: 1 },
    ],
    [
      'held keys',
      { type: 'click', button: 'left', x: 10, y: 20, keys: ['CTRL'] },
      { kind: 'click', ...at, button: 'left', count: 1, modifiers: ['CTRL'] },
    ],
    [
      'the wheel as a button',
      { type: 'click', button: 'wheel', x: 10, y: 20 },
      { kind: 'click', ...at, button: 'middle', count: 1 },
    ],
    ['the back button', { type: 'click', button: 'back', x: 10, y: 20 }, { kind: 'click', ...at, button: 'back', count: 1 }],
    ['no button', { type: 'click', x: 10, y: 20 }, { kind: 'click', ...at, button: 'left', count: 1 }],
    ['fractions', { type: 'click', x: 9.5, y: 20.4 }, { kind: 'click', ...at, button: 'left', count: 1 }],
    ['double_click', { type: 'double_click', x: 10, y: 20, keys: null }, { kind: 'click', ...at, button: 'left', count: 2 }],
    ['triple_click', { type: 'triple_click', x: 10, y: 20 }, { kind: 'click', ...at, button: 'left', count: 3 }],
    ['move', { type: 'move', x: 10, y: 20 }, { kind: 'move', ...at }],
    [
      'drag along points',
      {
        type: 'drag',
        path: [
          { x: 1, y: 2 },
          { x: 3.2, y: 4 },
        ],
      },
      {
        kind: 'drag',
        path: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
        button: 'left',
        modifiers: [],
      },
    ],
    [
      'drag along pairs',
      {
        type: 'drag',
        path: [
          [1, 2],
          [3, 4],
        ],
        keys: ['SHIFT'],
      },
      {
        kind: 'drag',
        path: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
        button: 'left',
        modifiers: ['SHIFT'],
      },
    ],
    ['a chord', { type: 'keypress', keys: ['CTRL', 'L'] }, { kind: 'chord', keys: ['CTRL', 'L'], repeat: 1 }],
    [
      'xdotool names',
      { type: 'keypress', keys: ['Control_L', 'Super_L'] },
      { kind: 'chord', keys: ['Control_L', 'Super_L'], repeat: 1 },
    ],
    [
      'DOM codes',
      { type: 'keypress', keys: ['ControlLeft', 'KeyA'] },
      { kind: 'chord', keys: ['ControlLeft', 'KeyA'], repeat: 1 },
    ],
    [
      'a chord in one string',
      { type: 'keypress', keys: ['ctrl+shift+s'] },
      { kind: 'chord', keys: ['ctrl', 'shift', 's'], repeat: 1 },
    ],
    ['the plus key', { type: 'keypress', keys: ['ctrl++'] }, { kind: 'chord', keys: ['ctrl', '+'], repeat: 1 }],
    ['plus alone', { type: 'keypress', keys: ['CTRL', '+'] }, { kind: 'chord', keys: ['CTRL', '+'], repeat: 1 }],
    ['scroll', { type: 'scroll', x: 10, y: 20, scroll_x: 0, scroll_y: 300 }, { kind: 'scroll', ...at, dx: 0, dy: 300 }],
    [
      'scroll at the pointer',
      { type: 'scroll', scroll_y: -120, scroll_x: null },
      { kind: 'scroll', dx: 0, dy: -120, modifiers: [] },
    ],
    ['type', { type: 'type', text: 'Hello\n' }, { kind: 'type', text: 'Hello\n' }],
    ['a secret by its name', { type: 'type', text: '{{secret:PIN}}' }, { kind: 'type', text: '{{secret:PIN}}' }],
    ['wait', { type: 'wait' }, { kind: 'wait', ms: 2000 }],
    ['screenshot', { type: 'screenshot' }, { kind: 'screenshot' }],
  ])('%s', (_, wire, action) => {
    expect(parseAction(wire)).toEqual({ ok: true, action })
    expect(actionSchema.parse(action)).toEqual(action)
  })
})

describe('what cannot be read', () => {
  it.each<[string, unknown, string]>([
    ['an unknown type', { type: 'pinch', scale: 2 }, 'There is no action "pinch"'],
    ['a type that every object has', { type: 'constructor' }, 'There is no action "constructor"'],
    ['no type', { x: 1, y: 2 }, 'without a type'],
    ['null', null, 'without a type'],
    ['a string', 'click', 'without a type'],
    ['a missing coordinate', { type: 'click', x: 1 }, '"click" cannot be read: y'],
    ['a coordinate that is a word', { type: 'move', x: 'left', y: 1 }, '"move" cannot be read: x'],
    ['a coordinate that is no number', { type: 'move', x: Number.NaN, y: 1 }, '"move" cannot be read: x'],
    ['a button nobody has', { type: 'click', button: 'side', x: 1, y: 1 }, '"click" cannot be read: button'],
    ['a drag with one point', { type: 'drag', path: [[1, 2]] }, '"drag" cannot be read: path'],
    ['no keys', { type: 'keypress', keys: [] }, '"keypress" cannot be read: keys'],
    ['an empty key', { type: 'keypress', keys: [''] }, '"keypress" cannot be read: keys'],
    ['no text', { type: 'type' }, '"type" cannot be read: text'],
  ])('%s is a step that says so', (_, wire, words) => {
    const step = parseAction(wire)
    expect(step).toMatchObject({ ok: false, problem: { kind: 'unknown-action', retryable: false } })
    expect(step.ok ? '' : step.problem.message).toContain(words)
    expect(step.ok ? '' : step.shown).toBe(JSON.stringify(wire))
  })

  it('is shown shortened when it is long', () => {
    const step = parseAction({ type: 'sing', text: 'la'.repeat(1000) })
    expect(step.ok ? 0 : step.shown.length).toBe(300)
  })
})

describe('a call', () => {
  const wait = { type: 'wait' }
  it.each<[string, object, number]>([
    ['a batch in order', { actions: [wait, { type: 'nonsense' }, wait] }, 3],
    ['the one action of the preview tool', { action: wait }, 1],
    ['an empty batch', { actions: [] }, 0],
    ['an empty batch beside an action', { actions: [], action: wait }, 1],
    ['neither', {}, 0],
    ['null for both', { actions: null, action: null }, 0],
    ['a batch that is no list', { actions: { 0: wait } }, 1],
  ])('holds %s', (_, call, steps) => {
    expect(parseCallActions(call)).toHaveLength(steps)
  })

  it('keeps what cannot be read in its place', () => {
    expect(parseCallActions({ actions: [wait, { type: 'nonsense' }, wait] }).map((step) => step.ok)).toEqual([true, false, true])
    expect(parseCallActions({ actions: 'click' }).map((step) => step.ok)).toEqual([false])
  })
})
