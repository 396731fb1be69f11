/**
 * Text as what a US keyboard would do for it: nut-js' own `type` loses Shift on signs. Runs of other characters are pasted.
 */
import { printedAt, type PrintedAt } from './us-keyboard.js'

export type TypingStep = { readonly kind: 'press'; readonly at: PrintedAt } | { readonly kind: 'paste'; readonly text: string }

export function typingSteps(text: string): readonly TypingStep[] {
  const steps: TypingStep[] = []
  for (const character of text.replace(/\r\n?/g, '\n')) {
    const at = positionOf(character)
    const last = steps.at(-1)
    if (at) steps.push({ kind: 'press', at })
    else if (last?.kind === 'paste') steps[steps.length - 1] = { kind: 'paste', text: last.text + character }
    else steps.push({ kind: 'paste', text: character })
  }
  return steps
}

function positionOf(character: string): PrintedAt | null {
  if (character === '\n') return { code: 'Enter', shift: false }
  if (character === '\t') return { code: 'Tab', shift: false }
  return printedAt(character)
}

/** Control characters have no key and cannot be pasted to any purpose. */
export const untypable = (text: string): string | null => /[^\P{Cc}\n\r\t]/u.exec(text)?.[0] ?? null
