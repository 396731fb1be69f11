/** The same look inside a real Electron, on its main thread's clock: what is measured by electron.ts, which bundles it. */
import { app } from 'electron'
import { createRustCodec } from '../../electron/app/rust-codec.js'
import { openBridge, type Display, type PictureRule } from '../../native-bridge/index.js'

const never = new AbortController().signal

/** How long each look took, and how much of it the main thread was busy. */
async function look(count: number, rule: PictureRule) {
  const opened = await openBridge({ xDisplay: process.env['DISPLAY'] ?? '', codec: createRustCodec() })
  if (!opened.ok) throw new Error(opened.problem.message)
  const { displays, capture, codec } = opened.value
  const listed = await displays.list()
  const display = (listed.ok ? listed.value[0] : undefined) as Display
  const times: number[] = []
  const blocked: number[] = []
  for (let step = 0; step < count; step++) {
    const began = performance.now()
    const grabbed = await capture.grab(display, never)
    if (!grabbed.ok) throw new Error(grabbed.problem.message)
    const encoding = codec.encode(grabbed.value, rule, never)
    blocked.push(performance.now() - began)
    const encoded = await encoding
    if (!encoded.ok) throw new Error(encoded.problem.message)
    times.push(performance.now() - began)
  }
  await opened.value.close()
  return { times: times.slice(3), blocked: blocked.slice(3) }
}

Object.assign(globalThis, { look })
// without a window it would be over at once
app.on('window-all-closed', () => undefined)
