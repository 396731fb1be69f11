import { describe, expect, it } from 'vitest'
import { fitPicture, fitPictureFor, imageTokens, pictureWish, shrinkToBudget } from '../../../electron/models/image-rules.js'

const size = (width: number, height: number) => ({ width, height })

describe('the size of a picture that is sent', () => {
  it.each([
    ['1600x900 as it is', size(1600, 900), size(1600, 900)],
    ['1440x900 as it is', size(1440, 900), size(1440, 900)],
    ['a small one as it is', size(640, 480), size(640, 480)],
    ['1920x1080 once, to the same shape', size(1920, 1080), size(1600, 900)],
    ['a high one by its height', size(1920, 1200), size(1440, 900)],
    ['a wide one by its width', size(3440, 1440), size(1600, 670)],
    ['an upright one by its height', size(1080, 1920), size(506, 900)],
    ['one that is a little too wide', size(1601, 900), size(1600, 899)],
  ])('%s', (_, display, sent) => {
    expect(fitPicture(display)).toEqual(sent)
  })
})

describe('tokens of a picture', () => {
  it.each([
    [size(1280, 800), 1200],
    [size(1440, 900), 1566],
    [size(1600, 900), 1740],
    [size(1920, 1080), 2448],
  ])('of a current model: %o', (picture, tokens) => {
    expect(imageTokens('patches-1.2', picture, 'original')).toBe(tokens)
    expect(pictureWish('patches-1.2', 'original').tokens(picture)).toBe(tokens)
  })

  it('count one each patch for gpt-5.5, and more for the small models', () => {
    expect(imageTokens('patches-5.5', size(1440, 900), 'original')).toBe(1305)
    expect(imageTokens('patches-1.62', size(1440, 900), 'high')).toBe(2115)
    expect(imageTokens('patches-2.46', size(1440, 900), 'high')).toBe(3211)
  })

  it('are few at low detail', () => {
    expect(imageTokens('patches-1.2', size(1440, 900), 'low')).toBe(Math.ceil(16 * 10 * 1.2))
    expect(imageTokens('tiles-65-129', size(1440, 900), 'low')).toBe(65)
  })

  it('go by tiles for the preview model', () => {
    // 1440x900 is seen as 1229x768: three by two tiles
    expect(imageTokens('tiles-65-129', size(1440, 900), 'high')).toBe(65 + 6 * 129)
    expect(imageTokens('tiles-65-129', size(512, 512), 'high')).toBe(65 + 129)
  })

  it('stay within the budget of high detail, whatever is sent', () => {
    for (const picture of [size(3840, 2160), size(2560, 1440), size(4000, 500), size(2048, 2048), size(1000, 8000)]) {
      const seen = shrinkToBudget(picture, { patches: 2500, side: 2048 })
      expect(Math.ceil(seen.width / 32) * Math.ceil(seen.height / 32)).toBeLessThanOrEqual(2500)
      expect(Math.max(seen.width, seen.height)).toBeLessThanOrEqual(2048)
      expect(seen.width / seen.height).toBeCloseTo(picture.width / picture.height, 1)
      expect(imageTokens('patches-1.2', picture, 'high')).toBeLessThanOrEqual(3000)
    }
  })

  it('are never shrunk by a current model at original detail', () => {
    expect(imageTokens('patches-1.2', size(3840, 2160), 'original')).toBe(Math.ceil(120 * 68 * 1.2))
  })
})

describe('a picture for Claude and Gemini', () => {
  it.each([
    ['claude-2576', size(1600, 900), size(1600, 900)],
    ['claude-2576', size(2560, 1440), size(1600, 900)],
    ['claude-1568', size(1280, 800), size(1280, 800)],
    ['claude-1568', size(1600, 900), size(1429, 804)],
    ['claude-1568', size(3840, 2160), size(1429, 804)],
    ['claude-1568', size(400, 3000), size(120, 900)],
    ['gemini-3', size(1600, 900), size(1600, 900)],
    ['gemini-2', size(3440, 1440), size(1600, 670)],
  ] as const)('%s: %o is sent as %o', (family, display, sent) => {
    expect(fitPictureFor(family, display)).toEqual(sent)
  })

  it('is never more than the server takes, whatever the display', () => {
    for (let width = 100; width < 6000; width += 137)
      for (let height = 100; height < 4000; height += 119) {
        const sent = fitPictureFor('claude-1568', size(width, height))
        expect(Math.max(sent.width, sent.height)).toBeLessThanOrEqual(1568)
        expect(sent.width * sent.height).toBeLessThanOrEqual(1_150_000)
      }
  })

  it('costs what its family counts', () => {
    expect(imageTokens('claude-2576', size(1600, 900), 'original')).toBe(58 * 33)
    expect(imageTokens('claude-1568', size(1024, 768), 'original')).toBe(1049)
    expect(imageTokens('gemini-3', size(1600, 900), 'original')).toBe(1120)
    expect(imageTokens('gemini-2', size(1600, 900), 'original')).toBe(258 * 6)
  })
})
