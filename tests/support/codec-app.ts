/** A windowless Electron app that encodes what it is handed: what the codec contract talks to. Bundled by electron-codec.ts. */
import { app } from 'electron'
import { createRustCodec } from '../../electron/app/rust-codec.js'
import type { PictureRule, RawImage } from '../../native-bridge/index.js'

export interface EncodeRequest {
  readonly image: Omit<RawImage, 'data'> & { readonly base64: string }
  readonly rule: PictureRule
  readonly isAborted: boolean
}

const codec = createRustCodec()

async function encode({ image, rule, isAborted }: EncodeRequest) {
  const { base64, ...rest } = image
  const signal = isAborted ? AbortSignal.abort() : new AbortController().signal
  const encoded = await codec.encode({ ...rest, data: Buffer.from(base64, 'base64') }, rule, signal)
  if (!encoded.ok) return encoded
  const { bytes, ...picture } = encoded.value
  return { ok: true, value: { ...picture, base64: Buffer.from(bytes).toString('base64') } }
}

Object.assign(globalThis, { encode })
// without a window it would be over at once
app.on('window-all-closed', () => undefined)
