/** Reads the desktop's own texts instead of its pixels: what a perfect OCR would see, hidden parts left out. */
import { displayPixels, isInRect, osRectToDisplay } from '../../geometry.js'
import type { Display, Rect, TextLine, TextWord } from '../../types.js'
import { CHAR } from './font.js'
import { outerRect, type Scene, type SceneWindow } from './scene.js'
import { textsOf, titleOf, type PlacedText } from './texts.js'

/** Lines of one display in display px, top to bottom. */
export function readScene(scene: Scene, display: Display, nowMs: number): readonly TextLine[] {
  const lines = scene.windows.flatMap((window, index) => {
    const above = scene.windows.slice(index + 1)
    const texts = [titleOf(window), ...window.controls.flatMap((control) => textsOf(window, control, nowMs))]
    return texts.flatMap((placed) => lineOf(placed, display, above))
  })
  return lines.sort((a, b) => a.y - b.y || a.x - b.x)
}

export function linesWithin(lines: readonly TextLine[], region: Rect): readonly TextLine[] {
  return lines.flatMap((line) => asLine(line.words.filter((word) => isInRect(region, middleOf(word)))))
}

function lineOf(placed: PlacedText, display: Display, above: readonly SceneWindow[]): TextLine[] {
  const words = [...placed.text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    at: {
      x: placed.x + match.index * CHAR.width,
      y: placed.y,
      width: match[0].length * CHAR.width - CHAR.dot,
      height: CHAR.height,
    },
  }))
  const pixels = displayPixels(display)
  const seen = words
    .filter(
      (word) =>
        isInRect(placed.clip, middleOf(word.at)) && !above.some((window) => isInRect(outerRect(window), middleOf(word.at))),
    )
    .map((word) => ({ text: word.text, confidence: 96, ...osRectToDisplay(display, word.at) }))
    .filter((word) => isInRect({ x: 0, y: 0, ...pixels }, middleOf(word)))
  return asLine(seen)
}

function asLine(words: readonly TextWord[]): TextLine[] {
  const first = words[0]
  const last = words.at(-1)
  if (!first || !last) return []
  const text = words.map((word) => word.text).join(' ')
  return [{ text, confidence: 96, words, x: first.x, y: first.y, width: last.x + last.width - first.x, height: first.height }]
}

const middleOf = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })
