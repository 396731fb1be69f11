import { describe, expect, it } from 'vitest'
import { NO_DEEDS, noteDeed, tellDeeds } from '../../../electron/hotkeys/index.js'
import type { HumanEvent } from '../../../native-bridge/types.js'

const notes = { id: '1', title: 'Notes', active: true, x: 0, y: 0, width: 100, height: 100 }
const mail = { id: '2', title: 'Mail', active: false, x: 200, y: 0, width: 100, height: 100 }
const key = (code: string, down = true): HumanEvent => ({ kind: 'key', code, down, atMs: 0 })
const click = (x: number, button: 'left' | 'right' = 'left'): HumanEvent => ({
  kind: 'button',
  button,
  down: true,
  x,
  y: 5,
  atMs: 0,
})
const did = (...events: HumanEvent[]) =>
  tellDeeds(
    events.reduce((deeds, event) => noteDeed(deeds, event, [notes, mail]), NO_DEEDS),
    [],
    [],
  )

describe('what a person did, in words', () => {
  it.each<[string, HumanEvent[], string[]]>([
    ['a move says little', [{ kind: 'move', x: 1, y: 1, atMs: 0 }], ['moved the mouse']],
    ['a move beside anything else says nothing', [{ kind: 'move', x: 1, y: 1, atMs: 0 }, click(5)], ['clicked left in “Notes”']],
    [
      'clicks are counted by place',
      [click(5), click(205), click(5)],
      ['clicked left 2 times in “Notes”', 'clicked left in “Mail”'],
    ],
    ['a click beside all windows', [click(150, 'right')], ['clicked right']],
    ['keys are counted, never named', [key('KeyP'), key('KeyW'), key('Digit1')], ['pressed keys 3 times in “Notes”']],
    ['capitals are text', [key('ShiftLeft'), key('KeyA')], ['pressed keys in “Notes”']],
    ['a shortcut is named', [key('ControlLeft'), key('ShiftLeft'), key('KeyT')], ['pressed Ctrl+Shift+T in “Notes”']],
    ['AltGr may be text', [key('ControlLeft'), key('AltRight'), key('KeyQ')], ['pressed keys in “Notes”']],
    ['the wheel', [{ kind: 'wheel', x: 205, y: 5, atMs: 0 }], ['scrolled in “Mail”']],
    ['what goes up is nothing more', [key('KeyA', false)], []],
  ])('%s', (_, events, words) => {
    expect(did(...events)).toEqual(words)
  })

  it('tells windows that came, went and came to the front', () => {
    const [front, back] = [
      { ...mail, active: true },
      { ...notes, active: false },
    ]
    expect(tellDeeds(NO_DEEDS, [notes], [notes, mail])).toEqual(['opened the window “Mail”'])
    expect(tellDeeds(NO_DEEDS, [notes, mail], [front])).toEqual(['closed the window “Notes”', 'brought “Mail” to the front'])
    expect(tellDeeds(NO_DEEDS, [notes, mail], [front, back])).toEqual(['brought “Mail” to the front'])
  })

  it('cuts long titles and long tales', () => {
    const long = { ...notes, title: 'x'.repeat(200) }
    expect(tellDeeds(NO_DEEDS, [], [long])[0]?.length).toBeLessThan(100)
    const many = Array.from({ length: 40 }, (_, at) => ({ ...mail, id: `w${at}`, title: `w${at}` }))
    expect(tellDeeds(NO_DEEDS, [], many)).toHaveLength(13)
  })
})
