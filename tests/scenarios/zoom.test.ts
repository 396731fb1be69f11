import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { action, answer, click, computer, doing, saying } from '../support/builders.js'
import { only, play, SAVE } from '../support/scenario.js'

const end = saying('Done.')
const zoom = (x: number, y: number, width: number, height: number) => action({ kind: 'zoom', region: { x, y, width, height } })

describe('a closer look', () => {
  it('is the part of the screen at its full resolution, a frame of its own, and answers its call', async () => {
    const { events, model, log } = await play({ turns: [doing(zoom(40, 40, 100, 50)), end] })
    const [whole, closer] = only(events, 'frame')
    expect(closer).toMatchObject({ reason: 'zoom', width: 400, height: 200, region: { x: 40, y: 40, width: 100, height: 50 } })
    expect(model.asked[1]!.results).toMatchObject([{ steps: [{ result: 'done' }], pictures: [closer!.id] }])
    const large = PNG.sync.read(Buffer.from(log.frames.get(closer!.id)!.bytes))
    const all = PNG.sync.read(Buffer.from(log.frames.get(whole!.id)!.bytes))
    const pixel = (png: PNG, x: number, y: number) => [...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 3)]
    // the middle of an enlarged pixel
    for (const [x, y] of [
      [5, 5],
      [60, 30],
      [90, 45],
    ] as const)
      expect(Math.abs(pixel(large, x * 4 + 2, y * 4 + 2)[0]! - pixel(all, 40 + x, 40 + y)[0]!)).toBeLessThan(24)
  })

  it('leaves coordinates as they are, and presses nothing', async () => {
    const { desktop, events, model } = await play({ turns: [doing(zoom(0, 0, 64, 40)), doing(click(SAVE.x, SAVE.y)), end] })
    expect(desktop.bridge.input.held()).toEqual([])
    expect(only(events, 'action.finished').map(({ result }) => result)).toEqual(['done', 'done'])
    expect(model.asked[2]!.look.picture.width).toBe(640)
  })

  it('after other actions of the batch shows the screen as these left it', async () => {
    const { events } = await play({ turns: [doing(click(SAVE.x, SAVE.y), zoom(40, 40, 320, 200)), end] })
    expect(only(events, 'frame').map(({ reason }) => reason)).toContain('zoom')
    expect(only(events, 'action.finished').map(({ result }) => result)).toEqual(['done', 'done'])
  })

  it('that reaches over the edge is cut there; one that lies outside is refused, and the model is told', async () => {
    const turns = [doing(zoom(600, 380, 200, 200)), answer([computer(zoom(700, 10, 20, 20), click(1, 1))]), end]
    const { events, model } = await play({ turns })
    expect(only(events, 'frame').find(({ reason }) => reason === 'zoom')).toMatchObject({ width: 160, height: 80 })
    expect(model.asked[2]!.results[0]!.steps).toMatchObject([
      {
        result: 'failed',
        problem: { kind: 'outside-picture', message: 'The region lies outside the picture, which is 640x400.' },
      },
      { result: 'skipped' },
    ])
  })
})
