/**
 * When a person is asked first, as data. Each rule says what it looks at, what it means and how bad it may be; policy.ts
 * applies them. Only what can be told from the action itself stands here: what a click lands on is not known yet.
 */
import type { Action } from '../protocol/action.js'

export interface Rule {
  readonly id: string
  readonly risk: 'low' | 'medium' | 'high'
  /** for the person: why they are asked */
  readonly why: string
  readonly fits: RuleSight
}

/** `chord`: all of these keys together, `f` standing for any function key. `typed`: a line of the text that is typed. */
export type RuleSight =
  { readonly kind: 'chord'; readonly keys: readonly string[] } | { readonly kind: 'typed'; readonly line: RegExp }

/** where a shell command may begin in a line */
const COMMAND = String.raw`(?:^|[;&|(]\s*|\bsudo\s+(?:-\S+\s+)*)`

const command = (pattern: string): RuleSight => ({ kind: 'typed', line: new RegExp(COMMAND + pattern, 'm') })

export const RULES: readonly Rule[] = [
  {
    id: 'leave-the-session',
    risk: 'high',
    why: 'These keys can end the desktop session or switch away from it.',
    fits: { kind: 'chord', keys: ['ctrl', 'alt', 'delete'] },
  },
  {
    id: 'leave-the-session',
    risk: 'high',
    why: 'These keys can end the desktop session or switch away from it.',
    fits: { kind: 'chord', keys: ['ctrl', 'alt', 'backspace'] },
  },
  {
    id: 'leave-the-session',
    risk: 'high',
    why: 'These keys can end the desktop session or switch away from it.',
    fits: { kind: 'chord', keys: ['ctrl', 'alt', 'f'] },
  },
  {
    id: 'delete-for-good',
    risk: 'medium',
    why: 'In most programs these keys delete without the wastebasket.',
    fits: { kind: 'chord', keys: ['shift', 'delete'] },
  },
  {
    id: 'command-deletes',
    risk: 'high',
    why: 'The text holds a command that deletes files.',
    fits: command(String.raw`(?:rm\s+(?:-\S*[rRf]|--recursive|--force)|shred\s|find\s.*-delete\b|git\s+clean\s+-\S*f)`),
  },
  {
    id: 'command-overwrites-disk',
    risk: 'high',
    why: 'The text holds a command that overwrites a disk.',
    fits: command(String.raw`(?:mkfs(?:\.\w+)?\s|dd\s.*\bof=|wipefs\s|(?:fdisk|parted)\s+/dev/)`),
  },
  {
    id: 'command-ends-machine',
    risk: 'high',
    why: 'The text holds a command that shuts the machine down or restarts it.',
    fits: command(String.raw`(?:shutdown|reboot|poweroff|halt|systemctl\s+(?:poweroff|reboot|halt))\b`),
  },
  {
    id: 'command-as-root',
    risk: 'medium',
    why: 'The text holds a command that runs with all rights.',
    fits: { kind: 'typed', line: /(?:^|[;&|(]\s*)(?:sudo|doas|pkexec)\s+\S/m },
  },
  {
    id: 'command-from-the-net',
    risk: 'high',
    why: 'The text holds a command that runs a script straight from the network.',
    fits: { kind: 'typed', line: /\b(?:curl|wget)\b[^|\n]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/m },
  },
  {
    id: 'command-rewrites-history',
    risk: 'medium',
    why: 'The text holds a command that overwrites what others may have.',
    fits: command(String.raw`git\s+push\s.*(?:--force\b|-f\b|--force-with-lease\b)`),
  },
]

/** The worst rule that fits, or null. */
export function ruleFor(action: Action): Rule | null {
  const fitting = RULES.filter((rule) => fits(action, rule.fits))
  return fitting.find((rule) => rule.risk === 'high') ?? fitting[0] ?? null
}

function fits(action: Action, sight: RuleSight): boolean {
  if (sight.kind === 'typed') return action.kind === 'type' && sight.line.test(action.text)
  if (action.kind !== 'chord' && action.kind !== 'holdKey') return false
  const keys = action.keys.map(plainKey)
  return sight.keys.length === keys.length && sight.keys.every((key) => keys.includes(key))
}

/** Key names come in three vocabularies; only those the rules speak of are told apart here. */
function plainKey(name: string): string {
  const plain = name.toLowerCase().replace(/[\s_-]/g, '')
  const known = NAMES.find(([, pattern]) => pattern.test(plain))
  return known?.[0] ?? plain
}

const NAMES: readonly (readonly [string, RegExp])[] = [
  ['ctrl', /^(?:(?:left|right)?(?:ctrl|control)|(?:ctrl|control)(?:left|right|l|r))$/],
  ['alt', /^(?:(?:left|right)?(?:alt|option|opt)|alt(?:left|right|l|r|gr))$/],
  ['shift', /^(?:(?:left|right)?shift|shift(?:left|right|l|r))$/],
  ['delete', /^(?:del|delete|kpdelete)$/],
  ['backspace', /^(?:bksp|backspace)$/],
  ['f', /^f\d{1,2}$/],
]
