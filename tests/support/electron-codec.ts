/** The app's codec for Electron on Linux, in a real Electron: each encoding goes there and back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { build } from 'vite'
import type { Codec } from '../../native-bridge/index.js'
import type { EncodeRequest } from './codec-app.js'
import { electronRuntime } from './electron-runtime.js'
import { openScene, ROOT } from './running-app.js'

export async function openElectronCodec(): Promise<{ codec: Codec; close: () => Promise<void> }> {
  // inside the checkout, so that it finds the packages
  mkdirSync(join(ROOT, 'test-results'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, 'test-results', 'codec-'))
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: join(ROOT, 'tests', 'support', 'codec-app.ts'),
      outDir: folder,
      rollupOptions: { external: ['electron', '@napi-rs/image'], output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'codec', version: '1.0.0', type: 'module', main: 'main.mjs' }),
  )
  const scene = await openScene({ width: 640, height: 480 })
  const app = await _electron.launch({ executablePath: electronRuntime(), args: ['--no-sandbox', folder], env: scene.env })
  const codec: Codec = {
    encode: async ({ data, ...image }, rule, signal) => {
      const request: EncodeRequest = {
        image: { ...image, base64: Buffer.from(data).toString('base64') },
        rule,
        isAborted: signal.aborted,
      }
      const encoded = await app.evaluate(
        (_electronModule, asked) => (globalThis as unknown as { encode(request: EncodeRequest): Promise<unknown> }).encode(asked),
        request,
      )
      const answer = encoded as Awaited<ReturnType<Codec['encode']>> & { value?: { base64: string } }
      if (!answer.ok) return answer
      const { base64, ...picture } = answer.value
      return { ok: true, value: { ...picture, bytes: Buffer.from(base64, 'base64') } }
    },
  }
  const close = async () => {
    await app.close()
    await scene.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { codec, close }
}
