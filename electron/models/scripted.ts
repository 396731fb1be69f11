/**
 * A model that plays a script: for tests, benchmarks and trying the app without a key (`--provider scripted --model FILE`).
 * A script is a JSON file `{ "turns": [ … ] }`; docs/scripted-model.md lists what a turn may hold. Each request plays the
 * next turn; a session that is resumed goes on after the turns that its log holds.
 */
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome } from '../../native-bridge/types.js'
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { pictureWish } from './image-rules.js'
import type { Model, ProposedCall, ProposedStep, TurnAnswer, TurnRequest } from './model.js'
import { scriptSchema, type ReadCall, type ReadStep, type ReadTurn, type ScriptedTurn } from './scripted-turn.js'

export type { ScriptedTurn } from './scripted-turn.js'

export interface ScriptedOptions {
  readonly script: readonly ScriptedTurn[]
  /** shown as the model's id */
  readonly id?: string | undefined
}

const answerType = 'scripted.answer'

/** How many turns of the script the conversation already holds. */
function playedIn(history: readonly unknown[]): number {
  const isAnswer = (item: unknown) => typeof item === 'object' && item !== null && 'type' in item && item.type === answerType
  return history.filter(isAnswer).length
}

function usageOf(given: ReadTurn['usage']): Usage | null {
  if (!given) return null
  const { input = 0, cached = 0, cacheWrite = 0, output = 0, reasoning = 0, imageTokens = 0, usd = 0 } = given
  return { input, cached, cacheWrite, output, reasoning, imageTokens, usd }
}

function stepOf(step: ReadStep): ProposedStep {
  if (step.kind !== 'unreadable') return { ok: true, action: step }
  return { ok: false, shown: step.shown, problem: { kind: 'unknown-action', message: step.message, retryable: false } }
}

function proposed(call: ReadCall, callId: string): ProposedCall {
  if (call.kind === 'tool') return { kind: 'tool', callId, name: call.name, input: call.input }
  return {
    kind: 'computer',
    callId,
    actions: call.actions.map(stepOf),
    safetyChecks: call.safetyChecks ?? [],
  }
}

function callsOf(turn: ReadTurn): readonly ReadCall[] {
  return [...(turn.actions ? [{ kind: 'computer' as const, actions: turn.actions }] : []), ...(turn.calls ?? [])]
}

function answerOf(turn: ReadTurn, index: number, request: TurnRequest): TurnAnswer {
  const calls = callsOf(turn).map((call, i) => proposed(call, call.callId ?? `scripted_${index + 1}_${i + 1}`))
  const told = { type: 'scripted.request', results: request.results, steers: request.steers, notes: request.notes }
  const said = { type: answerType, turn: index + 1, calls }
  return {
    items: [{ ...told, picture: { $frame: request.look.picture.id } }, said],
    calls,
    reasoning: turn.reasoning ?? [],
    messages: [
      ...(turn.commentary === undefined ? [] : [{ text: turn.commentary, phase: 'commentary' as const }]),
      ...(turn.text === undefined ? [] : [{ text: turn.text, phase: 'final_answer' as const }]),
    ],
    ...(turn.plan ? { plan: turn.plan } : {}),
    problems: [],
    usage: usageOf(turn.usage),
  }
}

const failed = (kind: Problem['kind'], message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind, message, retryable: false },
})

async function elapse(ms: number, signal: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}

/** Throws when a script made in memory is wrong; one from a file was checked by readScript. */
export function createScriptedModel(options: ScriptedOptions): Model {
  const { turns } = scriptSchema.parse({ turns: options.script })
  let next = 0
  return {
    provider: 'scripted',
    id: options.id ?? 'scripted',
    // what it plays does not depend on what was before
    continues: () => 'items',
    picture: pictureWish('patches-1.2', 'original'),
    check: () => ({ ok: true, value: undefined }),
    reach: () => Promise.resolve({ ok: true, value: { ms: 0 } }),
    async think(request, signal, onProgress): Promise<Outcome<TurnAnswer, Problem>> {
      const index = Math.max(next, playedIn(request.history))
      next = index + 1
      const turn = turns[index]
      if (!turn) return failed('model-answer', `The script has no turn ${index + 1}: it ends after ${turns.length}.`)
      for (const text of turn.reasoning ?? []) onProgress?.({ kind: 'reasoning', text })
      if (turn.delayMs && !(await elapse(turn.delayMs, signal))) return failed('aborted', 'The request was given up.')
      if (signal.aborted) return failed('aborted', 'The request was given up.')
      if (turn.problem) return { ok: false, problem: turn.problem }
      return { ok: true, value: answerOf(turn, index, request) }
    },
  }
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return `${place.replace(/^[.]/, '') || 'the file'}: ${issue.message}`
}

/** Strict: a field that means nothing, or a value out of range, is problem 'configuration' naming file and place. */
export async function readScript(file: string): Promise<Outcome<readonly ScriptedTurn[], Problem>> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? `is not JSON (${error.message})` : 'cannot be read'
    return failed('configuration', `The script ${file} ${why}.`)
  }
  const parsed = scriptSchema.safeParse(json)
  if (parsed.success) return { ok: true, value: parsed.data.turns }
  const first = parsed.error.issues[0]
  return failed('configuration', `The script ${file} is wrong at ${first ? describe(first) : 'the top'}.`)
}
