/**
 * Keys that can be told by their shape alone, whoever they belong to. The prefixes are those of gitleaks' default rules
 * (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml); lengths are minimal ones, so that a key that is
 * cut off or misread is found too.
 */

export interface KeyShape {
  /** becomes part of a name: `openai-key-1` */
  readonly name: string
  readonly pattern: RegExp
  /** the same as it is read from a screen */
  readonly onScreen: RegExp
}

/** Not inside a word; `\n`, `\t` and the like of JSON text are no part of one. */
const START = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]))`
/** `onScreen`: reading loses the lines between the parts of a key, and takes one for another. */
const shape = (name: string, pattern: string, onScreen = pattern): KeyShape => ({
  name,
  pattern: new RegExp(START + pattern, 'g'),
  onScreen: new RegExp(START + onScreen, 'g'),
})
const LINE = '[-_~.—–]?'

export const KEY_SHAPES: readonly KeyShape[] = [
  shape('private-key', String.raw`-----BEGIN[ A-Z0-9]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END[ A-Z0-9]*-----|$)`),
  shape('anthropic-key', String.raw`sk-ant-[\w-]{20,}`, `sk${LINE}ant${LINE}[\\w-]{16,}`),
  shape('openai-key', String.raw`sk-(?=[\w-]*\d)[\w-]{20,}`, `sk${LINE}(?=[\\w-]*\\d)[\\w-]{20,}`),
  shape(
    'stripe-key',
    String.raw`(?:[srp]k_(?:live|test|prod)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,})`,
    `(?:[srp]k${LINE}(?:live|test|prod)|whsec)${LINE}[A-Za-z0-9]{10,}`,
  ),
  shape('google-key', String.raw`(?:AIza[\w-]{30,}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})`),
  shape(
    'github-key',
    String.raw`(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})`,
    `(?:gh[pousr]|github${LINE}pat)${LINE}\\w{26,}`,
  ),
  shape('gitlab-key', String.raw`gl(?:pat|dt|rt|cbt|ptt|soat)-[\w-]{20,}`, `glpat${LINE}[\\w-]{18,}`),
  shape('aws-key', String.raw`(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z0-9])`),
  shape(
    'aws-secret',
    String.raw`(?<=(?:secret_access_key|SecretAccessKey|SECRET_ACCESS_KEY)["']?\s*[=:]\s*["']?)[A-Za-z0-9/+=]{40}`,
  ),
  shape(
    'slack-key',
    String.raw`(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,})`,
    `xox[abeoprs]${LINE}[A-Za-z0-9-]{10,}`,
  ),
  shape('slack-webhook', String.raw`https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,}`),
  shape('npm-key', String.raw`npm_[A-Za-z0-9]{36}`, `npm${LINE}[A-Za-z0-9]{32,}`),
  shape('pypi-key', String.raw`pypi-AgE[\w-]{30,}`),
  shape('hugging-face-key', String.raw`hf_[A-Za-z]{30,}`, `hf${LINE}[A-Za-z]{30,}`),
  shape('sendgrid-key', String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`),
  shape('twilio-key', String.raw`SK[0-9a-f]{32}(?![0-9a-f])`),
  shape('digitalocean-key', String.raw`do[opr]_v1_[a-f0-9]{40,}`),
  shape('age-key', String.raw`AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{40,}`),
  shape('web-token', String.raw`ey[A-Za-z0-9]{17,}\.ey[\w/\\-]{17,}\.[\w/\\-]{10,}={0,2}`, String.raw`eyJ[\w-]{17,}`),
]

export interface ShapeFound {
  readonly shape: KeyShape
  readonly value: string
  readonly index: number
}

export const keyShapesIn = (text: string): readonly ShapeFound[] => find(text, ({ pattern }) => pattern)

/** The same in a line as it was read from the screen. */
export const keyShapesOnScreen = (text: string): readonly ShapeFound[] => find(text, ({ onScreen }) => onScreen)

function find(text: string, patternOf: (shape: KeyShape) => RegExp): readonly ShapeFound[] {
  const found: ShapeFound[] = []
  for (const shape of KEY_SHAPES)
    for (const match of text.matchAll(patternOf(shape))) {
      const isInside = found.some(
        ({ index, value }) => match.index < index + value.length && index < match.index + match[0].length,
      )
      if (!isInside) found.push({ shape, value: match[0], index: match.index })
    }
  return found
}

/** The keys that turned up in a session, each with one name. */
export interface FoundKeys {
  /** the text with each key replaced by the name it goes by */
  readonly hide: (text: string) => string
  /** names and values of all keys in it */
  readonly learn: (text: string) => readonly { readonly name: string; readonly value: string }[]
  /** has any turned up? */
  readonly isAny: () => boolean
}

export function createFoundKeys(): FoundKeys {
  const names = new Map<string, string>()
  const nameOf = ({ shape, value }: ShapeFound): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    const name = `${shape.name}-${[...names.values()].filter((one) => one.startsWith(shape.name)).length + 1}`
    names.set(value, name)
    return name
  }
  return {
    hide(text) {
      const found = [...keyShapesIn(text)].sort((a, b) => b.index - a.index)
      return found.reduce(
        (clean, one) => `${clean.slice(0, one.index)}{{secret:${nameOf(one)}}}${clean.slice(one.index + one.value.length)}`,
        text,
      )
    },
    learn: (text) => keyShapesIn(text).map((one) => ({ name: nameOf(one), value: one.value })),
    isAny: () => names.size > 0,
  }
}
