import { describe, expect, it } from 'vitest'
import {
  contains,
  firstPlace,
  fittingSize,
  keepInside,
  resize,
  snap,
  stepAside,
} from '../../../../electron/app/windows/overlay-place.js'

const AREA = { x: 0, y: 30, width: 1440, height: 870 }
const SIZE = { width: 360, height: 500 }
const BOTTOM_RIGHT = { x: 1064, y: 384, ...SIZE }
const TOP_RIGHT = { x: 1064, y: 46, ...SIZE }
const TOP_LEFT = { x: 16, y: 46, ...SIZE }
const BOTTOM_LEFT = { x: 16, y: 384, ...SIZE }

describe('the overlay’s place', () => {
  it('is the bottom right corner until a person has moved it', () => {
    expect(firstPlace(AREA, SIZE, null)).toEqual(BOTTOM_RIGHT)
  })

  it('is where it was left, as far as that is still on the screen', () => {
    expect(firstPlace(AREA, SIZE, { x: 200, y: 100 })).toEqual({ x: 200, y: 100, ...SIZE })
    expect(firstPlace(AREA, SIZE, { x: 3000, y: -500 })).toEqual({ x: 1080, y: 30, ...SIZE })
  })

  it('snaps to a corner it is let go near, and stays where it is elsewhere', () => {
    expect(snap(AREA, { x: 30, y: 70, ...SIZE })).toEqual(TOP_LEFT)
    expect(snap(AREA, { x: 1050, y: 400, ...SIZE })).toEqual(BOTTOM_RIGHT)
    expect(snap(AREA, { x: 500, y: 200, ...SIZE })).toEqual({ x: 500, y: 200, ...SIZE })
  })

  it('never leaves the work area, and shows its top left when it is larger', () => {
    expect(keepInside(AREA, { x: -50, y: 2000, ...SIZE })).toEqual({ x: 0, y: 400, ...SIZE })
    expect(keepInside(AREA, { x: 10, y: 100, width: 2000, height: 100 })).toEqual({ x: 0, y: 100, width: 2000, height: 100 })
  })

  it('is as high as its content, up to the work area less 32', () => {
    expect(fittingSize(AREA, { width: 360, height: 792 })).toEqual({ width: 360, height: 792 })
    expect(fittingSize({ ...AREA, height: 600 }, { width: 360, height: 792 })).toEqual({ width: 360, height: 568 })
  })

  it('grows away from the corner it stands in', () => {
    expect(resize(AREA, BOTTOM_RIGHT, { width: 200, height: 40 })).toEqual({ x: 1224, y: 844, width: 200, height: 40 })
    expect(resize(AREA, TOP_LEFT, { width: 200, height: 40 })).toEqual({ x: 16, y: 46, width: 200, height: 40 })
  })
})

describe('stepping aside for the hands', () => {
  it('does not move when nothing lands under it', () => {
    expect(stepAside(AREA, BOTTOM_RIGHT, [{ x: 100, y: 100 }])).toEqual(BOTTOM_RIGHT)
    expect(stepAside(AREA, BOTTOM_RIGHT, [])).toEqual(BOTTOM_RIGHT)
  })

  it('moves to the nearest corner that is free', () => {
    expect(stepAside(AREA, BOTTOM_RIGHT, [{ x: 1300, y: 800 }])).toEqual(TOP_RIGHT)
    expect(
      stepAside(AREA, BOTTOM_RIGHT, [
        { x: 1300, y: 800 },
        { x: 1300, y: 100 },
      ]),
    ).toEqual(BOTTOM_LEFT)
  })

  it('stays where only what clicks go through is in the way', () => {
    const controls = [{ x: 1064, y: 384, width: 360, height: 36 }]
    expect(stepAside(AREA, BOTTOM_RIGHT, [{ x: 1300, y: 800 }], controls)).toEqual(BOTTOM_RIGHT)
    expect(stepAside(AREA, BOTTOM_RIGHT, [{ x: 1300, y: 400 }], controls)).toEqual(BOTTOM_LEFT)
  })

  it('finds no place when every corner is needed', () => {
    const everywhere = [TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT].map(({ x, y }) => ({ x: x + 20, y: y + 20 }))
    expect(stepAside(AREA, BOTTOM_RIGHT, everywhere)).toBeNull()
  })

  it('leaves some room around the point, for what opens there', () => {
    const justAboveTheTopRight = { x: 1060, y: 560 }
    expect(stepAside(AREA, { ...BOTTOM_RIGHT, x: 1050 }, [justAboveTheTopRight])).not.toEqual(TOP_RIGHT)
  })

  it('counts the left and top edge as inside, the right and bottom edge not', () => {
    expect(contains(TOP_LEFT, { x: 16, y: 46 })).toBe(true)
    expect(contains(TOP_LEFT, { x: 376, y: 100 })).toBe(false)
    expect(contains(TOP_LEFT, { x: 100, y: 546 })).toBe(false)
  })
})
