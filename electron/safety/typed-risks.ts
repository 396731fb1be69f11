/** The risks of keys: of text that is typed and of chords, by the program that gets them. */
import { commandRisks } from './commands/command-risks.js'
import { findingOf, type Finding } from './finding.js'
import { classOf, type AppClass, type Place } from './place.js'
import { secretsIn } from './secrets.js'

/** `pending`: what was typed before it on the same line of a terminal. */
export function typedRisks(text: string, place: Place, pending = ''): readonly Finding[] {
  const kind = classOf(place.app)
  const secret = secretsIn(text).length > 0 ? [findingOf('types-secret')] : []
  if (kind === 'terminal' || kind === 'launcher') return [...secret, ...commandRisks(pending + text)]
  const sent = kind === 'chat' && /\S[^]*\n/.test(text) ? [SENDS_BY_RETURN] : []
  return [...secret, ...sent, ...commandsAnywhere(text)]
}

const SENDS_BY_RETURN = findingOf('sends', { sign: 'return-sends', why: 'In this program Return sends the message.' })

/** where a shell command may begin in a line */
const COMMAND = String.raw`(?:^|[;&|(]\s*|\bsudo\s+(?:-\S+\s+)*)`
/** The worst commands are found wherever they are typed: a program may hold a terminal that is not known as one. */
const WORST = new RegExp(
  COMMAND +
    String.raw`(?:rm\s+(?:-\S*[rRf]|--recursive|--force)|shred\s|find\s.*-delete\b|git\s+clean\s+-\S*f|mkfs(?:\.\w+)?\s|dd\s.*\bof=|wipefs\s|(?:fdisk|parted)\s+/dev/|(?:shutdown|reboot|poweroff|halt)\b(?=\s*$|\s+(?:-|now\b|\+|\d))|systemctl\s+(?:poweroff|reboot|halt)\b|git\s+push\s.*(?:--force\b|-f\b|--force-with-lease\b))`,
)
const AS_ROOT = /(?:^|[;&|(]\s*)(?:sudo|doas|pkexec)\s+\S/
const FROM_THE_NET = /\b(?:curl|wget)\b[^|\n]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/

const commandsAnywhere = (text: string): readonly Finding[] =>
  text
    .split('\n')
    .filter((line) => WORST.test(line) || AS_ROOT.test(line) || FROM_THE_NET.test(line))
    .flatMap((line) => commandRisks(line))

interface ChordSign {
  /** all of these together and no other; `f` is any function key */
  readonly keys: readonly string[]
  /** where it means that; left out: anywhere */
  readonly in?: readonly AppClass[]
  readonly finding: Finding
}

const LEAVES = findingOf('ends-session', {
  sign: 'leave-the-session',
  why: 'These keys can end the desktop session or switch away from it.',
})
const DELETES_FOR_GOOD = findingOf('deletes', {
  sign: 'delete-for-good',
  why: 'In most programs these keys delete without the wastebasket.',
})
const DELETES = findingOf('deletes', { sign: 'delete-key', why: 'In this program these keys delete what is selected.' })
const SENDS = findingOf('sends', { sign: 'keys-send', why: 'In this program these keys send the message.' })
const PASTES = findingOf('runs-unread', {
  sign: 'pastes-commands',
  why: 'What is pasted into a terminal may run at once, and what it is cannot be told.',
})

/** The middle button pastes what was selected last, wherever that was. */
export const middleClickRisks = (place: Place): readonly Finding[] => (classOf(place.app) === 'terminal' ? [PASTES] : [])

const CHORDS: readonly ChordSign[] = [
  { keys: ['ctrl', 'alt', 'delete'], finding: LEAVES },
  { keys: ['ctrl', 'alt', 'backspace'], finding: LEAVES },
  { keys: ['ctrl', 'alt', 'f'], finding: LEAVES },
  { keys: ['alt', 'sysrq'], finding: LEAVES },
  { keys: ['meta', 'l'], finding: LEAVES },
  { keys: ['ctrl', 'meta', 'q'], finding: LEAVES },
  { keys: ['shift', 'delete'], finding: DELETES_FOR_GOOD },
  { keys: ['alt', 'meta', 'backspace'], in: ['files'], finding: DELETES_FOR_GOOD },
  { keys: ['delete'], in: ['files', 'mail'], finding: DELETES },
  { keys: ['meta', 'backspace'], in: ['files', 'mail'], finding: DELETES },
  { keys: ['ctrl', 'shift', 'delete'], in: ['browser'], finding: DELETES },
  { keys: ['ctrl', 'enter'], in: ['mail', 'chat', 'browser'], finding: SENDS },
  { keys: ['meta', 'enter'], in: ['mail', 'chat', 'browser'], finding: SENDS },
  { keys: ['ctrl', 'shift', 'enter'], in: ['mail'], finding: SENDS },
  { keys: ['alt', 's'], in: ['mail'], finding: SENDS },
  { keys: ['shift', 'meta', 'd'], in: ['mail'], finding: SENDS },
  { keys: ['enter'], in: ['chat'], finding: SENDS },
  { keys: ['ctrl', 'shift', 'v'], in: ['terminal'], finding: PASTES },
  { keys: ['shift', 'insert'], in: ['terminal', 'launcher'], finding: PASTES },
  { keys: ['meta', 'v'], in: ['terminal'], finding: PASTES },
]

/** `isInText`: the keyboard is in a field, where Delete takes away a character. */
export function chordRisks(keys: readonly string[], place: Place, isInText = false): readonly Finding[] {
  const plain = keys.map(plainKey)
  const kind = classOf(place.app)
  return CHORDS.filter(
    (sign) =>
      sign.keys.length === plain.length &&
      sign.keys.every((key) => plain.includes(key)) &&
      (sign.in === undefined || (kind !== null && sign.in.includes(kind))) &&
      !(isInText && sign.finding === DELETES),
  ).map(({ finding }) => finding)
}

/** Return alone, or with keys that still press what has the focus. */
export const isReturn = (keys: readonly string[]): boolean => keys.length === 1 && plainKey(keys[0] ?? '') === 'enter'
export const isSpace = (keys: readonly string[]): boolean => keys.length === 1 && plainKey(keys[0] ?? '') === 'space'

/** Key names come in three vocabularies; only those that are spoken of here are told apart. */
export function plainKey(name: string): string {
  const plain = name === ' ' ? 'space' : name.toLowerCase().replace(/[\s_-]/g, '')
  const known = NAMES.find(([, pattern]) => pattern.test(plain))
  return known?.[0] ?? plain.replace(/^key(?=[a-z]$)/, '')
}

const NAMES: readonly (readonly [string, RegExp])[] = [
  ['ctrl', /^(?:(?:left|right)?(?:ctrl|control)|(?:ctrl|control)(?:left|right|l|r))$/],
  ['alt', /^(?:(?:left|right)?(?:alt|option|opt)|alt(?:left|right|l|r|gr))$/],
  ['shift', /^(?:(?:left|right)?shift|shift(?:left|right|l|r))$/],
  ['meta', /^(?:(?:left|right)?(?:meta|super|cmd|command|win|windows)|(?:meta|super|os)(?:left|right|l|r))$/],
  ['delete', /^(?:del|delete|kpdelete)$/],
  ['backspace', /^(?:bksp|backspace)$/],
  ['enter', /^(?:enter|return|kpenter|numpadenter)$/],
  ['insert', /^(?:ins|insert|kpinsert)$/],
  ['sysrq', /^(?:sysrq|printscreen|print|prtsc)$/],
  ['space', /^(?:space|spacebar)$/],
  ['f', /^f\d{1,2}$/],
]
