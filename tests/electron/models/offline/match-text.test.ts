import { describe, expect, it } from 'vitest'
import { findText, nearestTexts } from '../../../../electron/models/offline/match-text.js'
import { line } from './offline-stage.js'

const textsFor = (lines: readonly string[], wanted: string) =>
  findText(
    lines.map((text, i) => line(text, 10, 20 * i)),
    wanted,
  ).map((match) => match.text)

describe('finding a text', () => {
  it.each([
    ['a word in a line', ['Save the file'], 'file', ['file']],
    ['several words', ['Save the file as'], 'the file', ['the file']],
    ['whatever the capitals', ['SAVE'], 'save', ['SAVE']],
    ['without the dots and colons that labels end in', ['Save As…', 'Name:'], 'Save As', ['Save As…']],
    ['with a colon that was not read', ['Name'], 'Name:', ['Name']],
    ['where a blank was not read', ['SaveAs now'], 'Save As', ['SaveAs']],
    ['where signs look alike', ['F1le 0pen'], 'File Open', ['F1le 0pen']],
    ['as part of a path', ['/tmp/notes.txt'], 'notes.txt', ['/tmp/notes.txt']],
    ['with one wrong letter in a long word', ['galculater'], 'galculator', ['galculater']],
    ['with other quotes and dashes', ['don’t – stop'], "don't - stop", ['don’t – stop']],
  ])('%s', (_, lines, wanted, found) => expect(textsFor(lines, wanted)).toEqual(found))

  it.each([
    ['inside a word', ['Start'], 'art'],
    ['with a wrong digit', ['Total 4716'], 'Total 4711'],
    ['with a wrong letter in a short word', ['cat'], 'cut'],
    ['as a sign that is part of another', ['+/-'], '+'],
    ['for nothing', ['Start'], '   '],
  ])('is not found %s', (_, lines, wanted) => expect(textsFor(lines, wanted)).toEqual([]))

  it('takes what only looks alike when the exact text is nowhere', () => {
    expect(textsFor(['l', '1'], '1')).toEqual(['1'])
    expect(textsFor(['l'], '1')).toEqual(['l'])
  })

  it('finds a phrase whose words stand far apart in a row', () => {
    const found = findText([line('Save', 10, 0), line('As', 60, 0)], 'Save As')
    expect(found).toMatchObject([{ x: 10, width: 66, text: 'Save As', isAlone: false }])
  })

  it('tells a text that stands alone from a word in a sentence, drawings aside', () => {
    const alone = (text: string, wanted = 'Save') => findText([line(text, 0, 0)], wanted)[0]?.isAlone
    expect([alone('Save'), alone('* Save'), alone('Save the file'), alone('Save…')]).toEqual([true, true, false, true])
  })

  it('gives the place of the words, not of the line', () => {
    expect(findText([line('Save the file', 100, 40)], 'the')).toMatchObject([{ x: 140, y: 40, width: 24, height: 12 }])
  })

  it('goes in reading order: rows, then from the left', () => {
    const found = findText([line('Edit', 300, 11), line('Edit', 10, 50), line('Edit', 10, 10)], 'Edit')
    expect(found.map(({ x, y }) => [x, y])).toEqual([[10, 10], [300, 11], [10, 50]]) // prettier-ignore
  })
})

describe('the nearest texts', () => {
  const lines = ['Continue', 'Cancel', 'Quit', '§§'].map((text, i) => line(text, 0, 20 * i))
  it('are those that need the fewest changes', () => expect(nearestTexts(lines, 'Contine')[0]).toBe('Continue'))
  it('leave out what has nothing in common', () => expect(nearestTexts(lines, 'xyzzy')).toEqual([]))
  it('leave out what was hardly read', () => expect(nearestTexts([line('Contine', 0, 0, 20)], 'Contine')).toEqual([]))
})
