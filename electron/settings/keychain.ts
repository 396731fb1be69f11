/**
 * Keys and secrets in the OS's keychain, by one library that works in Node and in Electron. Where there is none, that is
 * said and nothing is stored: the kernel's session keyring, which forgets, is not taken for one.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AsyncEntry } from '@napi-rs/keyring'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { SecretStore } from './secrets.js'

/** The part of the library's entry that is used; tests hand in their own. */
export interface KeychainEntry {
  getPassword(signal?: AbortSignal): Promise<string | null>
  setPassword(password: string, signal?: AbortSignal): Promise<void>
  deleteCredential(signal?: AbortSignal): Promise<boolean>
}

export interface KeychainOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly platform?: NodeJS.Platform
  readonly openEntry?: (service: string, name: string) => KeychainEntry
  /** a locked keychain asks the person, so an answer may take a while */
  readonly patienceMs?: number
}

const SERVICE = 'deskhand'
const PROBE = 'probe'
const PATIENCE_MS = 5_000

/** The entry of a provider's key: 'openai' …; app and CLI use this one name. */
export function keyEntry(provider: string): string {
  return `key:${provider}`
}

export function createKeychain(options: KeychainOptions = {}): SecretStore {
  const openEntry = options.openEntry ?? openSystemEntry
  const missing = missingKeychain(options.platform ?? process.platform, options.env ?? process.env)
  const patienceMs = options.patienceMs ?? PATIENCE_MS

  async function ask<T>(name: string, question: (entry: KeychainEntry) => Promise<T>): Promise<Outcome<T, Problem>> {
    if (missing !== null) return failed(missing)
    const giveUp = AbortSignal.timeout(patienceMs)
    const tooLate = new Promise<never>((_, reject) => {
      giveUp.addEventListener('abort', () => reject(new Error('it did not answer')), { once: true })
    })
    try {
      // The entry is opened inside: the library may throw as soon as it looks for a keychain.
      const answer = (async () => question(openEntry(SERVICE, name)))()
      return { ok: true, value: await Promise.race([answer, tooLate]) }
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      return failed(NO_SERVICE.test(words) ? NONE('no keychain service') : `The keychain cannot be used: ${words}.`)
    }
  }

  return {
    problem: async () => {
      const probed = await ask(PROBE, (entry) => entry.getPassword())
      return probed.ok ? null : probed.problem.message
    },
    get: (name) => ask(name, (entry) => entry.getPassword()),
    set: (name, value) => ask(name, (entry) => entry.setPassword(value)),
    remove: (name) => ask(name, (entry) => entry.deleteCredential().then(() => undefined)),
  }
}

function failed(message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'secret', message, retryable: false } }
}

const NONE = (why: string): string =>
  `There is no keychain here (${why}), so keys and secrets are not stored; set them in the environment.`

/** What D-Bus says where nothing offers the service. */
const NO_SERVICE = /org\.freedesktop\.secrets was not provided|ServiceUnknown/

/** Linux only: without a session bus the library would wait for one or fall back to a store that forgets. */
function missingKeychain(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string | null {
  const bus = env['DBUS_SESSION_BUS_ADDRESS']
  // Electron says 'disabled:' where it found no bus
  if (platform !== 'linux' || (bus && !bus.startsWith('disabled:'))) return null
  const runtime = env['XDG_RUNTIME_DIR']
  if (runtime && existsSync(join(runtime, 'bus'))) return null
  return NONE('no session bus')
}

function openSystemEntry(service: string, name: string): KeychainEntry {
  return new AsyncEntry(service, name, { linux: { store: 'secret-service' } })
}
