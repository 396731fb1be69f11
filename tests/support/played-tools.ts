/** Tools that do what a scenario says, and remember what they were asked. */
import type { Picture } from '../../native-bridge/types.js'
import type { RiskKind } from '../../electron/protocol/risk.js'
import type { Tool, ToolBox } from '../../electron/tools/tool.js'

interface Played {
  readonly output?: string
  readonly prints?: readonly (readonly ['stdout' | 'stderr', string])[]
  readonly pictures?: readonly Picture[]
  readonly risks?: readonly RiskKind[]
  readonly isReading?: boolean
  readonly what?: string
  readonly where?: string
  readonly refuses?: string
  readonly breaks?: string
  /** runs until it is told to stop */
  readonly hangs?: boolean
}

interface Memory {
  readonly ran: { readonly name: string; readonly input: unknown }[]
  aborted: number
}

export type PlayedTool = (memory: Memory) => Tool
export interface PlayedToolBox extends ToolBox, Memory {
  closed: number
}

export const playedTool =
  (name: string, played: Played): PlayedTool =>
  (memory) => ({
    name,
    description: `Plays ${name}.`,
    parameters: { type: 'object' },
    form: 'function',
    foresee: () =>
      played.refuses !== undefined
        ? { ok: false, problem: { kind: 'usage', message: played.refuses, retryable: false } }
        : {
            ok: true,
            value: {
              what: played.what ?? name,
              where: played.where ?? 'here',
              risks: played.risks ?? [],
              isReading: played.isReading ?? false,
            },
          },
    async run(input, { onOutput }, signal) {
      memory.ran.push({ name, input })
      if (played.breaks !== undefined) throw new Error(played.breaks)
      for (const [stream, text] of played.prints ?? []) onOutput(stream, text)
      if (played.hangs) {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        memory.aborted += 1
        return { result: 'interrupted', output: '' }
      }
      return { result: 'done', output: played.output ?? '', ...(played.pictures ? { pictures: played.pictures } : {}) }
    },
  })

export function toolBox(...tools: readonly PlayedTool[]): PlayedToolBox {
  const memory: Memory = { ran: [], aborted: 0 }
  const box: PlayedToolBox = Object.assign(memory, {
    closed: 0,
    tools: tools.map((make) => make(memory)),
    close: () => {
      box.closed += 1
      return Promise.resolve()
    },
  })
  return box
}
