/** The film of a session in a real player: it decodes, it is as long as it should be, and its pictures are the session's. */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import type { Picture } from '../../native-bridge/index.js'
import type { EventBody } from '../../electron/protocol/event.js'
import { foldReplay } from '../../electron/replay/fold-replay.js'
import { planVideo } from '../../electron/replay/video-plan.js'
import { exportVideo } from '../../electron/sessions/export/video.js'
import { readSession } from '../../electron/sessions/read-session.js'
import { frameOf, opened, STARTED, temporaryFolder, TOTALS, turn } from '../electron/sessions/temporary.js'
import { chromiumPath } from '../support/chromium.js'

async function picture(colour: string): Promise<Picture> {
  const bytes = await sharp({ create: { width: 640, height: 400, channels: 3, background: colour } })
    .png()
    .toBuffer()
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, mime: 'image/png', width: 640, height: 400 }
}

/** One click that turns the screen from blue to green. */
async function session(folder: string): Promise<void> {
  const log = await opened(folder)
  const [blue, green] = [await picture('#2040a0'), await picture('#20a040')]
  await log.saveFrame(blue)
  await log.saveFrame(green)
  const click = { kind: 'click' as const, x: 320, y: 200, button: 'left' as const, count: 1 as const, modifiers: [] }
  const bodies: EventBody[] = [
    STARTED,
    turn(1),
    frameOf(blue),
    { type: 'action.proposed', id: 'a1', turn: 1, action: click },
    { type: 'action.started', id: 'a1' },
    { type: 'action.finished', id: 'a1', result: 'done', effect: 'changed', ms: 2 },
    turn(2),
    frameOf(green),
    { type: 'session.finished', status: 'done', text: 'Saved.', totals: TOTALS },
  ]
  for (const body of bodies) await log.append(body)
  await log.close()
}

/** A page and the film beside it: a page without an origin may not read a video's pixels. */
async function serve(film: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url !== '/film.webm')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<video muted></video>')
    response.writeHead(200, { 'content-type': 'video/webm', 'content-length': statSync(film).size })
    createReadStream(film).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
}

/** Runs in the page: the colour in a corner of the picture at a time, and what the player knows of the film. */
async function look(seconds: number): Promise<{ width: number; height: number; duration: number; pixel: number[] }> {
  const video = document.querySelector('video')
  if (!video) throw new Error('There is no player.')
  if (!video.src) {
    // the whole of it, as the little server does not answer for parts
    video.src = URL.createObjectURL(await (await fetch('/film.webm')).blob())
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve
      video.onerror = () => reject(new Error(video.error?.message))
    })
  }
  await new Promise((resolve) => {
    video.onseeked = resolve
    video.currentTime = seconds
  })
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d')
  brush?.drawImage(video, 0, 0)
  const pixel = [...(brush?.getImageData(30, 30, 1, 1).data ?? [])].slice(0, 3)
  return { width: video.videoWidth, height: video.videoHeight, duration: video.duration, pixel }
}

test('plays in a browser, with the pictures of the session at their times', async () => {
  const folder = temporaryFolder()
  await session(folder)
  const film = join(folder, 'film.webm')
  const written = await exportVideo({ folder, file: film })
  expect(written).toMatchObject({ ok: true, value: { problems: [] } })
  const read = await readSession(folder)
  const shots = planVideo(foldReplay(read.ok ? read.value.events : []).items)
  const wholeMs = shots.reduce((sum, { ms }) => sum + ms, 0)
  const [card, step] = shots

  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(await serve(film))
  await page.evaluate('globalThis.__name ??= (named) => named')
  const near = (pixel: readonly number[], colour: readonly number[]) =>
    pixel.every((value, at) => Math.abs(value - (colour[at] ?? 0)) < 14)

  const atClick = await page.evaluate(look, ((card?.ms ?? 0) + (step?.ms ?? 0) * 0.7) / 1000)
  expect(atClick).toMatchObject({ width: 640, height: 464 })
  expect(Math.abs(atClick.duration - wholeMs / 1000)).toBeLessThan(0.5)
  expect([atClick.pixel, near(atClick.pixel, [0x20, 0x40, 0xa0])]).toEqual([atClick.pixel, true])
  const after = await page.evaluate(look, ((card?.ms ?? 0) + (step?.ms ?? 0) + 250) / 1000)
  expect([after.pixel, near(after.pixel, [0x20, 0xa0, 0x40])]).toEqual([after.pixel, true])
}, 90_000)
