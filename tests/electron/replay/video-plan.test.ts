/** The film of a session: pointer, closer look and captions, before any of it is drawn; and that the pointer and the captions are drawn. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { foldReplay } from '../../../electron/replay/fold-replay.js'
import { momentAt, planVideo, type Shot } from '../../../electron/replay/video-plan.js'
import { FilmCanvas } from '../../../electron/sessions/export/video/draw-shot.js'

const id = (letter: string) => letter.repeat(64)
const at = (seq: number, body: object) =>
  ({ v: 1, seq, at: new Date(1_760_000_000_000 + seq * 1000).toISOString(), session: 'S', ...body }) as SessionEvent
const frame = (letter: string) => ({
  type: 'frame',
  id: id(letter),
  width: 640,
  height: 400,
  bytes: 9,
  mime: 'image/png',
  display: '1',
  reason: 'settled',
  settledMs: 9,
  changed: 0.1,
})
const click = (name: string, turn: number, x: number, y: number) => ({
  type: 'action.proposed',
  id: name,
  turn,
  action: { kind: 'click', x, y, button: 'left', count: 1, modifiers: [] },
})
const EVIL = '\u202eevil\u001b[31m'

const EVENTS = [
  {
    type: 'session.started',
    task: `Save ${EVIL}`,
    provider: 'offline',
    model: 'offline',
    displays: [],
    settings: {},
    version: '1',
  },
  { type: 'turn.started', turn: 1 },
  frame('a'),
  { type: 'reasoning', text: 'The button is there.' },
  click('a1', 1, 100, 80),
  { type: 'action.finished', id: 'a1', result: 'done', effect: 'changed', ms: 4 },
  { type: 'turn.started', turn: 2 },
  frame('b'),
  click('a2', 2, 500, 300),
  { type: 'action.finished', id: 'a2', result: 'failed', effect: 'unknown', ms: 4 },
].map((body, index) => at(index + 1, body))

const [card, first, after, second] = planVideo(foldReplay(EVENTS).items) as readonly [Shot, Shot, Shot, Shot]

test('a step is shown on the picture it was decided on, then with what came of it, with its number, words, reason and end', () => {
  expect([first.frame, after.frame, second.frame]).toEqual([id('a'), id('b'), id('b')])
  expect([first.caption, first.why]).toEqual(['1  Click at 100, 80', 'The button is there.'])
  expect(second.caption).toBe('2  Click at 500, 300  ·  Failed')
  expect([second.tone, after.pointer]).toEqual(['bad', null])
})

test('the pointer travels from the last place to the next, then the view is closer and the mark is drawn', () => {
  expect(second.pointer).toEqual({ from: [100, 80], to: [500, 300] })
  expect(momentAt(second, 0)).toEqual({ pointer: 0, scale: 1, mark: null })
  const there = momentAt(second, 0.6)
  expect(there.pointer).toBe(1)
  expect(there.scale).toBeGreaterThan(1.2)
  expect(there.mark).toBeGreaterThan(0)
  expect(momentAt(second, 1).scale).toBeCloseTo(1)
})

test('what others wrote stands in captions as text, its control and direction characters as codes', () => {
  expect(card.why).toBe('Save ‹U+202E›evil‹U+001B›[31m')
})

test('a long session is shown faster: its film stays short enough to be watched', () => {
  const many = Array.from({ length: 1000 }, (_, index) => [
    at(10 * index + 1, { type: 'turn.started', turn: index + 1 }),
    at(10 * index + 2, frame('a')),
    at(10 * index + 3, click(`a${index}`, index + 1, index % 600, 80)),
  ]).flat()
  const shots = planVideo(foldReplay(many).items)
  expect(shots).toHaveLength(1000)
  expect(shots.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(600_000, -2)
})

test('pointer, mark and caption are on the picture where they belong', async () => {
  const canvas = createCanvas(640, 400)
  const brush = canvas.getContext('2d')
  brush.fillStyle = '#2040a0'
  brush.fillRect(0, 0, 640, 400)
  const image = await loadImage(canvas.toBuffer('image/png'))
  const film = new FilmCanvas({ width: 640, height: 464 })
  const drawn = (share: number, x: number, y: number, width: number, height: number) => {
    film.draw(first, image, share)
    const pixels = film.pixels()
    let others = 0
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) {
        const place = (row * 640 + column) * 4
        if (pixels[place] !== 0x20 || pixels[place + 1] !== 0x40 || pixels[place + 2] !== 0xa0) others += 1
      }
    return others
  }
  expect(drawn(0, 100, 80, 20, 26)).toBeGreaterThan(100)
  expect(drawn(0, 300, 200, 200, 150)).toBe(0)
  // words are lighter than the bar they stand on
  film.draw(first, image, 0)
  const caption = film.pixels().subarray(640 * 400 * 4)
  expect(caption.filter((value) => value > 200).length).toBeGreaterThan(1000)
})
