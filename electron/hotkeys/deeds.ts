/** What a person did with the desktop, in words: which windows were clicked and typed into, and never what was typed. */
import type { DesktopWindow, HumanEvent, Point } from '../../native-bridge/types.js'
import { MODIFIER_CODES } from './chord.js'

type Windows = readonly Pick<DesktopWindow, 'id' | 'title' | 'active' | 'x' | 'y' | 'width' | 'height'>[]

export interface Deeds {
  /** one a kind and place, in the order they began */
  readonly entries: readonly { readonly verb: string; readonly place: string; readonly times: number }[]
  /** modifiers that are down */
  readonly modifiers: ReadonlySet<string>
}

export const NO_DEEDS: Deeds = { entries: [], modifiers: new Set() }

const MOVED = 'moved the mouse'
/** More is a tale that no model needs. */
const MOST_SENTENCES = 12
const LONGEST_TITLE = 60

/** `windows` are those that were there, topmost first. */
export function noteDeed(deeds: Deeds, event: HumanEvent, windows: Windows): Deeds {
  switch (event.kind) {
    case 'move':
      return deeds.entries.length > 0 ? deeds : add(deeds, MOVED, '')
    case 'wheel':
      return add(deeds, 'scrolled', placeAt(windows, event))
    case 'button':
      return event.down ? add(deeds, `clicked ${event.button}`, placeAt(windows, event)) : deeds
    case 'key':
      return noteKey(deeds, event, windows)
  }
}

function noteKey(deeds: Deeds, { code, down }: Extract<HumanEvent, { kind: 'key' }>, windows: Windows): Deeds {
  const modifier = MODIFIER_CODES[code]
  if (modifier) {
    const modifiers = new Set(deeds.modifiers)
    if (down) modifiers.add(modifier)
    else modifiers.delete(modifier)
    return { ...deeds, modifiers }
  }
  if (!down) return deeds
  const active = windows.find((window) => window.active)
  return add(deeds, shortcut(code, deeds.modifiers) ?? 'pressed keys', active ? nameOf(active) : '')
}

/** A shortcut is no text; AltGr comes as Ctrl and Alt together on some systems, and then it may be text. */
function shortcut(code: string, modifiers: Deeds['modifiers']): string | null {
  const held = ['Ctrl', 'Alt', 'Meta'].filter((name) => modifiers.has(name as 'Ctrl'))
  if (held.length === 0 || (held.includes('Ctrl') && held.includes('Alt'))) return null
  const shift = modifiers.has('Shift') ? ['Shift'] : []
  return `pressed ${[...held, ...shift, code.replace(/^(Key|Digit)/, '')].join('+')}`
}

function add(deeds: Deeds, verb: string, place: string): Deeds {
  const before = deeds.entries.filter((entry) => entry.verb !== MOVED || verb === MOVED)
  const at = before.findIndex((entry) => entry.verb === verb && entry.place === place)
  const entries =
    at === -1
      ? [...before, { verb, place, times: 1 }]
      : before.map((entry, index) => (index === at ? { ...entry, times: entry.times + 1 } : entry))
  return { ...deeds, entries }
}

/** Sentences without a subject: `clicked left 2 times in “Notes”`. Empty when nothing was done. */
export function tellDeeds({ entries }: Deeds, before: Windows, after: Windows): readonly string[] {
  const told = entries.map(({ verb, place, times }) => {
    const often = times > 1 && verb !== MOVED ? ` ${times} times` : ''
    return `${verb}${often}${place === '' ? '' : ` in ${place}`}`
  })
  const all = [...told, ...tellWindows(before, after)]
  const more = all.length - MOST_SENTENCES
  return more > 0 ? [...all.slice(0, MOST_SENTENCES), `and did ${more} more things`] : all
}

function tellWindows(before: Windows, after: Windows): readonly string[] {
  const isIn = (windows: Windows, id: string) => windows.some((window) => window.id === id)
  const opened = after.filter(({ id }) => !isIn(before, id)).map((window) => `opened the window ${nameOf(window)}`)
  const closed = before.filter(({ id }) => !isIn(after, id)).map((window) => `closed the window ${nameOf(window)}`)
  const front = after.find((window) => window.active)
  const wasFront = before.find((window) => window.active)
  const isOther = front !== undefined && front.id !== wasFront?.id && isIn(before, front.id)
  return [...opened, ...closed, ...(isOther ? [`brought ${nameOf(front)} to the front`] : [])]
}

const placeAt = (windows: Windows, point: Point): string => {
  const under = windows.find(
    ({ x, y, width, height }) => point.x >= x && point.y >= y && point.x < x + width && point.y < y + height,
  )
  return under ? nameOf(under) : ''
}

const nameOf = ({ title }: { readonly title: string }): string =>
  `“${title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title}”`
