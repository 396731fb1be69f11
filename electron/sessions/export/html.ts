/** A session as one replay page that needs nothing else: no network, no folder beside it. */
import { foldReplay } from '../../replay/fold-replay.js'
import type { ReplayFrame } from '../../replay/replay-item.js'
import { foldRecord } from '../fold-record.js'
import { sessionBytes } from '../folder-size.js'
import { readFrame } from '../frame-files.js'
import { readSession } from '../read-session.js'
import type { Exporter } from './exporter.js'
import { replayPage } from './replay-page.js'
import { writeWhole } from './write-whole.js'

export const exportHtml: Exporter = async (options) => {
  const { folder, isLive = false, progress = () => undefined } = options
  const read = await readSession(folder)
  if (!read.ok) return read
  const { events, problems } = read.value
  const replay = foldReplay(events)
  let done = 0
  const picture = async (frame: ReplayFrame) => {
    progress(done++ / replay.frames.length)
    return dataUrl(folder, frame)
  }
  const record = foldRecord(read.value, { isLive, bytes: await sessionBytes(folder, events) })
  const page = replayPage({ record, replay, problems, picture })
  const written = await writeWhole(options.file, page, options.signal)
  return written.ok ? { ok: true, value: { problems } } : written
}

async function dataUrl(folder: string, frame: ReplayFrame): Promise<string | null> {
  const file = await readFrame(folder, frame.id)
  return file.ok ? `data:${file.value.mime};base64,${Buffer.from(file.value.bytes).toString('base64')}` : null
}
