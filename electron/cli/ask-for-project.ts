/** In a terminal, before anything begins: what the project's file wants beyond what every project may set. */
import { createInterface } from 'node:readline'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { visibleLine } from '../replay/visible-text.js'
import { dataHome } from '../sessions/data-home.js'
import { openProjectLeave } from '../settings/project-leave.js'
import type { ProjectWish } from '../settings/project-wishes.js'
import type { Io } from './plugs.js'

interface Asking {
  readonly waiting: readonly ProjectWish[]
  readonly json: boolean
}

/** True where an answer was given, so that the settings are read again. With `--approve never` nothing is asked, so nothing is allowed. */
export async function askForProject(
  workspace: string | null,
  { waiting, json }: Asking,
  { approvals }: Pick<Settings, 'approvals'>,
  io: Io,
): Promise<Outcome<boolean, Problem>> {
  const canAsk = workspace !== null && !json && approvals !== 'never' && io.stdin.isTTY === true && io.errIsTerminal
  if (!canAsk || waiting.length === 0 || io.stdin.readableEnded) return { ok: true, value: false }
  const leave = openProjectLeave(dataHome(io.env))
  const typed = typedLines(io)
  try {
    io.err(`The settings file of ${visibleLine(workspace)} wants more than a project may set by itself.\n`)
    for (const wish of waiting) {
      io.err(`  It wants to ${visibleLine(wish.what, 1000)}\n      Type yes or no; anything else: not this time.\n`)
      const word = (await typed.next()).trim()
      if (word !== 'yes' && word !== 'no') continue
      const kept = await leave.keep(workspace, wish, word)
      if (!kept.ok) return kept
    }
    return { ok: true, value: true }
  } finally {
    typed.close()
  }
}

/** One line at a time; '' once there are no more. */
function typedLines({ stdin }: Io): { next(): Promise<string>; close(): void } {
  const lines = createInterface({ input: stdin, terminal: false, crlfDelay: Infinity })
  const typed: string[] = []
  let heard: (() => void) | null = null
  let isOpen = true
  const wake = () => heard?.()
  lines.on('line', (line) => {
    typed.push(line)
    wake()
  })
  lines.on('close', () => {
    isOpen = false
    wake()
  })
  return {
    async next() {
      while (typed.length === 0 && isOpen) await new Promise<void>((resolve) => (heard = resolve))
      return typed.shift() ?? ''
    },
    close: () => lines.close(),
  }
}
