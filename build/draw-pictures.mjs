// Draws what the app and its packages show from build/sources: the brand icon and the tray's five states, in the
// colours of renderer/shared/tokens.css. Run it after changing a source, and commit what it writes: node build/draw-pictures.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

const here = import.meta.dirname
const STATES = ['idle', 'working', 'paused', 'needs-you', 'stopping']
/** px of one picture at scale 1; 2x lies beside it */
const TRAY_SIZES = [16, 32]
/** glyph and badge on dark and on light bars; a macOS template is black and the system colours it */
const INKS = {
  dark: { glyph: '#f3f3ee', badges: { paused: '#f3f3ee', 'needs-you': '#f6b23a', stopping: '#ff6a5c' } },
  light: { glyph: '#1b1c19', badges: { paused: '#1b1c19', 'needs-you': '#b06c00', stopping: '#c8281e' } },
  template: { glyph: '#000000', badges: {} },
}

const source = (name) => readFileSync(join(here, 'sources', `${name}.svg`), 'utf8')

async function draw(svg, size, file, viewBoxPx) {
  const png = await sharp(Buffer.from(svg), { density: (72 * size) / viewBoxPx })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer()
  writeFileSync(file, png)
}

mkdirSync(join(here, 'tray'), { recursive: true })
for (const state of STATES) {
  for (const [name, ink] of Object.entries(INKS)) {
    const badge = ink.badges[state] ?? ink.glyph
    const svg = source(state).replaceAll('var(--badge, currentColor)', badge).replaceAll('currentColor', ink.glyph)
    for (const size of TRAY_SIZES) await draw(svg, size, join(here, 'tray', `${state}-${name}-${size}.png`), 16)
  }
}
mkdirSync(join(here, 'icons'), { recursive: true })
for (const size of [16, 32, 48, 64, 128, 256, 512])
  await draw(source('icon'), size, join(here, 'icons', `${size}x${size}.png`), 1024)
await draw(source('icon'), 1024, join(here, 'icon.png'), 1024)
