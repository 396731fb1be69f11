/** The programs on the accessibility bus by their process, and the waking of those that tell nothing until they are asked. */
import type { Ref } from './bus.js'
import type { Objects } from './objects.js'

export class Programs {
  /** a name on the bus is never given a second time */
  private readonly pids = new Map<string, number | null>()
  private readonly woken = new Set<string>()

  /** The windows of a process; none where it is not on the bus. */
  async windowsOf(pid: number, objects: Objects): Promise<readonly Ref[]> {
    const programs = await objects.programs()
    const owners = await Promise.all(programs.map(async (ref) => ((await this.pidOf(ref, objects)) === pid ? [ref] : [])))
    const windows = (await Promise.all(owners.flat().map((ref) => objects.children(ref)))).flat()
    this.wake(windows, objects)
    return windows
  }

  private async pidOf(ref: Ref, objects: Objects): Promise<number | null> {
    const known = this.pids.get(ref.program)
    if (known !== undefined) return known
    const pid = await objects.pid(ref)
    if (pid !== null) this.pids.set(ref.program, pid)
    return pid
  }

  /** Chromium makes up what it tells of a window when its attributes are asked for the first time. */
  private wake(windows: readonly Ref[], objects: Objects): void {
    for (const window of windows) {
      const key = `${window.program}${window.path}`
      if (this.woken.has(key)) continue
      this.woken.add(key)
      void objects.attributes(window)
    }
  }
}
