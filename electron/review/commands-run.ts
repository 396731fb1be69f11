/** The commands of a session, how each ended, and whether its end says that tests passed. */
import type { SessionEvent } from '../protocol/event.js'
import type { CommandRun } from '../protocol/review.js'
import { readShellOutput, shellInputSchema } from '../protocol/tool-offer.js'
import { commandsIn } from '../safety/commands/split-commands.js'

type Proposed = Extract<SessionEvent, { type: 'tool.proposed' }>

export function commandsRun(events: readonly SessionEvent[]): readonly CommandRun[] {
  const began = new Set(events.flatMap((event) => (event.type === 'tool.started' ? [event.id] : [])))
  const ended = new Map(events.flatMap((event) => (event.type === 'tool.finished' ? [[event.id, event.output ?? '']] : [])))
  return events.flatMap((event) =>
    event.type === 'tool.proposed' && began.has(event.id) ? runsOf(event, ended.get(event.id) ?? '') : [],
  )
}

function runsOf({ id, turn, name, input }: Proposed, output: string): readonly CommandRun[] {
  const run = (command: string, exit: CommandRun['exit']): CommandRun => {
    const isTest = isTestCommand(command)
    return { call: id, step: turn, command, exit, isTest, hasPassed: isTest && exit === 0 && endsWithLast(command) }
  }
  if (name === 'start_process') return [run(startedIn(input), null)]
  const read = name === 'shell' ? shellInputSchema.safeParse(input) : null
  if (!read?.success) return []
  const results = readShellOutput(output)
  return read.data.commands.map((command, index) => run(command, results[index]?.exit ?? null))
}

const startedIn = (input: unknown): string => {
  const command = typeof input === 'object' && input !== null && 'command' in input ? input.command : null
  return typeof command === 'string' ? command : ''
}

/** Program and arguments, joined by blanks. */
const TESTS =
  /^(?:(?:npm|pnpm|yarn|bun) (?:-\S+ )*(?:run(?:-script)? )?(?:t|test\S*)(?: |$)|node (?:\S+ )*--test(?: |$)|(?:(?:npx|bunx) (?:-\S+ )*)?(?:vitest|jest|mocha|ava|tap|pytest|py\.test|tox|nox|rspec|phpunit|ctest|unittest)(?: |$)|python[\d.]* (?:-\S+ )*-m (?:unittest|pytest|nose2?|doctest)(?: |$)|(?:go|cargo|dotnet|deno|swift|mix|flutter|dart|zig|rake|playwright|npx playwright) (?:\S+ )*?(?:test|nextest)(?: |$)|(?:mvn|mvnw|gradle|gradlew|sbt|make|just|ninja) (?:\S+ )*?(?:test|check|verify)(?: |$))/

export const isTestCommand = (line: string): boolean =>
  commandsIn(line).some(({ program, args }) => TESTS.test([program, ...args].join(' ')))

/** After `|`, `;`, `||` or `&` the end is that of something else; by `&&` it is that of all. */
function endsWithLast(line: string): boolean {
  const bare = line.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, '').replace(/\d?>&\d|&>/g, '')
  return !/[;|\n]|(?<!&)&(?!&)/.test(bare.trim())
}
