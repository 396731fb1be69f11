import { describe, expect, it } from 'vitest'
import { findMarks } from '../../../native-bridge/text/ink.js'
import { findTextBoxes } from '../../../native-bridge/text/text-boxes.js'
import { BLACK, drawing, WHITE, type Drawing } from './pictures.js'

const boxesOf = ({ image }: Drawing) => findTextBoxes(findMarks(image, { x: 0, y: 0, width: image.width, height: image.height }))
const rows = (found: readonly { x: number; y: number }[]) => found.map(({ x, y }) => [x, y])

describe('runs of text', () => {
  it('are the letters that stand close together, with their bounds', () => {
    const paper = drawing(200, 60)
    paper.letters(5, 20, 20, 12, BLACK)
    const [box, ...others] = boxesOf(paper)
    expect(others).toEqual([])
    expect(box?.x).toBeGreaterThanOrEqual(18)
    expect(box?.x).toBeLessThanOrEqual(20)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThanOrEqual(57)
    expect(box?.height).toBeLessThanOrEqual(15)
  })

  it('end where labels of a menu stand apart', () => {
    const bar = drawing(300, 40)
    for (const x of [10, 70, 130]) bar.letters(4, x, 14, 12, BLACK)
    expect(boxesOf(bar)).toHaveLength(3)
  })

  it('are one a line, also where the lines nearly touch', () => {
    const page = drawing(200, 90)
    for (const y of [10, 23, 36, 49]) page.letters(12, 20, y, 11, BLACK)
    expect(boxesOf(page)).toHaveLength(4)
  })

  it('are found in light letters on dark ground, and in a colour of the same brightness', () => {
    const dark = drawing(200, 40, [30, 30, 30])
    dark.letters(6, 20, 14, 12, [220, 220, 220])
    expect(boxesOf(dark)).toHaveLength(1)
    const coloured = drawing(200, 40, [200, 60, 60])
    coloured.letters(6, 20, 14, 12, [60, 107, 200])
    expect(boxesOf(coloured)).toHaveLength(1)
  })

  it('go from top to bottom and from the left', () => {
    const page = drawing(300, 90)
    page.letters(4, 150, 50, 12, BLACK)
    page.letters(4, 20, 10, 12, BLACK)
    page.letters(4, 20, 50, 12, BLACK)
    expect(rows(boxesOf(page)).map(([x]) => x! > 100)).toEqual([false, false, true])
  })
})

describe('what is no text', () => {
  it('a button’s frame is left out, its label is not', () => {
    const button = drawing(200, 80)
    button.outline({ x: 20, y: 20, width: 90, height: 32 }, [120, 120, 120])
    button.letters(5, 45, 30, 12, BLACK)
    const boxes = boxesOf(button)
    expect(boxes).toHaveLength(1)
    expect(boxes[0]?.width).toBeLessThan(50)
  })

  it('rules, panes and carets are left out', () => {
    const pane = drawing(300, 200)
    pane.fill({ x: 0, y: 100, width: 300, height: 100 }, [40, 60, 120])
    pane.fill({ x: 20, y: 20, width: 200, height: 1 }, BLACK)
    pane.fill({ x: 40, y: 40, width: 1, height: 20 }, BLACK)
    expect(boxesOf(pane)).toEqual([])
  })

  it('a label that a frame runs into is cut free', () => {
    const group = drawing(300, 120)
    group.outline({ x: 10, y: 20, width: 280, height: 90 }, BLACK)
    group.fill({ x: 28, y: 14, width: 46, height: 14 }, WHITE)
    group.letters(5, 32, 14, 12, BLACK)
    expect(boxesOf(group).some((box) => box.x > 25 && box.x < 35 && box.width < 60 && box.height < 18)).toBe(true)
  })
})
