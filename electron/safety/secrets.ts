/** Secrets by name: the model writes {{secret:NAME}}, only the runner puts the value in, just before it is typed. */

const PLACEHOLDER = /\{\{secret:([^{}]+)\}\}/g

export const secretsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
]

/** `values` must know every name in the text. */
export const fillSecrets = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole)

export interface SecretBinding {
  readonly name: string
  /** the one program it may be typed into; null: anywhere */
  readonly app: string | null
}

export type SecretVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'elsewhere'; readonly name: string; readonly app: string }

/** May this text be typed while a window of `activeApp` has the keyboard? */
export function judgeSecrets(text: string, bindings: readonly SecretBinding[], activeApp: string): SecretVerdict {
  for (const name of secretsIn(text)) {
    const binding = bindings.find((one) => one.name === name)
    if (!binding) return { kind: 'unknown', name }
    if (binding.app !== null && binding.app.toLowerCase() !== activeApp.toLowerCase())
      return { kind: 'elsewhere', name, app: binding.app }
  }
  return { kind: 'allow' }
}
