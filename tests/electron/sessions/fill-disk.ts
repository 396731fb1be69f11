/** Run by a test under a limit of the file size, which the log meets like a full disk: fills it, then writes one small line. */
import { openJsonlLog } from '../../../electron/sessions/jsonl-log.js'

// The default action of this signal is to end the process.
process.on('SIGXFSZ', () => undefined)

const log = await openJsonlLog({ folder: process.argv[2] ?? '', session: '01JD0000000000000000000000' })
if (!log.ok) throw new Error(log.problem.message)
let refused: string | null = null
while (refused === null) {
  const appended = await log.value.append({ type: 'reasoning', text: 'x'.repeat(1000) })
  if (!appended.ok) refused = appended.problem.message
}
const small = await log.value.append({ type: 'turn.started', turn: 1 })
await log.value.close()
process.stdout.write(JSON.stringify({ refused, next: small.ok ? small.value.seq : 0 }))
