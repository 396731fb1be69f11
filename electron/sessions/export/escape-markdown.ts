/**
 * Text that others wrote, for a Markdown page: nothing in it is markup, so that no picture is loaded, no link goes anywhere and
 * no HTML gets in.
 */
import { visibleText } from '../../replay/visible-text.js'

/** What Markdown or its dialects give a meaning to anywhere in a line. */
const MARKUP = /[\\`*_{}[\]<>&#|~$!()@^]/g
const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }
const NOTHING_WIDE = '&#8203;'

/** One line; the line breaks in it are blanks. */
export const escapeMarkdown = (text: string): string =>
  visibleText(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(MARKUP, (character) => ENTITIES[character] ?? `\\${character}`)
    // addresses that would become links by themselves
    .replace(/:(?=\/\/)/g, `:${NOTHING_WIDE}`)
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}${NOTHING_WIDE}.`)
    // what makes a list, a rule or a heading of a line
    .replace(/^(\d+)(?=[.)\\])|^(?=[-+=])/, (found) => `${found}${NOTHING_WIDE}`)

/** Several lines as a quotation, each escaped. */
export const quoteMarkdown = (text: string): string =>
  visibleText(text)
    .trim()
    .split('\n')
    .map((line) => `> ${escapeMarkdown(line)}`.trimEnd())
    .join('\n')

/** Text that is to be read letter for letter: a block whose fence is longer than any in it. */
export function blockMarkdown(text: string): string {
  const shown = visibleText(text).replace(/\n+$/, '')
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${shown}\n${fence}`
}
