/** The risks of pressing something on the screen, from the words on it and around it. */
import { findingOf, type Finding } from './finding.js'
import { classOf, type AppClass, type Place } from './place.js'
import { askedRisks, isAgreeing, isBin, labelRisks } from './words/labels.js'
import type { WordRisk } from './words/word-table.js'

/** In these a word is text that somebody works on; what they can do wrong is done by keys. */
const ONLY_TEXT: ReadonlySet<AppClass> = new Set(['terminal', 'text'])

/** Can a word on the screen of this program mean anything bad? Where not, nothing is read. */
export const canWordsMatter = (place: Place): boolean => {
  const kind = classOf(place.app)
  return kind === null || !ONLY_TEXT.has(kind)
}

/** What is written on the thing that is pressed: the accessible name, what is read off the screen, or both. */
export function labelFindings(labels: readonly string[], place: Place, isDouble = false): readonly Finding[] {
  const said = labels.filter((label) => !FILE.test(label.trim()))
  const found = said.flatMap((label) => labelRisks(label).map((risk) => wordFinding(risk, label)))
  const opened = isDouble && labels.some((label) => PROGRAM_FILE.test(label.trim())) ? [OPENS_PROGRAM] : []
  const kind = classOf(place.app)
  const here = kind === 'settings' && labels.some((label) => APPLIES.test(label.trim())) ? [CHANGES] : []
  return firstOfEach([...found, ...here, ...opened])
}

/** The name of a file says nothing of what a click on it does, whatever it is called. */
const FILE = /^[^\s/]+(?: [^\s/]+){0,8}\.[a-z][a-z0-9]{0,4}$/i
const PROGRAM_FILE =
  /\.(?:deb|rpm|msi|msix|exe|dmg|pkg|appimage|flatpakref|snap|run|bat|cmd|ps1|vbs|jar|desktop|scr|apk|command)$/i
const OPENS_PROGRAM = findingOf('installs', { sign: 'opens-program', why: 'It opens a file that installs or runs a program.' })

const APPLIES = /^(?:apply|ok|save|add|remove|übernehmen|anwenden|appliquer|aplicar|applica|toepassen|применить|应用|適用)$/i
const CHANGES = findingOf('changes-settings', { sign: 'settings-program', why: 'It changes settings of this machine.' })

/** A button that only agrees does what the dialog asks. */
export function dialogFindings(labels: readonly string[], dialog: readonly string[]): readonly Finding[] {
  if (!labels.some(isAgreeing)) return []
  return askedRisks(dialog.join(' ')).map((risk) => askedFinding(risk, labels[0] ?? ''))
}

/** Of a page only what asks something counts, or names what is about to be done as a button would. */
export const askingOf = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => /[?？¿؟]/.test(text) || labelRisks(text).length > 0)

/** Return in a dialog presses its default button; which one that is cannot be seen, so every button of it counts. */
export function returnFindings(texts: readonly string[]): readonly Finding[] {
  const buttons = texts.flatMap((text) => labelRisks(text).map((risk) => wordFinding(risk, text)))
  const agrees = texts.some(isAgreeing)
  const asked = agrees
    ? askedRisks(texts.filter((text) => !isAgreeing(text)).join(' ')).map((risk) => askedFinding(risk, 'Return'))
    : []
  return firstOfEach([...buttons, ...asked])
}

export const dropFindings = (label: string): readonly Finding[] =>
  isBin(label) ? [findingOf('deletes', { sign: 'drop-on-bin', why: `It is dropped on “${short(label)}”.` })] : []

const MEANS: { readonly [K in WordRisk]: string } = {
  sends: 'it sends something to somebody else',
  pays: 'it pays, orders or books',
  deletes: 'it deletes something',
  installs: 'it installs or runs a program',
  'changes-settings': 'it changes settings or gives rights',
  'ends-session': 'it ends the desktop session or the machine',
}

const wordFinding = (risk: WordRisk, label: string): Finding =>
  findingOf(risk, { sign: `word-${risk}`, why: `It says “${short(label)}”: ${MEANS[risk]}.` })

const askedFinding = (risk: WordRisk, label: string): Finding =>
  findingOf(risk, { sign: `asked-${risk}`, why: `“${short(label)}” agrees to a dialog by which ${MEANS[risk]}.` })

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

const firstOfEach = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map([...findings].reverse().map((finding) => [finding.risk, finding])).values(),
]
