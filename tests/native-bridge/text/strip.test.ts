import { describe, expect, it } from 'vitest'
import { scaleGray, toPgm } from '../../../native-bridge/text/gray-image.js'
import { unpacked } from '../../../native-bridge/text/languages.js'
import { readSign } from '../../../native-bridge/text/signs.js'
import { cutStrip } from '../../../native-bridge/text/strip.js'
import { sep } from 'node:path'
import { BLACK, drawing, WHITE, type Drawing } from './pictures.js'

const STYLE = { letterHeight: 36, pad: 2 }
const BOX = { x: 20, y: 14, width: 40, height: 12 }

const cut = (paper: Drawing, box = BOX) => cutStrip(paper.image, box, STYLE)
/** darkness of the strip where a display pixel came to lie */
const darkness = (paper: Drawing, x: number, y: number, box = BOX) => {
  const { image, scale, x: left, y: top } = cut(paper, box)
  const at = Math.round((y + 0.5 - top) * scale) * image.width + Math.round((x + 0.5 - left) * scale)
  return 255 - image.data[at]!
}

describe('a strip', () => {
  it.each([
    ['dark on white', BLACK, WHITE],
    ['light on dark', [220, 220, 220], [30, 30, 30]],
    ['grey on white', [160, 160, 160], WHITE],
    ['red on green of the same brightness', [200, 40, 40], [40, 121, 40]],
  ] as const)('is dark on white: %s', (_, ink, ground) => {
    const paper = drawing(100, 40, ground)
    paper.fill({ x: 30, y: 16, width: 6, height: 8 }, ink)
    expect(darkness(paper, 32, 20)).toBeGreaterThan(200)
    expect(darkness(paper, 50, 20)).toBeLessThan(40)
  })

  it('shows selected text dark on white like the rest of its line', () => {
    const line = drawing(140, 40)
    const box = { x: 20, y: 14, width: 100, height: 12 }
    line.letters(5, 20, 14, 12, BLACK)
    line.fill({ x: 80, y: 8, width: 44, height: 24 }, [50, 110, 220])
    line.fill({ x: 90, y: 16, width: 4, height: 8 }, WHITE)
    expect(darkness(line, 91, 20, box)).toBeGreaterThan(120)
    expect(darkness(line, 105, 20, box)).toBeLessThan(60)
  })

  it('is enlarged to a good letter height and tells by how much', () => {
    expect(cut(drawing(100, 40))).toMatchObject({ scale: 3 })
    expect(cut(drawing(200, 90), { x: 10, y: 10, width: 150, height: 60 })).toMatchObject({ scale: 0.7 })
  })
})

describe('grey pictures', () => {
  it('are written as PGM', () => {
    const file = toPgm({ width: 2, height: 1, data: new Uint8Array([7, 200]) })
    expect(Buffer.from(file)).toEqual(Buffer.concat([Buffer.from('P5\n2 1\n255\n'), Buffer.from([7, 200])]))
  })
  it('are scaled smoothly', () => {
    const scaled = scaleGray({ width: 2, height: 1, data: new Uint8Array([0, 200]) }, 2)
    expect([...scaled.data]).toEqual([0, 50, 150, 200, 0, 50, 150, 200])
  })
})

describe('signs told by their bars', () => {
  const sign = (bars: readonly number[], width = 12) => {
    const paper = drawing(60, 40)
    for (const y of bars) paper.fill({ x: 20, y, width, height: 2 }, BLACK)
    const height = Math.max(...bars) - Math.min(...bars) + 2
    return readSign(cutStrip(paper.image, { x: 20, y: Math.min(...bars), width, height }, STYLE).image)
  }
  it('one bar is a minus, two are an equals sign', () => expect([sign([20], 7), sign([16, 21])]).toEqual(['-', '=']))
  it('three bars and letters are neither', () => {
    const word = drawing(60, 40)
    word.letters(3, 20, 14, 12, BLACK)
    expect([sign([12, 16, 20]), readSign(cut(word).image), readSign(cut(drawing(60, 40)).image)]).toEqual([null, null, null])
  })
})

it('files of a packaged app are looked for beside its archive, others where they are', () => {
  const path = ['', 'opt', 'app.asar', 'node_modules', 'x'].join(sep)
  expect(unpacked(path)).toBe(['', 'opt', 'app.asar.unpacked', 'node_modules', 'x'].join(sep))
  expect(unpacked(unpacked(path))).toBe(unpacked(path))
  expect(unpacked(`${sep}home${sep}x`)).toBe(`${sep}home${sep}x`)
})
