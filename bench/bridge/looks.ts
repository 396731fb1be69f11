/** Looking: at what changed, at what did not, and how long a change is followed. */
import sharp from 'sharp'
import { packRgb } from '../../native-bridge/codec/pixels.js'
import { SharedImage } from '../../native-bridge/platforms/linux-x11/capture.js'
import { connect } from '../../native-bridge/platforms/linux-x11/connection.js'
import { createSharpCodec, systemClock, type PictureRule } from '../../native-bridge/index.js'
import { valueOf } from '../session-steps.js'
import { median } from '../statistics.js'
import { runChild } from './child.js'
import type { Row } from './row.js'
import { click, never, openPainter, PAINTER, requestOf, type Stand } from './stand.js'
import { timesOf } from './times.js'

const COUNT = 40
const REPAINTED_MS = 120
const inside = click(PAINTER.x + 50, PAINTER.y + 50)

export async function measureLooks(stand: Stand): Promise<Row[]> {
  const { bridge, display, space, desktop } = stand
  const painter = await openPainter(desktop)
  try {
    const request = requestOf(display, { kind: 'none' })
    const rule = { size: request.pictureSize(display), mime: request.mime, quality: request.quality }
    const codec = createSharpCodec()
    const looks: number[] = []
    const limits: number[] = []
    const limit = await limitOf(stand, rule)
    // each on a screen that has just changed, ours and the limit in turn
    for (let step = 0; step < COUNT; step++) {
      valueOf(await bridge.input.send(inside, space, never))
      await painter.next()
      await systemClock.sleep(REPAINTED_MS, never)
      const [ours] = await timesOf(
        1,
        async () => codec.encode(valueOf(await bridge.capture.grab(display, never)), rule, never),
        0,
      )
      const [bare] = await timesOf(1, limit.run, 0)
      if (step >= 3) {
        looks.push(ours as number)
        limits.push(bare as number)
      }
    }
    limit.close()
    const naive = await runChild<number[]>('naive.ts', ['look', '10'], desktop.env)
    const ratio = (median(looks) / median(limits)).toFixed(1)
    const changed: Row = {
      what: `look at a changed screen: grab + convert + scale + encode (Node, picture ${rule.size.width}x${rule.size.height})`,
      ours: looks,
      goal: '≤ 45 ms',
      others: [
        ['screenshot-desktop PNG + base64', naive],
        ['server’s grab + JPEG encoder alone', limits],
      ],
      note: `${ratio} times the limit (goal ≤ 2)`,
    }
    await bridge.eyes.look(request, never)
    const unchanged: Row = {
      what: 'look at an unchanged screen',
      ours: await timesOf(COUNT, async () => valueOf(await bridge.eyes.look(request, never))),
      goal: '≤ 15 ms',
      others: [['screenshot-desktop PNG + base64', naive]],
    }
    return [changed, unchanged, await measureSettling(stand, () => painter.next())]
  } finally {
    await painter.close()
  }
}

/** The window repaints once, 50 ms after the click: from that moment to the end of the look. */
async function measureSettling({ bridge, display, space }: Stand, painted: () => Promise<string>): Promise<Row> {
  const request = requestOf(display, { kind: 'effect', firstChangeMs: 300, patienceMs: 3000 })
  const after: number[] = []
  let missed = 0
  for (let step = 0; step < COUNT; step++) {
    valueOf(await bridge.eyes.mark(display, never))
    valueOf(await bridge.input.send(inside, space, never))
    const look = valueOf(await bridge.eyes.look(request, never))
    const endMs = performance.timeOrigin + performance.now()
    const paintedMs = Number(await painted())
    if (endMs < paintedMs || look.reason !== 'settled') missed += 1
    else if (step >= 3) after.push(endMs - paintedMs)
  }
  return {
    what: 'settle: from the last change of a window that repaints once, 50 ms after the click, to the finished picture',
    ours: after,
    goal: '≤ 50 ms',
    note: `a fixed sleep of 1000 ms waits 950 ms; ${missed} of ${COUNT} changes missed`,
  }
}

/** What nothing can beat: the screen's pixels out of the server's shared memory, and an encoder that gets pixels as it likes them. */
async function limitOf({ desktop, bridge, display }: Stand, { size, quality }: PictureRule) {
  const connection = valueOf(connect(desktop.xDisplay))
  const shared = new SharedImage(connection)
  const raw = valueOf(await bridge.capture.grab(display, never))
  const whole = { width: raw.width, height: raw.height, channels: 3 } as const
  const pixels = await sharp(packRgb(raw), { raw: whole }).resize(size.width, size.height, { fit: 'fill' }).raw().toBuffer()
  return {
    run: async () => {
      if (!shared.grab(display, { buffer: Buffer.allocUnsafe })) throw new Error('The server gives no picture.')
      await sharp(pixels, { raw: { ...size, channels: 3 } })
        .jpeg({ quality, chromaSubsampling: '4:4:4', optimiseCoding: false })
        .toBuffer()
    },
    close: () => {
      shared.close()
      connection.close()
    },
  }
}
