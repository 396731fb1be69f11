/** The environment of programs that Deskhand starts: the caller's, without keys, secrets and what steers Deskhand or Node. */

const SECRET = /(^|_)(API_?KEY|ACCESS_?KEY|KEY|TOKEN|SECRET|SECRETS|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|AUTH|COOKIE)(_|$)/i
const OURS = /^(DESKHAND_|OPENAI_|ANTHROPIC_|GEMINI_|GOOGLE_API|AWS_|NODE_OPTIONS$|ELECTRON_)/i
/** Names that only look like secrets: they say where a program finds its agent or its display's cookie. */
const HARMLESS = new Set(['SSH_AUTH_SOCK', 'XAUTHORITY'])

export function programEnvironment(
  ours: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(ours).filter(([name, value]) => value !== undefined && isHarmless(name)) as [string, string][]
  return { ...Object.fromEntries(kept), ...added }
}

const isHarmless = (name: string): boolean => HARMLESS.has(name) || (!SECRET.test(name) && !OURS.test(name))
