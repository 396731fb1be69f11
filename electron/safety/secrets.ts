/** Secrets by name: the model writes {{secret:NAME}}, only the runner puts the value in, just before it is typed or handed to a tool. */

const PLACEHOLDER = /\{\{secret:([^{}]+)\}\}/g

export const secretsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
]

/** `values` must know every name in the text. */
export const fillSecrets = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole)

export interface SecretBinding {
  readonly name: string
  /** the one program, or web site, it may be typed into; null: anywhere */
  readonly app: string | null
  /** it is for tools alone and never typed */
  readonly isForTools?: boolean
}

export type SecretVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'elsewhere'; readonly name: string; readonly app: string }

/** May this text be typed while a window of `activeApp`, showing a page at `url`, has the keyboard? */
export function judgeSecrets(
  text: string,
  bindings: readonly SecretBinding[],
  activeApp: string,
  url: string | null = null,
): SecretVerdict {
  for (const name of secretsIn(text)) {
    const binding = bindings.find((one) => one.name === name)
    if (!binding) return { kind: 'unknown', name }
    if (binding.isForTools) return { kind: 'elsewhere', name, app: 'tools' }
    if (binding.app !== null && !isSame(binding.app, activeApp) && !isSite(binding.app, url))
      return { kind: 'elsewhere', name, app: binding.app }
  }
  return { kind: 'allow' }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const HTTPS_OR_OWN = /^(?:https:\/\/|http:\/\/(?=localhost[:/]|127\.0\.0\.1[:/]))(?:[^/?#@]*@)?([^/?#:]+)/i

/** `example.com` means it and what is under it, over a connection that nobody can read along. */
function isSite(site: string, url: string | null): boolean {
  const host = HTTPS_OR_OWN.exec(url ?? '')?.[1]?.toLowerCase()
  const wanted = site.toLowerCase()
  return host !== undefined && wanted.includes('.') && (host === wanted || host.endsWith(`.${wanted}`))
}
