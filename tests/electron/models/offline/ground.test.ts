import { describe, expect, it } from 'vitest'
import { ground } from '../../../../electron/models/offline/ground.js'
import type { Place } from '../../../../electron/models/offline/steps.js'
import type { Rect, TextLine } from '../../../../native-bridge/types.js'
import type { SceneWindow } from '../../../../electron/models/offline/scene.js'
import { line, scene, window } from './offline-stage.js'

const place = (given: Partial<Place>): Place => ({ text: null, ordinal: null, near: null, window: null, as: 'any', ...given })

const pointOf = (
  lines: readonly TextLine[],
  given: Partial<Place>,
  windows: readonly SceneWindow[] = [],
  boxes: readonly Rect[] = [],
) => {
  const grounded = ground(scene(lines, windows, boxes), place(given))
  return grounded.ok ? grounded.point : grounded.message
}

const table = [
  line('Notebook', 100, 100), line('Edit', 300, 100), line('Delete', 400, 100),
  line('Pencil', 100, 130), line('Edit', 300, 130), line('Delete', 400, 130),
  line('Eraser', 100, 160), line('Edit', 300, 160), line('Delete', 400, 160),
] // prettier-ignore

describe('which of several is meant', () => {
  it.each<[string, Partial<Place>, number]>([
    ['the first without an ordinal', { text: 'Edit' }, 106],
    ['by an ordinal', { text: 'Edit', ordinal: 2 }, 136],
    ['the last', { text: 'Delete', ordinal: -1 }, 166],
    ['in the row of another', { text: 'Delete', near: { side: 'beside', text: 'Pencil' } }, 136],
    ['right of another', { text: 'Edit', near: { side: 'rightOf', text: 'Eraser' } }, 166],
    ['below another', { text: 'Edit', near: { side: 'below', text: 'Pencil' } }, 166],
    ['above another, the nearest', { text: 'Edit', near: { side: 'above', text: 'Eraser' } }, 136],
    ['the second above another', { text: 'Edit', near: { side: 'above', text: 'Eraser' }, ordinal: 2 }, 106],
  ])('%s', (_, given, y) => expect(pointOf(table, given)).toMatchObject({ y }))

  it('the exact text before other capitals', () => {
    expect(pointOf([line('save', 10, 10), line('Save', 10, 50)], { text: 'Save' })).toMatchObject({ y: 56 })
  })

  it('the active window before others', () => {
    const windows = [window('A', { width: 300, height: 300 }), window('B', { x: 400, width: 300, height: 300 }, true)]
    expect(pointOf([line('OK', 10, 50), line('OK', 410, 50)], { text: 'OK' }, windows)).toMatchObject({ x: 418 })
  })

  it('a button before a word in a sentence', () => {
    expect(pointOf([line('Press Save to go on', 10, 10), line('Save', 10, 50)], { text: 'Save' })).toMatchObject({ y: 56 })
  })

  it('a sign that was surely read before a drawing that looks like one', () => {
    expect(pointOf([line('=', 10, 10, 30), line('=', 10, 50, 90)], { text: '=' })).toMatchObject({ y: 56 })
  })

  it('is told with the number of texts and the reason', () => {
    const grounded = ground(scene([line('Edit', 10, 10), line('Edit', 10, 50)]), place({ text: 'Edit' }))
    expect(grounded).toMatchObject({
      ok: true,
      why: '"Edit" is at 10, 10 (1 of 2 such texts, chosen as the first standing alone).',
    })
  })
})

describe('windows', () => {
  const front = window('Really quit?', { x: 100, y: 100, width: 200, height: 100 }, true)
  const back = window('Editor - notes.txt', { x: 50, y: 60, width: 500, height: 400 })
  const lines = [line('Yes', 120, 150), line('Yes', 400, 300)]

  it('a place is looked for in the window that is named, by part of its title', () => {
    expect(pointOf(lines, { text: 'Yes', window: 'notes.txt' }, [front, back])).toMatchObject({ x: 412 })
    expect(pointOf(lines, { text: 'Yes', window: 'really quit' }, [front, back])).toMatchObject({ x: 132 })
  })

  it('one that is not there is said, with those that are', () => {
    expect(pointOf(lines, { text: 'Yes', window: 'Mail' }, [front, back])).toBe(
      'There is no window "Mail"; open windows: "Really quit?", "Editor - notes.txt".',
    )
  })

  it('a window alone means its title bar, unless that is hidden', () => {
    expect(pointOf(lines, { window: 'notes.txt' }, [front, back])).toEqual({ x: 300, y: 48 })
    const cover = window('Cover', { x: 0, y: 30, width: 700, height: 60 })
    const point = pointOf(lines, { window: 'notes.txt' }, [cover, back])
    expect(point).toMatchObject({ x: expect.any(Number) as number })
    expect((point as { y: number }).y).toBeGreaterThan(100)
  })
})

describe('what is not there', () => {
  it('is reported with the nearest texts', () => {
    expect(pointOf([line('Continue', 10, 10), line('Quit', 10, 40)], { text: 'Contain' })).toBe(
      '"Contain" is not on the screen; the nearest texts are "Continue".',
    )
  })
  it('an ordinal too high says how many there are', () => {
    expect(pointOf(table, { text: 'Edit', ordinal: 5 })).toContain('"Edit" is there 3 times')
  })
  it('a neighbour that is missing is what is reported', () => {
    expect(pointOf(table, { text: 'Edit', near: { side: 'rightOf', text: 'Ruler' } })).toContain('"Ruler" is not on the screen')
  })
})

describe('boxes to write into', () => {
  const box = (x: number, y: number, width = 200, height = 24): Rect => ({ x, y, width, height })
  const into = (text: string, lines: readonly TextLine[], boxes: readonly Rect[]) =>
    pointOf(lines, { text, as: 'field' }, [], boxes)

  it('the one right of the label', () => {
    const lines = [line('Name', 50, 106), line('Street', 50, 146)]
    expect(into('Street', lines, [box(150, 100), box(150, 140)])).toEqual({ x: 250, y: 152 })
  })
  it('the one below it where none is on the right', () => {
    expect(into('Your name', [line('Your name', 50, 100)], [box(46, 120)])).toEqual({ x: 146, y: 132 })
  })
  it('the one round a hint', () => {
    expect(into('Search', [line('Search', 56, 106)], [box(50, 100)])).toEqual({ x: 150, y: 112 })
  })
  it('not the one of the next label in the row', () => {
    const lines = [line('First', 50, 106), line('Last', 400, 106)]
    expect(into('First', lines, [box(450, 100)])).toBe(
      '"First" is on the screen, but no box to write into was found right of it or below it.',
    )
  })
  it('left of a label alone means the bare place beside it where no box and no text is', () => {
    expect(pointOf([line('milk', 100, 100)], { near: { side: 'leftOf', text: 'milk' } })).toEqual({ x: 76, y: 106 })
  })
})
