/**
 * Applies a headerless V4A diff to a text. Context is found exactly, else without the spaces at line ends (fuzz 1), else
 * without those around the lines (fuzz 100). All or nothing: either the whole new text, or why it cannot be. Pure.
 */
import { DiffError, readNewFile, readSections, shown, type Section } from './read-diff.js'

export type Applied =
  { readonly ok: true; readonly text: string; readonly fuzz: number } | { readonly ok: false; readonly why: string }

export const createText = (diff: string): Applied => attempt(() => ({ text: readNewFile(diff), fuzz: 0 }))

export const applyDiff = (before: string, diff: string): Applied => attempt(() => update(before, diff))

function attempt(apply: () => { text: string; fuzz: number }): Applied {
  try {
    return { ok: true, ...apply() }
  } catch (error) {
    if (error instanceof DiffError) return { ok: false, why: error.message }
    throw error
  }
}

interface Placed {
  readonly at: number
  readonly deleted: number
  readonly inserted: readonly string[]
}

function update(before: string, diff: string): { text: string; fuzz: number } {
  const ending = lineEnding(before)
  const lines = (ending === '\r\n' ? before.replaceAll('\r\n', '\n') : before).split('\n')
  const placed: Placed[] = []
  let cursor = 0
  let fuzz = 0
  for (const section of readSections(diff)) {
    if (section.anchorCount === 0 && cursor !== 0) throw new DiffError('the second and later parts of a diff begin with @@')
    const start = toAnchors(section, lines, cursor)
    const found = place(section, lines, start.cursor)
    if (!found) throw new DiffError(notFound(section))
    fuzz += start.fuzz + found.fuzz
    for (const { at, deleted, inserted } of section.chunks) placed.push({ at: at + found.at, deleted: deleted.length, inserted })
    cursor = found.at + section.block.length
  }
  return { text: rebuilt(lines, placed).join(ending), fuzz }
}

/** CRLF only where every newline is one. */
function lineEnding(text: string): '\n' | '\r\n' {
  const all = text.match(/\r?\n/g)
  return all !== null && all.every((ending) => ending === '\r\n') ? '\r\n' : '\n'
}

function toAnchors({ anchors, anchorCount }: Section, lines: readonly string[], from: number): { cursor: number; fuzz: number } {
  let cursor = from
  let fuzz = 0
  anchors.forEach((anchor, index) => {
    const found = findAnchor(anchor, lines, cursor, index > 0)
    if (found) {
      cursor = found.cursor
      fuzz += found.fuzz
    } else if (anchorCount > 1) throw new DiffError(`the line after @@ was not found: ${shown(anchor)}`)
  })
  return { cursor, fuzz }
}

/** A first anchor may stand before the place that was reached: then the search goes on from there. */
function findAnchor(anchor: string, lines: readonly string[], cursor: number, isForwardOnly: boolean) {
  const ways = [
    { isSame: (line: string) => line === anchor, fuzz: 0 },
    { isSame: (line: string) => line.trim() === anchor.trim(), fuzz: 1 },
  ]
  for (const { isSame, fuzz } of ways) {
    if (!isForwardOnly && lines.slice(0, cursor).some(isSame)) return { cursor, fuzz: 0 }
    const at = lines.findIndex((line, index) => index >= cursor && isSame(line))
    if (at !== -1) return { cursor: at + 1, fuzz }
  }
  return null
}

interface Found {
  readonly at: number
  readonly fuzz: number
}

const AWAY_FROM_THE_END = 10_000

function place({ block, isAtEnd }: Section, lines: readonly string[], cursor: number): Found | null {
  if (!isAtEnd) return findBlock(lines, block, cursor)
  const ended = lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines
  const atEnd = findBlock(ended, block, Math.max(0, ended.length - block.length))
  if (atEnd) return atEnd
  const earlier = findBlock(ended, block, Math.min(cursor, ended.length))
  return earlier ? { at: earlier.at, fuzz: earlier.fuzz + AWAY_FROM_THE_END } : null
}

const LEVELS: readonly { readonly fuzz: number; readonly read: (line: string) => string }[] = [
  { fuzz: 0, read: (line) => line },
  { fuzz: 1, read: (line) => line.trimEnd() },
  { fuzz: 100, read: (line) => line.trim() },
]

function findBlock(lines: readonly string[], block: readonly string[], start: number): Found | null {
  if (block.length === 0) return { at: start, fuzz: 0 }
  for (const { fuzz, read } of LEVELS) {
    const wanted = block.map(read)
    const text = lines.map(read)
    for (let at = start; at + wanted.length <= text.length; at += 1) {
      if (wanted.every((line, index) => text[at + index] === line)) return { at, fuzz }
    }
  }
  return null
}

function rebuilt(lines: readonly string[], placed: readonly Placed[]): readonly string[] {
  const result: string[] = []
  let at = 0
  for (const change of placed) {
    if (change.at < at) throw new DiffError('two parts of the diff change the same lines')
    for (const line of lines.slice(at, change.at)) result.push(line)
    for (const line of change.inserted) result.push(line)
    at = change.at + change.deleted
  }
  for (const line of lines.slice(at)) result.push(line)
  return result
}

function notFound({ block, isAtEnd }: Section): string {
  const where = isAtEnd ? 'at the end of the file' : 'in the file'
  return `these lines do not stand ${where}:\n${block.slice(0, 12).map(shown).join('\n')}${block.length > 12 ? '\n…' : ''}`
}
