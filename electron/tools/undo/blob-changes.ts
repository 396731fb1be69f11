/** What each call did to each file, as the contents before and after it: one git process a call, however many files. */
import { createHash } from 'node:crypto'
import { ok, type Result } from '../outcome.js'
import type { ShadowGit } from './shadow-git.js'
import type { Change } from './snapshots.js'

/** A stored content; its hash is git's. */
export interface Blob {
  readonly hash: string
  /** as git writes it, `100644` */
  readonly mode: string
}

export interface BlobChange {
  readonly call: string
  readonly step: number
  /** null: it was not there */
  readonly before: Blob | null
  readonly after: Blob | null
}

export type BlobChanges = ReadonlyMap<string, readonly BlobChange[]>

/** By path, each file's changes in order. */
export async function blobChanges(git: ShadowGit, changes: readonly Change[]): Promise<Result<BlobChanges>> {
  const all = new Map<string, BlobChange[]>()
  for (const { before, after, call, step } of changes) {
    const raw = await git.run(['diff-tree', '-r', '--no-renames', '--raw', '--no-abbrev', '-z', before, after])
    if (!raw.ok) return raw
    for (const [path, one] of readRaw(raw.value.toString())) all.set(path, [...(all.get(path) ?? []), { call, step, ...one }])
  }
  return ok(new Map([...all].sort(([one], [other]) => (one < other ? -1 : 1))))
}

const RAW = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/

function* readRaw(text: string): Generator<[string, Omit<BlobChange, 'call' | 'step'>]> {
  const words = text.split('\0')
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [, oldMode = '', mode = '', oldHash = '', hash = ''] = RAW.exec(words[at] ?? '') ?? []
    const path = words[at + 1] ?? ''
    if (path !== '' && mode !== '') yield [path, { before: blob(oldMode, oldHash), after: blob(mode, hash) }]
  }
}

const blob = (mode: string, hash: string): Blob | null => (mode === '000000' ? null : { mode, hash })

export const isSame = (one: Blob | null | undefined, other: Blob | null | undefined): boolean =>
  (one?.hash ?? null) === (other?.hash ?? null) && (one?.mode ?? null) === (other?.mode ?? null)

/** Did somebody else change the file between two of these? */
export const isMixed = (own: readonly BlobChange[]): boolean =>
  own.some((one, index) => index > 0 && !isSame(own[index - 1]?.after, one.before))

/** The name git gives to a content. */
export const blobHash = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
