/** What a composition root hands to the runner, and what it gets back: the handle of one running session. */
import type { Bridge, Display, HumanEvent, Outcome, RawImage } from '../../native-bridge/index.js'
import type { LoadFrame, Model } from '../models/model.js'
import type { Command, ControlBy } from '../protocol/command.js'
import type { FinishStatus, SessionEvent, Totals } from '../protocol/event.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { GrantScope, PolicyRule } from '../protocol/policy.js'
import type { Problem } from '../protocol/problem.js'
import type { ApprovalMode, Limits, Provider, Settings, StopCorner, YieldSettings } from '../protocol/settings.js'
import type { SessionLog } from '../sessions/session-log.js'
import type { ToolBox } from '../tools/tool.js'
import type { AnswerShape } from './answer-shape.js'

/** What a person wants of a model: null where it is left to what the rest implies. */
export interface ModelWish {
  readonly provider: Provider | null
  readonly model: string | null
  /** null: the model's default */
  readonly effort: string | null
}

export interface SessionPorts {
  readonly bridge: Bridge
  /** the one that answers first */
  readonly model: Model
  /** makes another one in mid-run; without it the model stays */
  readonly makeModel?: (wish: ModelWish, now: ModelUse) => Promise<Outcome<Model, Problem>>
  readonly log: SessionLog
  readonly clock: Clock
  /** pixels of a kept picture, null when it is none; without it a model is not told where the screen changed while it was away */
  readonly decode?: (bytes: Uint8Array) => Promise<RawImage | null>
}

/** Time from outside, so that tests need not wait. */
export interface Clock {
  /** ms, monotonic */
  now(): number
  /** resolves after ms or at once when the signal fires; never rejects */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface SecretGrant {
  readonly name: string
  readonly value: string
  /** '@APP' of --secret: only typed while a window of this program, or a page of this site, has the keyboard; null: anywhere */
  readonly app: string | null
  /** '@tool' of --secret: for tools alone, never typed */
  readonly isForTools?: boolean
  /** from the keychain, offered to every session: until somebody names it, the screen is not searched for it */
  readonly isKept?: boolean
}

/** `own`: over our windows, or typed into them; `hotkey`: a chord of ours, or its modifiers */
export type PersonPlace = 'desktop' | 'own' | 'hotkey'

export interface PersonRules {
  readonly yield: YieldSettings
  readonly stopCorner: StopCorner
  /** told whenever it changes when hands go on by themselves (epoch ms); null: they do not */
  readonly goesOnAt?: (ms: number | null) => void
}

/** What the person's and the project's configuration say beside `approvals`. */
export interface SessionPolicy {
  readonly rules: readonly PolicyRule[]
  readonly projectRules: readonly PolicyRule[]
  /** leave that was given in advance, until a time */
  readonly profile?: {
    readonly expiresAtMs: number
    readonly rules: readonly PolicyRule[]
    /** how much is asked once it has run out */
    readonly approvalsAfter: ApprovalMode
  }
}

/** Leave for the rest of a session, kept outside its log: for this session on this machine. */
export interface Grants {
  /** as they are now: one that was taken back elsewhere counts no more */
  list(): Promise<readonly GrantScope[]>
  keep(scope: GrantScope): Promise<Outcome<void, Problem>>
}

export interface SessionOptions {
  readonly task: string
  /** ids of pictures already saved in the log */
  readonly images: readonly string[]
  readonly display: Display
  readonly displays: readonly Display[]
  readonly approvals: ApprovalMode
  /** rules beside it; none: the built-in ones */
  readonly policy?: SessionPolicy
  /** without it, leave lasts as long as the process */
  readonly grants?: Grants
  readonly limits: Limits
  readonly secrets: readonly SecretGrant[]
  /** can somebody answer a question or approval at this moment? (attached stdin, terminal, app) */
  readonly canAnswer: () => boolean
  /** the app asks at a limit; `run` ends with status 'limit' */
  readonly atLimit: 'finish' | 'ask'
  readonly dryRun: boolean
  /** what session.started shows: settings without secrets */
  readonly shownSettings: Partial<Settings>
  /** a network that is away is waited for, however long */
  readonly waitOnline?: boolean
  readonly version: string
  /** events of an earlier life of this session (resume, follow-up), in order; empty for a new one */
  readonly past: readonly SessionEvent[]
  /** tools beside the computer; the session closes them when it ends. None: only the screen */
  readonly tools?: ToolBox
  /** what follows from a person's own input; without it hands do not yield */
  readonly person?: PersonRules
  /** the person's skills, told to the model once in each life; left out: none */
  readonly skills?: string
  /** what the final answer must be; left out: words */
  readonly answer?: AnswerShape
  /** resume or follow-up: what the person adds */
  readonly addition: string | null
}

export interface SessionEnd {
  readonly status: FinishStatus
  readonly text: string
  readonly totals: Totals
  /** the problem that ended it, when one did */
  readonly problem: Problem | null
  /** who stopped it, when status is 'stopped' */
  readonly stoppedBy: ControlBy | null
}

export interface RunningSession {
  readonly id: string
  /** Obeyed or answered by a `problem` event (kind bad-command); never throws. Stop and pause act at once. */
  command(command: Command, by: ControlBy): void
  /** A person's hand is over our own windows: hands wait while true. */
  hold(isHeld: boolean): void
  /** What a person does at the machine, as it happens. Whatever Deskhand sent itself must not come here. */
  human(event: HumanEvent, place: PersonPlace): void
  /** Resolves once, after the log is closed and everything is let go. Never rejects. */
  readonly ended: Promise<SessionEnd>
}

export type StartSession = (ports: SessionPorts, options: SessionOptions) => RunningSession

export type { LoadFrame, Outcome }
