/** What the agent knows at one moment: plain data, made only by step. */
import type { ControlBy } from '../protocol/command.js'
import type { FinishStatus, Usage } from '../protocol/event.js'
import { NO_FACTS, type Facts } from '../protocol/facts.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import type { Verdict } from './events.js'
import { NO_HISTORY, type History } from './history.js'
import type { Item, OpenCall, Watched } from './plan.js'
import { NO_STORY, type Story } from './story.js'

export type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking'; readonly ticket: number }
  | { readonly kind: 'thinking'; readonly ticket: number }
  /** the head of the queue is being judged; nothing of it has begun */
  | { readonly kind: 'judging'; readonly ticket: number; readonly queue: readonly Item[] }
  | { readonly kind: 'asking'; readonly queue: readonly Item[]; readonly ask: Ask }
  /** the head of the queue is being done */
  | { readonly kind: 'acting'; readonly ticket: number; readonly queue: readonly Item[] }
  /** a person's hand is over our own windows; the head of the queue waits */
  | { readonly kind: 'held'; readonly queue: readonly Item[] }
  | { readonly kind: 'paused'; readonly by: ControlBy; readonly isTakeOver: boolean }
  | { readonly kind: 'finished'; readonly why: FinishStatus }
export type PhaseKind = Phase['kind']

/** What a person is asked. `question`: by the model (the head of the queue); `limit`: may it go on. */
export type Ask =
  | { readonly kind: 'approval'; readonly id: string; readonly verdict: Extract<Verdict, { kind: 'ask' }> }
  | {
      readonly kind: 'question'
      readonly id: string
      readonly text: string
      readonly answer: 'text' | 'choice' | 'confirm' | 'file'
      readonly choices: readonly string[] | null
    }
  | { readonly kind: 'limit'; readonly id: string; readonly problem: Problem }

/** A message of the person that no completed answer has taken up yet. */
export interface Steer {
  readonly id: string
  readonly text: string
  readonly when: 'now' | 'next-turn'
  readonly state: 'pending' | 'delivered'
}

/** The newest turns, to notice that nothing moves on. */
export interface Progress {
  readonly turns: readonly { readonly signature: string; readonly frame: string }[]
  readonly repeats: number
  /** turns in a row of which nothing could be done */
  readonly failures: number
  readonly wasTold: boolean
}

export interface AgentState {
  readonly phase: Phase
  readonly lastTicket: number
  readonly lastId: number
  readonly task: { readonly text: string; readonly images: readonly string[] }
  /** completed turns */
  readonly turn: number
  /** turn.started of the next turn has been said */
  readonly isTurnOpen: boolean
  /** who is asked next */
  readonly model: ModelUse
  /** who gave the newest answer; null: there is none */
  readonly author: ModelUse | null
  /** the conversation is of that model and cannot be sent to the one that is asked next: it is told in words */
  readonly handOver: ModelUse | null
  readonly history: History
  /** what was said and done so far, for a model that cannot read the history */
  readonly story: Story
  readonly facts: Facts
  readonly calls: readonly OpenCall[]
  readonly steers: readonly Steer[]
  /** what the model must be told besides, until an answer has come */
  readonly notes: readonly string[]
  readonly isHeld: boolean
  readonly watched: Watched
  readonly lastFrame: string
  /** this life waits for the network instead of failing */
  readonly waitsOnline: boolean
  readonly retry: { readonly attempts: number; readonly waitedMs: number }
  readonly emptyAnswers: number
  readonly progress: Progress
  readonly usage: Usage
  /** actions and tools that were begun */
  readonly actions: number
  readonly clock: AgentClock
  /** what was used up when this life, or the last leave to go on, began: limits count from there */
  readonly base: { readonly turns: number; readonly usd: number; readonly tokens: number; readonly activeMs: number }
  /** of the newest turn; null: there is none, or its server told nothing */
  readonly lastUsage: Usage | null
  /** limits that are nearly used up and were spoken of */
  readonly saidNear: readonly string[]
  readonly end: End | null
}

export interface AgentClock {
  /** time of the event that is being stepped */
  readonly nowMs: number
  /** time of the event before it */
  readonly lastMs: number
  /** how long the effect under way had been running then */
  readonly ranMs: number
  readonly lifeStartMs: number
  /** total of the lives before this one */
  readonly beforeMs: number
  /** time of this life in which a person was waited for */
  readonly waitedMs: number
  readonly waitingSinceMs: number | null
}

export interface End {
  readonly status: FinishStatus
  readonly text: string
  readonly problem: Problem | null
  readonly stoppedBy: ControlBy | null
}

export const NO_USAGE: Usage = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: null }
export const NO_RETRY = { attempts: 0, waitedMs: 0 } as const
export const NO_PROGRESS: Progress = { turns: [], repeats: 0, failures: 0, wasTold: false }

export const initialState: AgentState = {
  phase: { kind: 'idle' },
  lastTicket: 0,
  lastId: 0,
  task: { text: '', images: [] },
  turn: 0,
  isTurnOpen: false,
  model: { provider: '', model: '', effort: null },
  author: null,
  handOver: null,
  history: NO_HISTORY,
  story: NO_STORY,
  facts: NO_FACTS,
  calls: [],
  steers: [],
  notes: [],
  isHeld: false,
  watched: 'nothing',
  lastFrame: '',
  waitsOnline: false,
  retry: NO_RETRY,
  emptyAnswers: 0,
  progress: NO_PROGRESS,
  usage: NO_USAGE,
  actions: 0,
  clock: { nowMs: 0, lastMs: 0, ranMs: 0, lifeStartMs: 0, beforeMs: 0, waitedMs: 0, waitingSinceMs: null },
  base: { turns: 0, usd: 0, tokens: 0, activeMs: 0 },
  lastUsage: null,
  saidNear: [],
  end: null,
}

export const awaitedTicket = (phase: Phase): number | null => ('ticket' in phase ? phase.ticket : null)
export const queueOf = (phase: Phase): readonly Item[] => ('queue' in phase ? phase.queue : [])
export const isWaitingForPerson = (phase: Phase): boolean => phase.kind === 'paused' || phase.kind === 'asking'
export const isLive = (phase: Phase): boolean => phase.kind !== 'idle' && phase.kind !== 'finished'

/** Time this life has been at work, without the time it waited for a person. */
export function activeMs(state: AgentState, nowMs: number): number {
  const { lifeStartMs, waitedMs, waitingSinceMs } = state.clock
  return nowMs - lifeStartMs - waitedMs - (waitingSinceMs === null ? 0 : nowMs - waitingSinceMs)
}
