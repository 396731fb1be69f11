/** The look as the desktop app takes it on Linux: in Electron, with the app's own codec. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { build } from 'vite'
import type { PictureRule } from '../../native-bridge/index.js'
import { electronBinary } from '../../scripts/electron-runtime.mjs'
import { runChild } from './child.js'
import type { Row } from './row.js'
import { requestOf, type Stand } from './stand.js'

const COUNT = 33
const ROOT = join(import.meta.dirname, '..', '..')

export async function measureElectron({ desktop, display }: Stand): Promise<Row[]> {
  const request = requestOf(display, { kind: 'none' })
  const rule: PictureRule = { size: request.pictureSize(display), mime: request.mime, quality: request.quality }
  const folder = await bundle()
  const app = await _electron.launch({
    executablePath: electronBinary() ?? 'electron',
    args: ['--no-sandbox', folder],
    env: { ...(process.env as Record<string, string>), ...desktop.env },
  })
  try {
    const { times, blocked } = await app.evaluate(
      (_electronModule, [count, asked]) => (globalThis as unknown as { look: Look }).look(count, asked),
      [COUNT, rule] as const,
    )
    return [
      {
        what: 'the same look in Electron, by the app’s codec',
        ours: times,
        goal: '≤ 80 ms off the main thread',
        others: [
          ['of it on the main thread', blocked],
          ['screenshot-desktop PNG + base64', await runChild<number[]>('naive.ts', ['look', '5'], desktop.env)],
        ],
      },
    ]
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Look = (count: number, rule: PictureRule) => Promise<{ times: number[]; blocked: number[] }>

/** Inside the checkout, so that it finds the packages. */
async function bundle(): Promise<string> {
  mkdirSync(join(ROOT, 'test-results'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, 'test-results', 'bench-'))
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'electron-look.ts'),
      outDir: folder,
      rollupOptions: { output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
    ssr: { external: true },
  })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'look', version: '1.0.0', type: 'module', main: 'main.mjs' }),
  )
  return folder
}
