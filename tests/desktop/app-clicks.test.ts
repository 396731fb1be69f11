/** Clicks on and beside the overlay's controls, a person's and the hands': a window beneath writes down what reaches it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Locator } from 'playwright-core'
import { clickOverlay, ended, heard, LONG, liveSession, overlayRect, soon, stage } from '../support/app-stage.js'
import type { RunningApp } from '../support/running-app.js'

const here = stage()
const TASK = { task: 'Click', provider: null, model: null, display: null, approvals: 'never', follow: null } as const
const SLOW = { delayMs: 60_000, text: 'Too late.' }

/** A window over the whole screen, and the places of the screen where it was pressed. */
async function openTarget(): Promise<() => readonly string[]> {
  const file = join(here.scene.home, 'pressed.txt')
  here.scene.start('sh', '-c', `exec xev -name target -geometry 1440x900+0+0 -event button > ${file}`)
  await here.scene.windowNamed('target')
  return () => {
    const said = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return [...said.matchAll(/ButtonPress event[^]*?root:\((\d+,\d+)\)/g)].map(([, at]) => at ?? '')
  }
}

/** The overlay with all its parts, at rest, over the target. */
async function showOverlay(app: RunningApp): Promise<string> {
  await app.home.getByRole('button', { name: 'Close' }).click()
  await app.ask('task.start', TASK)
  const session = await liveSession(app)
  await heard(app, session, 'turn.started')
  await app.overlay.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  await vi.waitFor(async () => {
    const { height } = await overlayRect(app)
    expect(await app.overlay.evaluate(() => innerHeight)).toBe(height)
    expect(await app.overlay.evaluate(() => document.querySelector('.overlay')?.clientHeight)).toBe(height)
  }, soon)
  return session
}

async function middleOf(app: RunningApp, part: Locator): Promise<{ x: number; y: number }> {
  const [box, place] = [await part.boundingBox(), await overlayRect(app)]
  if (!box) throw new Error('It is not to be seen.')
  return { x: Math.round(place.x + box.x + box.width / 2), y: Math.round(place.y + box.y + box.height / 2) }
}

const stopButton = (app: RunningApp) => app.overlay.getByRole('button', { name: 'Stop', exact: true })

describe('the overlay', { timeout: LONG }, () => {
  it('lets a person’s click through beside its controls and takes it on them', async () => {
    const pressed = await openTarget()
    const app = await here.open([SLOW])
    const session = await showOverlay(app)
    const before = await overlayRect(app)
    const words = await middleOf(app, app.overlay.locator('.now h1'))
    await here.scene.x('mousemove', `${words.x}`, `${words.y}`, 'click', '1')
    await vi.waitFor(() => expect(pressed()).toEqual([`${words.x},${words.y}`]), soon)
    expect(await overlayRect(app)).toEqual(before)
    // it was a person at the program beneath
    expect(await heard(app, session, 'control', { state: 'paused' })).toMatchObject({ by: 'human-input' })
    await clickOverlay(here.scene, app, stopButton(app))
    expect((await ended(app, session)).last).toMatchObject({ status: 'stopped' })
    expect(pressed()).toHaveLength(1)
  })

  it('lets the hands through beside its controls without moving, and steps aside where they aim at one', async () => {
    const pressed = await openTarget()
    let aim = { x: 0, y: 0 }
    const app = await here.open((_request, number) =>
      number % 2 === 0 ? { computer: [{ type: 'click', button: 'left', ...aim }] } : SLOW,
    )
    const session = await showOverlay(app)
    const before = await overlayRect(app)
    const focused = await here.scene.x('getactivewindow')
    const steer = (text: string) => app.ask('command', { session, command: { type: 'steer', text, when: 'now' } })

    aim = await middleOf(app, app.overlay.locator('.now h1'))
    const beside = `${aim.x},${aim.y}`
    await steer('Click beside its controls')
    await vi.waitFor(() => expect(pressed()).toEqual([beside]), soon)
    expect(await overlayRect(app)).toEqual(before)

    await vi.waitFor(() => expect(app.server.requests).toHaveLength(3), soon)
    aim = await middleOf(app, stopButton(app))
    await steer('Click where Stop is')
    await vi.waitFor(() => expect(pressed()).toEqual([beside, `${aim.x},${aim.y}`]), soon)
    await vi.waitFor(async () => expect(await overlayRect(app)).not.toMatchObject({ x: before.x, y: before.y }), soon)
    expect(await here.scene.x('getactivewindow')).toBe(focused)
    expect(await liveSession(app)).toBe(session)
  })

  it('is reached over a fullscreen window that has the focus, and is an ordinary window again after it', async () => {
    const app = await here.open([SLOW])
    const session = await showOverlay(app)
    here.scene.start('xterm', '-T', 'whole', '-fullscreen')
    const whole = await here.scene.windowNamed('whole')
    await vi.waitFor(async () => expect(await here.scene.x('getactivewindow')).toBe(whole), soon)
    const before = await overlayRect(app)
    await vi.waitFor(async () => {
      await clickOverlay(here.scene, app, app.overlay.getByRole('button', { name: 'Pause', exact: true }))
      const events = await app.events(session)
      expect(events.filter(({ type }) => type === 'control').at(-1)).toMatchObject({ state: 'paused', by: 'person' })
    }, soon)
    expect(await overlayRect(app)).toEqual(before)
    // the window that it went along with goes to the task bar, and takes it nowhere
    await here.scene.x('windowminimize', whole)
    await clickOverlay(here.scene, app, stopButton(app))
    expect((await ended(app, session)).last).toMatchObject({ status: 'stopped' })
  })
})
