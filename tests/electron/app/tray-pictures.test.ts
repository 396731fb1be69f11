import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { TRAY_PICTURES } from '../../../electron/app/tray-pictures.js'

const FOLDER = resolve(import.meta.dirname, '..', '..', '..', 'build', 'tray')

describe('the tray’s pictures', () => {
  const names = [...new Set(Object.values(TRAY_PICTURES))]

  it.each(names)('%s is there for dark and light bars and as a template, at both sizes', (name) => {
    for (const ink of ['dark', 'light', 'template']) {
      for (const px of [16, 32]) {
        const file = join(FOLDER, `${name}-${ink}-${px}.png`)
        expect(existsSync(file), file).toBe(true)
        const { width, height } = PNG.sync.read(readFileSync(file))
        expect([width, height]).toEqual([px, px])
      }
    }
  })

  it('tell the states apart by their shape alone, in one colour', () => {
    const shapes = names.map((name) => {
      const { data } = PNG.sync.read(readFileSync(join(FOLDER, `${name}-template-32.png`)))
      return data
        .filter((_, index) => index % 4 === 3)
        .map((alpha) => (alpha > 127 ? 1 : 0))
        .join('')
    })
    expect(new Set(shapes).size).toBe(names.length)
  })
})
