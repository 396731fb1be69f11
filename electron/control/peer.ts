/**
 * Which process speaks over the control channel, and whether the session itself started it. Linux asks the kernel who is at the
 * other end of the socket (SO_PEERCRED), macOS likewise (LOCAL_PEERPID). Node does not let Windows' named pipes be asked.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import koffi from 'koffi'

/** 'unknown': it cannot be told, so it is not trusted. */
export type Descent = 'stranger' | 'own' | 'unknown'

export interface Peers {
  /** Does the process at the other end descend from this one? */
  descentOf(socket: Socket): Descent
}

const PEER = {
  linux: { level: 1, option: 17, library: 'libc.so.6' },
  darwin: { level: 0, option: 2, library: 'libSystem.B.dylib' },
} as const

type GetSockOpt = (fd: number, level: number, option: number, value: Buffer, size: Buffer) => number

export function openPeers(pid = process.pid): Peers {
  const { platform } = process
  if (platform !== 'linux' && platform !== 'darwin') return { descentOf: () => 'unknown' }
  const { level, option, library } = PEER[platform]
  const libc = koffi.load(library)
  const ask = libc.func('int getsockopt(int, int, int, void *, void *)') as GetSockOpt
  if (platform === 'linux') adoptOrphans(libc)
  return {
    descentOf(socket) {
      const fd = fdOf(socket)
      if (fd === null) return 'unknown'
      // Linux answers with pid, uid, gid; macOS with the pid
      const value = Buffer.alloc(12)
      const size = Buffer.alloc(4)
      size.writeInt32LE(platform === 'linux' ? 12 : 4)
      if (ask(fd, level, option, value, size) !== 0) return 'unknown'
      return descentOf(value.readInt32LE(0), pid)
    },
  }
}

const SET_CHILD_SUBREAPER = 36

/** A program whose parent ends becomes ours again, so that it cannot leave its descent behind by forking twice. */
function adoptOrphans(libc: ReturnType<typeof koffi.load>): void {
  const prctl = libc.func('int prctl(int, ulong, ulong, ulong, ulong)') as (option: number, ...rest: readonly number[]) => number
  prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
}

/** Node shows the descriptor of a socket only on its handle. */
function fdOf(socket: Socket): number | null {
  const handle: unknown = '_handle' in socket ? socket._handle : null
  const fd = typeof handle === 'object' && handle !== null && 'fd' in handle ? handle.fd : null
  return typeof fd === 'number' && fd >= 0 ? fd : null
}

/** More generations than any real process has. */
const MOST = 200

export function descentOf(pid: number, from: number, parentOf = readParent): Descent {
  // what this process says to itself was said by whoever speaks to it
  if (pid === from) return 'stranger'
  let at: number | null = pid
  for (let generation = 0; generation < MOST; generation += 1) {
    if (at === from) return 'own'
    if (at === null) return 'unknown'
    if (at <= 1) return 'stranger'
    at = parentOf(at)
  }
  return 'unknown'
}

/** null: it is gone or cannot be read. */
function readParent(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
      return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
    }
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  } catch {
    return null
  }
}
