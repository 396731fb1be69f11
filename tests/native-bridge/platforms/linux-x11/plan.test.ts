import { describe, expect, it } from 'vitest'
import { done } from '../../../../native-bridge/outcome.js'
import { planSteps, type Surroundings } from '../../../../native-bridge/platforms/linux-x11/plan.js'
import type { PictureSpace, Point, Stroke } from '../../../../native-bridge/types.js'

const display = { id: 'x11:right', x: 1920, y: 0, width: 1280, height: 800, scale: 1, primary: false }
const space: PictureSpace = { display, picture: { width: 640, height: 400 } }

const plan = (strokes: readonly Stroke[], around: Partial<Surroundings> = {}) =>
  planSteps(strokes, space, {
    pointer: () => done({ x: 0, y: 0 }),
    isOwn: () => false,
    hasOwnFocus: () => false,
    canType: () => true,
    ...around,
  })

const problemOf = (result: ReturnType<typeof plan>) => (result.ok ? null : result.problem.kind)
const isOwn = ({ x }: Point) => x > 2500

describe('planning strokes for X', () => {
  it('picture px become root coordinates of the display they were taken from', () => {
    expect(plan([{ kind: 'move', x: 0, y: 0 }])).toEqual(done([{ kind: 'move', to: { x: 1921, y: 1 } }]))
  })

  it.each([
    [{ dx: 0, dy: 100 }, [[5, 1]]],
    [{ dx: 0, dy: -250 }, [[4, 3]]],
    [{ dx: 30, dy: 0 }, [[7, 1]]],
    [{ dx: -149, dy: 0 }, [[6, 1]]],
    [{ dx: -1000, dy: 1 }, [[6, 10], [5, 1]]],
    [{ dx: 0, dy: 0 }, []],
    [{ dx: Number.NaN, dy: Infinity }, []],
  ] as const)('the wheel by %j is turned %j', (delta, expected) => {
    const steps = plan([{ kind: 'wheel', ...delta }])
    expect(steps.ok && steps.value.map((step) => (step.kind === 'notches' ? [step.button, step.count] : step))).toEqual(expected)
  }) // prettier-ignore

  it('a press where the pointer is now is checked against our own windows', () => {
    const press: Stroke = { kind: 'button', button: 'left', down: true }
    expect(problemOf(plan([press], { isOwn, pointer: () => done({ x: 2600, y: 5 }) }))).toBe('own-window')
    expect(problemOf(plan([press], { isOwn, pointer: () => done({ x: 5, y: 5 }) }))).toBeNull()
  })

  it('letting a button go over our own window is never refused', () => {
    const release: Stroke = { kind: 'button', button: 'left', down: false }
    expect(problemOf(plan([release], { isOwn: () => true }))).toBeNull()
  })

  it('text and keys are refused while one of our own windows has the keyboard', () => {
    expect(problemOf(plan([{ kind: 'text', text: 'x' }], { hasOwnFocus: () => true }))).toBe('own-window')
    expect(problemOf(plan([{ kind: 'key', key: 'a', down: true }], { hasOwnFocus: () => true }))).toBe('own-window')
    expect(problemOf(plan([{ kind: 'key', key: 'a', down: false }], { hasOwnFocus: () => true }))).toBeNull()
  })

  it('a character that no key can type is refused by its code point', () => {
    const result = plan([{ kind: 'text', text: 'ok…' }], { canType: (keysym) => keysym < 0x100 })
    expect(result).toMatchObject({ ok: false, problem: { kind: 'input', message: expect.stringContaining('U+2026') as string } })
  })

  it.each(['\u0000', '\u001b', '\u007f', '\ud800'])('the control character or half pair %j is refused', (text) => {
    expect(problemOf(plan([{ kind: 'text', text }]))).toBe('input')
  })

  it('line ends of every kind are one Return each', () => {
    const steps = plan([{ kind: 'text', text: 'a\r\nb\rc\n' }])
    expect(steps.ok && steps.value).toEqual([
      { kind: 'text', keysyms: [0x61, 0xff0d, 0x62, 0xff0d, 0x63, 0xff0d], isSecret: false },
    ])
  })

  it('empty text is nothing', () => expect(plan([{ kind: 'text', text: '' }])).toEqual(done([])))
})
