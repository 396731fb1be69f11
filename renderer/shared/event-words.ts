/** Small readings of event fields: the model's reason as one plain sentence, the limits a session was started with. PURE. */
export interface KnownLimits {
  /** 0: none, or not known */
  readonly steps: number
  readonly costUsd: number
  readonly minutes: number
}

const numberOf = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0)

/** `session.started` shows settings as plain data; whatever is missing there counts as no limit. */
export function readLimits(settings: Readonly<Record<string, unknown>>): KnownLimits {
  const limits = (typeof settings['limits'] === 'object' ? settings['limits'] : null) as Record<string, unknown> | null
  return {
    steps: numberOf(limits?.['steps']),
    costUsd: numberOf(limits?.['costUsd']),
    minutes: numberOf(limits?.['minutes']),
  }
}

/** When hands that yielded go on, as the session was started. */
export function readGoesOn(settings: Readonly<Record<string, unknown>>): string {
  const yielding = (typeof settings['yield'] === 'object' ? settings['yield'] : null) as Record<string, unknown> | null
  if (yielding?.['mode'] !== 'idle') return 'Goes on when you hand back.'
  return `Goes on ${numberOf(yielding['idleSeconds'])} s after your last input.`
}

const isHeading = (line: string): boolean => /^(#+ .*|\*\*[^*]+\*\*)$/.test(line)
const withoutMarks = (line: string): string => line.replace(/^(#+|[-*]) /, '').replaceAll(/[*`]|__/g, '')

/** The first sentence of what a model wrote, without its Markdown; a heading only when there is nothing else. */
export function plainWords(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const line = lines.find((one) => one !== '' && !isHeading(one)) ?? lines.find((one) => one !== '') ?? ''
  const words = withoutMarks(line).trim()
  const end = /[.?!](?=\s+["“A-ZÀ-Þ])/.exec(words)
  return end ? words.slice(0, end.index + 1) : words
}
