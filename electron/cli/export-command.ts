/** `export`: a session as files for other people and programs. */
import { resolve } from 'node:path'
import type { Outcome } from '../../native-bridge/index.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { ExportFormat } from '../protocol/replay.js'
import { EXPORTERS } from '../sessions/export/exporters.js'
import { readReview } from '../tools/review/read-review.js'
import { EXIT, SIGNAL_EXIT } from './exit-codes.js'
import { listenForInterrupts } from './interrupts.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'
import { chooseSession } from './session-commands.js'

const FORMATS: readonly ExportFormat[] = ['html', 'video', 'markdown', 'jsonl']

interface Wanted {
  readonly format: ExportFormat
  readonly file: string
}

export async function exportCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const wanted = FORMATS.flatMap((format): Wanted[] => {
    const file = args.flags.get(format)?.[0]
    return file === undefined ? [] : [{ format, file: resolve(io.cwd, file) }]
  })
  if (wanted.length === 0) {
    const ways = FORMATS.map((format) => `--${format} FILE`).join(', ')
    return refuse('usage', `Say where to: \`deskhand export ID\` with ${ways}.`)
  }
  const chosen = await chooseSession(args, io)
  if (!chosen.ok) return chosen
  const { id, places } = chosen.value
  const interrupts = listenForInterrupts(io)
  const said = new Set<string>()
  try {
    for (const { format, file } of wanted) {
      const bar = progressBar(io, format)
      const folder = places.sessions.folder(id)
      const isLive = places.registry.isLive(id)
      const review = (events: readonly SessionEvent[]) => readReview(folder, events)
      const written = await EXPORTERS[format]({ folder, file, review, isLive, signal: interrupts.signal, progress: bar.show })
      bar.end()
      const signal = interrupts.which()
      if (signal !== null && !written.ok) {
        io.err(`${written.problem.message}\n`)
        return { ok: true, value: SIGNAL_EXIT[signal] }
      }
      if (!written.ok) return written
      for (const problem of written.value.problems) if (!said.has(problem)) io.err(`${problem}\n`)
      written.value.problems.forEach((problem) => said.add(problem))
      io.out(`${file}\n`)
    }
    return { ok: true, value: EXIT.done }
  } finally {
    interrupts.close()
  }
}

const BAR = 30

/** Drawn in a terminal only, over itself, and gone when it is done. */
function progressBar(io: Io, format: ExportFormat): { show: (share: number) => void; end: () => void } {
  if (!io.errIsTerminal) return { show: () => undefined, end: () => undefined }
  let shown = -1
  return {
    show: (share) => {
      const percent = Math.round(Math.min(1, share) * 100)
      if (percent === shown) return
      shown = percent
      const full = Math.round((percent / 100) * BAR)
      io.err(`\r${format} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(percent).padStart(3)} %`)
    },
    end: () => {
      if (shown >= 0) io.err('\r\u001b[K')
    },
  }
}
