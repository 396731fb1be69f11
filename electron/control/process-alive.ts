/** Is the process that wrote this still the one that runs under its number? */
import { readFileSync } from 'node:fs'

export interface ProcessMark {
  readonly pid: number
  /** Linux: clock ticks from boot to its start, so that a reused number is noticed; else '' */
  readonly born: string
}

export function markOf(pid: number): ProcessMark {
  return { pid, born: bornAt(pid) }
}

export function isAlive(mark: ProcessMark): boolean {
  try {
    process.kill(mark.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return mark.born === '' || mark.born === bornAt(mark.pid)
}

/** Field 22 of /proc/PID/stat, counted from behind the name, which may hold spaces. A zombie is dead. */
function bornAt(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'dead' : (fields[19] ?? '')
  } catch {
    return ''
  }
}
