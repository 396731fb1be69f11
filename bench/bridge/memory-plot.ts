/** The memory of a process over its steps as a small picture. */
export interface Sample {
  readonly step: number
  readonly rssMb: number
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 240, 48, 32]

export function memoryPlot(samples: readonly Sample[], from: number): string {
  const most = Math.max(...samples.map(({ rssMb }) => rssMb)) * 1.15
  const last = samples.at(-1)?.step ?? 1
  const x = (step: number) => (LEFT + (step / last) * (WIDTH - LEFT - 12)).toFixed(1)
  const y = (mb: number) => (HEIGHT - BOTTOM - (mb / most) * (HEIGHT - BOTTOM - 12)).toFixed(1)
  const line = samples.map(({ step, rssMb }) => `${x(step)},${y(rssMb)}`).join(' ')
  const marks = [0, 1, 2, 3, 4].map((part) => Math.round((most * part) / 4 / 10) * 10)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">
<title>RSS in MB over steps</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${marks.map((mb) => `<path d="M${LEFT} ${y(mb)}H${WIDTH - 12}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y(mb)}" text-anchor="end">${mb}</text>`).join('\n')}
<path d="M${x(from)} 12V${HEIGHT - BOTTOM}" stroke="#999" stroke-dasharray="3"/>
${[0, last / 2, last].map((step) => `<text x="${x(step)}" y="${HEIGHT - 14}" text-anchor="middle">${step}</text>`).join('\n')}
<polyline points="${line}" fill="none" stroke="#1f6feb" stroke-width="1.5"/>
<text x="${LEFT}" y="${HEIGHT - 2}">steps; RSS in MB; counted right of the dashed line</text>
</svg>
`
}
