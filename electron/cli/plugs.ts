/** What main.ts plugs into the commands: the ports, and the process around them. Tests plug in fakes. */
import type { Readable } from 'node:stream'
import type {
  Bridge,
  LaunchedProgram,
  LaunchOptions,
  OpenBridgeOptions,
  Outcome,
  RawImage,
  Size,
  VirtualDesktop,
} from '../../native-bridge/index.js'
import type { LoadFrame, Model } from '../models/model.js'
import type { KnownModel } from '../protocol/known-model.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider, Settings } from '../protocol/settings.js'
import type { Clock, StartSession } from '../runner/running-session.js'
import type { SessionLog } from '../sessions/session-log.js'
import type { ProviderChoice } from '../settings/choose-provider.js'
import type { SecretStore } from '../settings/secrets.js'
import type { EndingSignal } from './exit-codes.js'

export interface ModelNeeds {
  readonly prices: Settings['prices']
  readonly loadFrame: LoadFrame
  /** the bridge the session will use; models are made, and their task is checked, before there is one */
  readonly bridge: () => Bridge | null
  /** likewise the session's log */
  readonly log: () => SessionLog | null
}

export interface Plugs {
  openBridge(options: OpenBridgeOptions): Promise<Outcome<Bridge>>
  openVirtualDesktop(size: Size): Promise<Outcome<VirtualDesktop>>
  launchProgram(commandLine: string, options: LaunchOptions): Promise<Outcome<LaunchedProgram>>
  readonly startSession: StartSession
  createModel(choice: ProviderChoice, needs: ModelNeeds): Promise<Outcome<Model, Problem>>
  readonly builtProviders: readonly Provider[]
  listModels(prices: Settings['prices']): readonly KnownModel[]
  readonly keychain: SecretStore
  readonly clock: Clock
  readonly decode: (bytes: Uint8Array) => Promise<RawImage | null>
  readonly version: string
}

/** The process as the commands see it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Programs started from now on do not get this variable. */
  hideFromPrograms(variable: string): void
  readonly cwd: string
  readonly platform: NodeJS.Platform
  readonly stdin: Readable & { readonly isTTY?: boolean }
  out(text: string): void
  err(text: string): void
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  /** Hears SIGINT, SIGTERM and SIGHUP until the returned function is called. */
  onSignal(listener: (signal: EndingSignal) => void): () => void
  /** Hears a bug that nothing caught, until the returned function is called. Who hears it ends the process. */
  onBug(listener: (error: unknown) => void): () => void
  /** Ends the process now. */
  exit(code: number): void
}
