/**
 * Named secrets that outlive a run. The values are in the OS keychain and nowhere else; a file of the user's data names them and
 * says where each may be used, so that a list, or a run without secrets, asks no keychain.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import { diskProblem } from '../protocol/disk-problem.js'
import type { Problem } from '../protocol/problem.js'
import { keptSecretSchema, type KeptSecret } from '../protocol/kept-secret.js'
import type { SecretStore } from './secrets.js'

export type KnownSecret = KeptSecret & { readonly value: string; readonly isKept: true }

export interface SecretVault {
  /** names and where each may be used, by name; never a value */
  list(): Promise<Outcome<readonly KeptSecret[], Problem>>
  /** Replaces one of the same name. Where there is no keychain nothing is stored. */
  add(secret: KeptSecret, value: string): Promise<Outcome<void, Problem>>
  /** false: there was none of this name */
  remove(name: string): Promise<Outcome<boolean, Problem>>
  /** All with their values, for a run. One whose value has gone from the keychain is left out. */
  open(): Promise<Outcome<readonly KnownSecret[], Problem>>
}

const listSchema = z.array(keptSecretSchema)
const entryOf = (name: string): string => `secret:${name}`

export function createSecretVault(home: string, keychain: SecretStore): SecretVault {
  const file = join(home, 'secrets.json')
  const list = () => readList(file)
  const write = (secrets: readonly KeptSecret[]) => writeList(file, secrets)
  return {
    list,
    async add(secret, value) {
      const known = await list()
      if (!known.ok) return known
      const kept = await keychain.set(entryOf(secret.name), value)
      if (!kept.ok) return kept
      return write([...known.value.filter(({ name }) => name !== secret.name), secret])
    },
    async remove(name) {
      const known = await list()
      if (!known.ok) return known
      if (!known.value.some((one) => one.name === name)) return { ok: true, value: false }
      const gone = await keychain.remove(entryOf(name))
      if (!gone.ok) return gone
      const written = await write(known.value.filter((one) => one.name !== name))
      return written.ok ? { ok: true, value: true } : written
    },
    async open() {
      const known = await list()
      return known.ok ? openAll(known.value, keychain) : known
    },
  }
}

async function openAll(known: readonly KeptSecret[], keychain: SecretStore): Promise<Outcome<readonly KnownSecret[], Problem>> {
  const opened: KnownSecret[] = []
  for (const secret of known) {
    const value = await keychain.get(entryOf(secret.name))
    if (!value.ok) return value
    if (value.value) opened.push({ ...secret, value: value.value, isKept: true })
  }
  return { ok: true, value: opened }
}

async function readList(file: string): Promise<Outcome<readonly KeptSecret[], Problem>> {
  try {
    const read = listSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    return { ok: true, value: read.sort((a, b) => (a.name < b.name ? -1 : 1)) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { ok: true, value: [] }
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      const message = `${file} is broken, so the names of the kept secrets are not known. Mend or remove it.`
      return { ok: false, problem: { kind: 'configuration', message, retryable: false } }
    }
    return { ok: false, problem: diskProblem(`${file} cannot be read`, error) }
  }
}

async function writeList(file: string, secrets: readonly KeptSecret[]): Promise<Outcome<void, Problem>> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFileAtomic(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
    return { ok: true, value: undefined }
  } catch (error) {
    return { ok: false, problem: diskProblem(`${file} cannot be written`, error) }
  }
}
