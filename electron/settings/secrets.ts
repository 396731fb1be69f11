/** The port of the OS keychain: provider keys and named secrets. App and CLI read the same entries. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'

export interface SecretStore {
  /** null: the keychain works; else one sentence why nothing can be kept */
  problem(): Promise<string | null>
  get(name: string): Promise<Outcome<string | null, Problem>>
  set(name: string, value: string): Promise<Outcome<void, Problem>>
  remove(name: string): Promise<Outcome<void, Problem>>
}
