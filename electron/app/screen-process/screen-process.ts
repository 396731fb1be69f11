/**
 * The process that looks at the screen for the app on Linux: grabs, paints over our windows what lies beneath them, converts and
 * encodes, so that none of it keeps the app's main process from answering. It ends with the app.
 */
import { openSync, writeSync } from 'node:fs'
import { openBridge, type Bridge, type Outcome, type RawImage } from '../../../native-bridge/index.js'
import { createRustCodec } from '../rust-codec.js'
import type { Answer, Asked, Grabbed } from './words.js'

const refuse = (message: string): Outcome<never> => ({ ok: false, problem: { kind: 'capture', message, retryable: true } })

/** A picture is encoded of one of the newest frames, or not at all. */
const KEPT = 4
const codec = createRustCodec()
const frames = new Map<number, RawImage>()
const asked = new Map<number, AbortController>()
let opening: Promise<Outcome<Bridge>> = Promise.resolve(refuse('The screen is not open.'))
let file = -1
let newest = 0

async function answer(
  question: Exclude<Asked, { ask: 'own' | 'abort' | 'let-go' }>,
  signal: AbortSignal,
): Promise<Answer['outcome']> {
  if (question.ask === 'open') return open(question)
  if (question.ask === 'grab') return grab(question, signal)
  if (question.ask === 'person') return person(question, signal)
  const raw = frames.get(question.frame)
  return raw ? codec.encode(raw, question.rule, signal) : { ok: true, value: null }
}

async function open({ ownPid, file: path, xDisplay }: Extract<Asked, { ask: 'open' }>): Promise<Outcome<null>> {
  file = openSync(path, 'r+')
  opening = openBridge({ codec, ownPid, ...(xDisplay === null ? {} : { xDisplay }) })
  const opened = await opening
  return opened.ok ? { ok: true, value: null } : opened
}

async function grab({ display }: Extract<Asked, { ask: 'grab' }>, signal: AbortSignal): Promise<Outcome<Grabbed>> {
  const opened = await opening
  const grabbed = opened.ok ? await opened.value.capture.grab(display, signal) : opened
  if (!grabbed.ok) return grabbed
  const raw = grabbed.value
  // a screen that did not change is the very same image
  if (frames.get(newest) !== raw) {
    for (let at = 0; at < raw.data.length;) at += writeSync(file, raw.data, at, raw.data.length - at, at)
    frames.set(++newest, raw)
    frames.delete(newest - KEPT)
  }
  return { ok: true, value: { frame: newest, width: raw.width, height: raw.height } }
}

/** Sent from here, so that the process that drives this screen sees it as what it is: a person's. */
async function person({ display, strokes }: Extract<Asked, { ask: 'person' }>, signal: AbortSignal): Promise<Outcome<null>> {
  const opened = await opening
  if (!opened.ok) return opened
  const picture = { width: Math.round(display.width * display.scale), height: Math.round(display.height * display.scale) }
  const sent = await opened.value.input.send(strokes, { display, picture }, signal)
  return sent.ok ? { ok: true, value: null } : sent
}

async function hear(question: Asked): Promise<void> {
  if (question.ask === 'own') {
    const opened = await opening
    if (opened.ok) opened.value.windows.setOwn(question.rects)
    return
  }
  if (question.ask === 'let-go') {
    const opened = await opening
    if (opened.ok) await opened.value.input.releaseAll()
    return
  }
  if (question.ask === 'abort') return asked.get(question.id)?.abort()
  const { id } = question
  const controller = new AbortController()
  asked.set(id, controller)
  const outcome = await answer(question, controller.signal).catch((thrown: unknown) => refuse(String(thrown)))
  asked.delete(id)
  process.parentPort.postMessage({ id, outcome } satisfies Answer)
}

process.parentPort.on('message', ({ data }) => void hear(data as Asked))
