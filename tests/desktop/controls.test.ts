/** What real programs tell of their controls: the one with the keyboard, the one at a place, and fields that must not be seen. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import type { Control, Point, Rect } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { chromiumPath } from '../support/chromium.js'
import { electronRuntime } from '../support/electron-runtime.js'
import {
  CHROMIUM_ARGS,
  click,
  never,
  openEditor,
  openElectronPage,
  openGtkEntry,
  PATIENCE,
  programEnv,
  until,
  valueOf,
  wholeDisplay,
} from './receivers.js'

const PAGE = `<!doctype html><meta charset=utf-8><title>Shop</title><style>*{font-size:20px}</style>
<p><label>Street <input id=street></label></p>
<p><label>Your password <input id=password type=password></label></p>
<p><textarea id=note aria-label=Note rows=3></textarea></p>
<p><button id=pay><b id=words>Pay now</b></button> <a id=terms href="/terms">The terms</a></p>
<iframe srcdoc="<button style='font-size:20px'>Inner</button>" id=frame></iframe>`

let desktop: VirtualDesktop
let x11: LinuxX11

const isAt = (rect: Rect | null, { x, y }: Point) =>
  rect !== null && x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height
const middleOf = (rect: Rect): Point => ({ x: Math.round(rect.x + rect.width / 2), y: Math.round(rect.y + rect.height / 2) })
const focused = () => x11.controls.focused(never)
const focusedThat = async (isIt: (control: Control) => boolean): Promise<Control> => {
  let last: Control | null = null
  await until(async () => (last = await focused()) !== null && isIt(last))
  return last as unknown as Control
}

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
}, 60_000)
afterAll(async () => {
  await x11.close()
  await desktop.close()
})

it('an empty desktop has no controls, and saying so takes no time', async () => {
  expect(await focused()).toBeNull()
  expect(await x11.controls.at({ x: 10, y: 10 }, never)).toBeNull()
  expect(await x11.controls.secretFields(never)).toEqual([])
})

it('a question that was given up is answered with nothing', async () => {
  expect(await x11.controls.focused(AbortSignal.abort())).toBeNull()
})

describe('a GTK program', { timeout: 60_000 }, () => {
  it('tells that a password field has the keyboard, and where it is', async () => {
    const entry = await openGtkEntry(desktop, x11, 'password')
    try {
      const control = await focusedThat(({ isPassword }) => isPassword)
      expect(control).toMatchObject({ role: 'password', isEditable: true, isMultiline: false, url: null })
      expect(await x11.controls.secretFields(never)).toEqual([control.rect])
      if (!control.rect) throw new Error('it has no place')
      expect(await x11.controls.at(middleOf(control.rect), never)).toEqual(control)
    } finally {
      await entry.close()
    }
    await expect.poll(() => x11.controls.secretFields(never), PATIENCE).toEqual([])
  })

  it('tells the button at a place by what is written on it', async () => {
    const entry = await openGtkEntry(desktop, x11)
    try {
      const field = await focusedThat(({ role }) => role === 'textbox')
      expect(field).toMatchObject({ isPassword: false, isMultiline: false })
      const { x, y, width, height } = entry.window
      const names = new Set<string>()
      for (let at = x + 5; at < x + width; at += 15) {
        const control = await x11.controls.at({ x: at, y: y + height - 25 }, never)
        if (control?.role === 'button') names.add(control.name)
      }
      expect(names).toEqual(new Set(['Cancel', 'OK']))
    } finally {
      await entry.close()
    }
  })

  it.each(['mousepad', 'featherpad'])('and %s, that its text has several lines', async (program) => {
    const editor = await openEditor(desktop, x11, program)
    try {
      const control = await focusedThat(({ isMultiline }) => isMultiline)
      expect(control).toMatchObject({ role: 'textbox', isEditable: true, isPassword: false })
      expect(control.app.toLowerCase()).toBe(editor.window.app.toLowerCase())
    } finally {
      await editor.close()
    }
  })
})

describe('a page in Chromium', { timeout: 60_000 }, () => {
  let server: Server
  let browser: Browser
  let url: string
  const places = new Map<string, Point>()

  beforeAll(async () => {
    server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(PAGE))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`
    const env = Object.fromEntries(Object.entries(programEnv(desktop)).filter((entry): entry is [string, string] => !!entry[1]))
    browser = await chromium.launch({ executablePath: chromiumPath(), headless: false, args: CHROMIUM_ARGS, env })
    const page = await browser.newPage({ viewport: null })
    await page.goto(url)
    const at = await page.evaluate(() => ({ x: screenX, y: screenY + outerHeight - innerHeight }))
    for (const id of ['street', 'password', 'note', 'words', 'terms', 'frame']) {
      const box = await page.locator(`#${id}`).boundingBox()
      const inFrame = id === 'frame' ? { x: 40, y: 20 } : undefined
      if (box)
        places.set(id, {
          x: Math.round(at.x + box.x + (inFrame?.x ?? box.width / 2)),
          y: Math.round(at.y + box.y + (inFrame?.y ?? box.height / 2)),
        })
    }
    await until(async () => (await x11.controls.at(placeOf('street'), never))?.url === url)
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    server.close()
  })

  const placeOf = (id: string): Point => places.get(id) ?? { x: 0, y: 0 }
  const clickOn = async (id: string) => valueOf(await x11.input.send(click(placeOf(id)), await wholeDisplay(x11), never))

  it.each([
    ['street', { role: 'textbox', name: 'Street', isEditable: true, isMultiline: false, isPassword: false }],
    ['password', { role: 'password', name: 'Your password', isEditable: true, isMultiline: false, isPassword: true }],
    ['note', { role: 'textbox', name: 'Note', isEditable: true, isMultiline: true, isPassword: false }],
  ])('tells of its field %s at its place and when it has the keyboard, with the address of the page', async (id, wanted) => {
    const there = await x11.controls.at(placeOf(id), never)
    expect(there).toMatchObject({ ...wanted, url })
    expect(isAt(there?.rect ?? null, placeOf(id))).toBe(true)
    await clickOn(id)
    expect(await focusedThat(({ name }) => name === wanted.name)).toMatchObject({ ...wanted, url })
  })

  it('tells of the button that words lie on, of a link, and of what a frame within the page shows', async () => {
    expect(await x11.controls.at(placeOf('words'), never)).toMatchObject({ role: 'button', name: 'Pay now', url })
    expect(await x11.controls.at(placeOf('terms'), never)).toMatchObject({ role: 'link', name: 'The terms', url })
    expect(await x11.controls.at(placeOf('frame'), never)).toMatchObject({ role: 'button', name: 'Inner', url })
  })

  it('tells where its password field is', async () => {
    const fields = await x11.controls.secretFields(never)
    expect(fields).toHaveLength(1)
    expect(isAt(fields[0] ?? null, placeOf('password'))).toBe(true)
  })
})

describe('a window of Electron', { timeout: 60_000 }, () => {
  it('tells of its fields as a page does', async () => {
    const page = await openElectronPage(desktop, x11, electronRuntime())
    try {
      expect(await focusedThat(({ isEditable }) => isEditable)).toMatchObject({ role: 'textbox', isMultiline: true })
      await page.page.locator('#password').focus()
      const control = await focusedThat(({ isPassword }) => isPassword)
      expect(control.url).toMatch(/^file:.*page\.html$/)
      expect(await x11.controls.secretFields(never)).toEqual([control.rect])
    } finally {
      await page.close()
    }
  })
})
