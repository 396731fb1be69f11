/**
 * What we hold down now, so that it can always be let go. `Native` is what a platform needs for letting go of an entry.
 * Names are canonical: of keys.ts for keys, MouseButton for buttons.
 */
export class HeldInput<Native> {
  private readonly entries = new Map<string, Native>()

  has(name: string): boolean {
    return this.entries.has(name)
  }

  add(name: string, native: Native): void {
    this.entries.set(name, native)
  }

  /** Takes one out; undefined when it was not held. */
  take(name: string): Native | undefined {
    const native = this.entries.get(name)
    this.entries.delete(name)
    return native
  }

  /** Takes all out, the last pressed first: a modifier outlives the key it modified. */
  takeAll(): readonly Native[] {
    const natives = [...this.entries.values()].reverse()
    this.entries.clear()
    return natives
  }

  all(): readonly Native[] {
    return [...this.entries.values()]
  }

  /** In the order they were pressed. */
  names(): readonly string[] {
    return [...this.entries.keys()]
  }
}
