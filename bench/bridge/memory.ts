/** Memory over many steps, in a process of its own, as a table's line and as a picture. */
import { writeFile } from 'node:fs/promises'
import { startChild } from './child.js'
import { memoryPlot, type Sample } from './memory-plot.js'
import type { Row } from './row.js'
import type { Stand } from './stand.js'

export const STEPS = Number(process.env['BENCH_MEMORY_STEPS'] ?? 2000)
/** what is loaded and cached once is not growth */
const FROM = 200
const PICTURE = 'docs/pictures/memory.svg'

export async function measureMemory({ desktop }: Stand): Promise<Row[]> {
  const child = startChild('memory-run.ts', [String(STEPS)], desktop.env)
  const samples: Sample[] = []
  do samples.push(JSON.parse(await child.next()) as Sample)
  while ((samples.at(-1)?.step ?? 0) < STEPS)
  await child.close()
  const { growth, error } = growthPer1000(samples.filter(({ step }) => step >= FROM))
  if (process.env['BENCH_WRITE'] !== '0') await writeFile(PICTURE, memoryPlot(samples, FROM))
  return [
    {
      what: `memory of a session over ${STEPS} steps (model’s answer, click, wait, look, log)`,
      ours: `${growth.toFixed(1)} ± ${(2 * error).toFixed(1)} MB per 1,000 steps`,
      goal: `< 5 MB after the first ${FROM}`,
      note: `[plot](pictures/memory.svg)`,
    },
  ]
}

/** The slope of the line nearest to all samples, so that one buffer more or less decides nothing, and its standard error. */
function growthPer1000(samples: readonly Sample[]): { growth: number; error: number } {
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const [x, y] = [mean(samples.map(({ step }) => step)), mean(samples.map(({ rssMb }) => rssMb))]
  const spread = samples.reduce((sum, { step }) => sum + (step - x) ** 2, 0)
  const slope = samples.reduce((sum, { step, rssMb }) => sum + (step - x) * (rssMb - y), 0) / spread
  const rest = samples.reduce((sum, { step, rssMb }) => sum + (rssMb - y - slope * (step - x)) ** 2, 0)
  return { growth: 1000 * slope, error: 1000 * Math.sqrt(rest / (samples.length - 2) / spread) }
}
