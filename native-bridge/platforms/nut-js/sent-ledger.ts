/**
 * What we sent and have not yet seen come back through the hook, so that only the rest is reported as a person's. Each
 * entry is crossed out once; what does not come back in time is forgotten.
 */

/** The hook was seen to report our own events within 10 ms; a busy machine takes longer. */
const COMES_BACK_WITHIN_MS = 1000

export class SentLedger {
  private entries: { readonly what: string; readonly atMs: number }[] = []

  constructor(private readonly now: () => number) {}

  add(what: string): void {
    this.entries.push({ what, atMs: this.now() })
  }

  /** What was sent while nobody listened never comes back. */
  forget(): void {
    this.entries = []
  }

  /** True when it was ours. */
  crossOut(what: string): boolean {
    const oldest = this.now() - COMES_BACK_WITHIN_MS
    this.entries = this.entries.filter((entry) => entry.atMs >= oldest)
    const index = this.entries.findIndex((entry) => entry.what === what)
    if (index >= 0) this.entries.splice(index, 1)
    return index >= 0
  }
}

export const sentKey = (code: string, down: boolean): string => `key ${code} ${down ? 'down' : 'up'}`
export const sentButton = (button: string, down: boolean): string => `button ${button} ${down ? 'down' : 'up'}`
/** Rounding and scaling may shift a point by one unit on its way back, so places are compared roughly. */
export const sentMove = (x: number, y: number): string => `move ${Math.round(x / 4)} ${Math.round(y / 4)}`
export const SENT_WHEEL = 'wheel'
