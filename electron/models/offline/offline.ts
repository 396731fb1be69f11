/**
 * The model that needs no key and no network: it carries out plain English steps (docs/offline.md) by reading the screen
 * and finding what they name by its text. Stateless: what it must remember is in its own items of the log (memory.ts).
 */
import type { DesktopWindow, Outcome, ScreenText } from '../../../native-bridge/index.js'
import type { Problem } from '../../protocol/problem.js'
import { pictureWish } from '../image-rules.js'
import type { Model, ProposedCall, TurnAnswer, TurnRequest } from '../model.js'
import { carryOut } from './carry-out.js'
import type { Decision } from './decision.js'
import { currentIndex, dropRest, finishStep, newMemory, planOf, recall, toItem, type Memory } from './memory.js'
import { parseTask } from './parse-task.js'
import { takeResults } from './results.js'
import { toSceneWindow, type LookAround } from './scene.js'
import { applySteer, checkSteer } from './steer.js'

export interface OfflineModelOptions {
  readonly text: ScreenText
  /** the windows of the desktop, topmost first: `() => bridge.windows.list()` */
  readonly listWindows: () => Promise<Outcome<readonly DesktopWindow[]>>
}

type Message = TurnAnswer['messages'][number]

/** One turn in the making. */
interface Turn {
  readonly request: TurnRequest
  readonly reasoning: string[]
  readonly messages: Message[]
}

const NO_USAGE = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: 0 }

const answer = (
  turn: Turn,
  memory: Memory,
  calls: readonly ProposedCall[],
  problems: readonly Problem[] = [],
): Outcome<TurnAnswer, Problem> => ({
  ok: true,
  value: {
    items: [toItem(memory)],
    calls,
    reasoning: turn.reasoning,
    messages: turn.messages,
    plan: planOf(memory),
    problems,
    usage: NO_USAGE,
  },
})

const callIdOf = (request: TurnRequest) => `offline_${request.turn}`

const propose = (request: TurnRequest, decision: Extract<Decision, { kind: 'act' }>): ProposedCall => ({
  kind: 'computer',
  callId: callIdOf(request),
  actions: decision.actions.map((action) => ({ ok: true, action, why: decision.why })),
  safetyChecks: [],
})

const end = (turn: Turn, memory: Memory, status: 'done' | 'failed', text: string, problems: readonly Problem[] = []) => {
  const action = { kind: 'done', status, text } as const
  const call = { kind: 'computer', callId: callIdOf(turn.request), actions: [{ ok: true, action }], safetyChecks: [] } as const
  return answer(turn, { ...memory, pending: null }, [call], problems)
}

const endFailed = (turn: Turn, memory: Memory, problem: Problem) => {
  const step = memory.steps[currentIndex(memory)]
  const text = step ? `${problem.message} The step was: ${step.statement.text}` : problem.message
  return end(turn, memory, 'failed', text, [problem])
}

const endDone = (turn: Turn, memory: Memory) => {
  const done = memory.steps.filter((step) => step.status === 'done').length
  return end(turn, memory, 'done', memory.told.length > 0 ? memory.told.join('\n') : `${done} step${done === 1 ? '' : 's'} done.`)
}

/** Steps that need no action follow one another on the same look; the first that acts ends the turn. */
const goOn = async (turn: Turn, start: Memory, lookAround: LookAround): Promise<Outcome<TurnAnswer, Problem>> => {
  let memory = start
  for (;;) {
    const step = memory.steps[currentIndex(memory)]?.statement.step
    if (!step) return endDone(turn, memory)
    const carried = await carryOut(step, { look: turn.request.look, progress: memory.progress, lookAround })
    if (!carried.ok) return carried
    const decision = carried.value
    switch (decision.kind) {
      case 'act':
        turn.reasoning.push(decision.why)
        return answer(turn, { ...memory, pending: { callId: callIdOf(turn.request), then: decision.then } }, [
          propose(turn.request, decision),
        ])
      case 'over':
        turn.reasoning.push(decision.why)
        if (decision.message !== undefined) turn.messages.push({ text: decision.message, phase: 'commentary' })
        memory = finishStep(decision.message === undefined ? memory : { ...memory, told: [...memory.told, decision.message] })
        break
      case 'stop':
        return endDone(turn, dropRest(finishStep(memory)))
      case 'fail':
        return endFailed(turn, memory, { kind: decision.problem, message: decision.message, retryable: false })
    }
  }
}

const withSteers = (turn: Turn, memory: Memory): Memory =>
  turn.request.steers.reduce((before, { text }) => {
    const steered = applySteer(before, text)
    turn.messages.push({ text: steered.message, phase: 'commentary' })
    return steered.memory
  }, memory)

export const createOfflineModel = (options: OfflineModelOptions): Model => {
  const { text, listWindows } = options

  const once = (request: TurnRequest, signal: AbortSignal): LookAround => {
    let scene: ReturnType<LookAround> | null = null
    const lookAround: LookAround = async () => {
      const [lines, windows] = await Promise.all([text.read(request.look.raw, null, signal), listWindows()])
      if (!lines.ok) return lines
      const known = windows.ok ? windows.value.map((window) => toSceneWindow(request.look, window)) : []
      return { ok: true, value: { image: request.look.raw, lines: lines.value, windows: known } }
    }
    return () => (scene ??= lookAround())
  }

  const think = async (request: TurnRequest, signal: AbortSignal): Promise<Outcome<TurnAnswer, Problem>> => {
    const turn: Turn = { request, reasoning: [], messages: [] }
    const remembered = recall(request.history)
    const parsed = remembered ? null : parseTask(request.task.text)
    if (parsed && !parsed.ok) return parsed
    const before = remembered ?? newMemory(parsed?.value ?? [])
    const taken = takeResults(before, request.results)
    // what the person says now can do away with the step that failed
    const memory = withSteers(turn, 'memory' in taken ? taken.memory : { ...before, pending: null })
    if ('problem' in taken && request.steers.length === 0) return endFailed(turn, memory, taken.problem)
    return goOn(turn, memory, once(request, signal))
  }

  return {
    provider: 'offline',
    id: 'offline',
    picture: { ...pictureWish('patches-1', 'original'), tokens: () => 0 },
    check(task) {
      const parsed = parseTask(task)
      return parsed.ok || checkSteer(task).ok ? { ok: true, value: undefined } : parsed
    },
    think,
    reach: () => Promise.resolve({ ok: true, value: { ms: 0 } }),
  }
}
