/** A session's log as it stands on disk, line for line, without what cannot be read. */
import { readSession } from '../read-session.js'
import type { Exporter } from './exporter.js'
import { writeWhole } from './write-whole.js'

export const exportJsonl: Exporter = async ({ folder, file, signal, progress = () => undefined }) => {
  const read = await readSession(folder, { withLines: true })
  if (!read.ok) return read
  const { lines, problems } = read.value
  function* pieces(): Generator<string> {
    for (const [index, line] of lines.entries()) {
      if (index % 1000 === 0) progress(index / lines.length)
      yield `${line}\n`
    }
  }
  const written = await writeWhole(file, pieces(), signal)
  return written.ok ? { ok: true, value: { problems } } : written
}
