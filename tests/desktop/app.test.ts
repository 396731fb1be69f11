/** The built app with a real mouse and keyboard: what a person sees and does, on a virtual desktop beside other programs. */
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { clickOverlay, ended, heard, LONG, overlayRect, soon, stage, startTask } from '../support/app-stage.js'

const here = stage()
/** A turn the model takes its time with: something to interrupt. */
const SLOW = { delayMs: 60_000, text: 'Too late.' }

describe('a task from the home window', { timeout: LONG }, () => {
  it('is carried out on another program, and the overlay shows it', async () => {
    const notebook = await here.openNotebook()
    const app = await here.open([
      {
        commentary: 'Writing it down.',
        computer: [
          { type: 'click', button: 'left', x: notebook.x, y: notebook.y },
          { type: 'type', text: 'Hello, World! #42\n' },
        ],
      },
      { text: 'It is written.' },
    ])
    const session = await startTask(app, 'Write Hello, World! #42 into the notebook')
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'done', text: 'It is written.' })
    await vi.waitFor(() => expect(notebook.text()).toBe('Hello, World! #42\n'), soon)
    const results = events.flatMap((event) => (event.type === 'action.finished' ? [event.result] : []))
    expect(results).toEqual(['done', 'done'])
    expect(app.server.refused).toEqual([])

    const { overlay } = app
    await overlay.getByText('It is written.').first().waitFor()
    const rows = overlay.getByRole('list', { name: /Actions/ }).getByRole('listitem')
    await vi.waitFor(
      async () =>
        expect(await rows.allInnerTexts()).toEqual([
          expect.stringContaining('Hello, World! #42'),
          expect.stringContaining('Click'),
        ]),
      soon,
    )
    const pictures = await overlay
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth))
    expect(pictures.length).toBeGreaterThan(0)
    expect(pictures.every((width) => width > 0)).toBe(true)
    await app.picture(overlay, 'overlay-done')
    // hidden while the task ran, it paints nothing
    await app.ask('window.show', { window: 'home' })
    await app.picture(app.home, 'home-after-a-task')
  })

  it('does not show the model Deskhand’s own windows, and everything else', async () => {
    here.scene.start('xterm', '-T', 'ground', '-bg', '#c02080', '-fg', '#c02080', '-geometry', '300x80+0+0', '-e', 'cat')
    await here.scene.windowNamed('ground')
    const app = await here.open([{ computer: [{ type: 'wait' }] }, { text: 'Seen.' }])
    const session = await startTask(app, 'Look at the screen')
    const { events } = await ended(app, session)
    const frames = events.flatMap((event) => (event.type === 'frame' ? [event] : []))
    expect(frames.length).toBeGreaterThan(0)
    const place = await overlayRect(app)
    const middle = { x: place.x + Math.round(place.width / 2), y: place.y + Math.round(place.height / 2) }
    for (const frame of frames) {
      const file = join(here.scene.home, 'sessions', session, 'frames', `${frame.id}.jpg`)
      const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([1440, 900])
      const at = (middle.y * info.width + middle.x) * info.channels
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
      expect([red > 170, green < 60, blue > 100], `${frame.reason}: ${red},${green},${blue}`).toEqual([true, true, true])
    }
  })

  it('leaves the keyboard to the programs: neither window of ours has it while it works', async () => {
    const notebook = await here.openNotebook()
    const app = await here.open([{ computer: [{ type: 'type', text: 'straight in\n' }] }, { text: 'Done.' }])
    const session = await startTask(app, 'Type into whatever has the keyboard')
    expect((await ended(app, session)).last).toMatchObject({ status: 'done' })
    await vi.waitFor(() => expect(notebook.text()).toBe('straight in\n'), soon)
    expect(await here.scene.x('getactivewindow', 'getwindowname')).toBe('notebook')
  })

  it('makes the overlay step aside when the hands need its place', async () => {
    const app = await here.open((_request, number) =>
      number === 1 ? { computer: [{ type: 'click', button: 'left', x: 1260, y: 700 }] } : { text: 'Clicked.' },
    )
    const session = await startTask(app, 'Click at the bottom right')
    const { events } = await ended(app, session)
    expect(events).toContainEqual(expect.objectContaining({ type: 'action.finished', result: 'done' }))
    const place = await overlayRect(app)
    const isUnder = 1260 >= place.x && 1260 < place.x + place.width && 700 >= place.y && 700 < place.y + place.height
    expect([place, isUnder]).toEqual([expect.anything(), false])
  })

  it('runs on a virtual desktop of its own when asked to', async () => {
    const app = await here.open([{ computer: [{ type: 'move', x: 10, y: 10 }] }, { text: 'There.' }])
    const task = { task: 'Look around', provider: null, model: null, display: 'virtual:1024x768', approvals: null, follow: null }
    const started = await app.ask('task.start', task)
    if (!started.ok) throw new Error(started.problem.message)
    const { events, last } = await ended(app, started.value.session)
    expect(last).toMatchObject({ status: 'done' })
    expect(events.find((event) => event.type === 'frame')).toMatchObject({ width: 1024, height: 768 })
  })

  it('goes on in the same session after its end, and the model hears of both', async () => {
    const app = await here.open([{ text: 'First part done.' }, { text: 'Second part done.' }])
    const session = await startTask(app, 'Do the first part')
    await ended(app, session)
    const more = { task: 'Now the second part', provider: null, model: null, display: null, approvals: null, follow: session }
    expect(await app.ask('task.start', more)).toEqual({ ok: true, value: { session } })
    await vi.waitFor(
      async () => expect((await app.events(session)).filter((event) => event.type === 'session.finished')).toHaveLength(2),
      soon,
    )
    const seqs = (await app.events(session)).map((event) => event.seq)
    expect(new Set(seqs).size).toBe(seqs.length)
    expect(JSON.stringify(app.server.turns.at(-1))).toContain('Now the second part')
  })

  it('is refused with one sentence when a task already runs, and the first goes on', async () => {
    const app = await here.open([SLOW])
    const session = await startTask(app, 'Take your time')
    const second = await app.ask('task.start', {
      task: 'Me too',
      provider: null,
      model: null,
      display: null,
      approvals: null,
      follow: null,
    })
    expect(second).toMatchObject({ ok: false, problem: { kind: 'display-busy' } })
    expect((await app.ask('app.state', null)) as object).toMatchObject({ value: { live: session } })
  })
})

describe('stopping', { timeout: LONG }, () => {
  it('works by the overlay’s Stop, pressed with the mouse', async () => {
    const app = await here.open([SLOW])
    const session = await startTask(app, 'Take your time')
    await heard(app, session, 'turn.started')
    const stop = app.overlay.getByRole('button', { name: 'Stop', exact: true })
    await stop.waitFor()
    await app.picture(app.overlay, 'overlay-working')
    await clickOverlay(here.scene, app, stop)
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'stopped' })
    expect(events).toContainEqual(expect.objectContaining({ type: 'control', state: 'stopped', by: 'person' }))
  })

  it('works by the hotkey from anywhere, also while a window is frozen', async () => {
    const app = await here.open([SLOW])
    const session = await startTask(app, 'Take your time')
    await heard(app, session, 'turn.started')
    void app.overlay
      .evaluate(() => {
        for (;;);
      })
      .catch(() => undefined)
    await here.scene.x('key', 'ctrl+alt+period')
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'stopped' })
    expect(events).toContainEqual(expect.objectContaining({ type: 'control', state: 'stopped', by: 'hotkey' }))
  })

  it('does not come of a chord that the model presses itself', async () => {
    const app = await here.open([
      {
        computer: [
          { type: 'keypress', keys: ['CTRL', 'ALT', '.'] },
          { type: 'keypress', keys: ['CTRL', 'ALT', ','] },
        ],
      },
      { text: 'Still here.' },
    ])
    const session = await startTask(app, 'Press the stop keys')
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'done', text: 'Still here.' })
    expect(events.filter((event) => event.type === 'control' && event.state !== 'running')).toEqual([])
    const results = events.flatMap((event) => (event.type === 'action.finished' ? [event.result] : []))
    expect(results).toEqual(['done', 'done'])
  })

  it('works from another process: deskhand stop', async () => {
    const app = await here.open([SLOW])
    const session = await startTask(app, 'Take your time')
    await heard(app, session, 'turn.started')
    const said = await here.scene.deskhand('stop')
    expect(said).toContain(session)
    expect((await ended(app, session)).last).toMatchObject({ status: 'stopped' })
  })

  it('comes first when the app is quit', async () => {
    const app = await here.open([SLOW])
    const session = await startTask(app, 'Take your time')
    await heard(app, session, 'turn.started')
    await app.close()
    const lines = (await here.scene.deskhand('show', session, '--json')).split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'session.finished', status: 'stopped' })
  })

  it('goes by the key a person chose, and no longer by the old one', async () => {
    const app = await here.open([SLOW])
    const state = await app.ask('app.state', null)
    if (!state.ok) throw new Error(state.problem.message)
    const { hotkeys } = state.value.settings
    expect(await app.ask('hotkeys.try', { name: 'stop', chord: hotkeys.pause })).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('Pause') as string },
    })
    expect(await app.ask('hotkeys.try', { name: 'stop', chord: 'Ctrl+Shift+F9' })).toEqual({ ok: true, value: null })
    await app.ask('settings.set', { hotkeys: { ...hotkeys, stop: 'Ctrl+Shift+F9' } })
    const session = await startTask(app, 'Take your time')
    await heard(app, session, 'turn.started')
    await here.scene.x('key', 'ctrl+alt+period')
    await here.scene.x('key', 'ctrl+alt+comma')
    await heard(app, session, 'control', { state: 'paused', by: 'hotkey' })
    await here.scene.x('key', 'ctrl+shift+F9')
    const { events } = await ended(app, session)
    const controls = events.flatMap((event) => (event.type === 'control' && event.by === 'hotkey' ? [event.state] : []))
    expect(controls).toEqual(['paused', 'stopped'])
  })
})

describe('speaking to a task', { timeout: LONG }, () => {
  it('holds the hands while a person types into the overlay, then tells the model, and gives the keyboard back', async () => {
    const notebook = await here.openNotebook()
    const app = await here.open((_request, number) => {
      if (number === 1) return SLOW
      return number === 2 ? { computer: [{ type: 'type', text: 'steered\n' }] } : { text: 'Done as told.' }
    })
    const session = await startTask(app, 'Wait for me')
    await heard(app, session, 'turn.started')
    await clickOverlay(here.scene, app, app.overlay.getByRole('textbox'))
    await heard(app, session, 'control', { state: 'held' })
    await here.scene.x('type', '--delay', '20', 'write steered')
    await app.picture(app.overlay, 'overlay-steering')
    await here.scene.x('key', 'Return')
    expect(await heard(app, session, 'steer', { state: 'pending' })).toMatchObject({ text: 'write steered', when: 'now' })
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'done', text: 'Done as told.' })
    expect(events).toContainEqual(expect.objectContaining({ type: 'steer', state: 'applied' }))
    await vi.waitFor(() => expect(notebook.text()).toBe('steered\n'), soon)
  })

  it('asks in the overlay before what needs a person’s yes, and Deny is told to the model', async () => {
    const check = { id: 'sc_1', code: 'malicious_instructions', message: 'The page asks for something odd.' }
    const app = await here.open([
      { computer: { actions: [{ type: 'click', button: 'left', x: 50, y: 50 }], pending_safety_checks: [check] } },
      { text: 'I left it alone.' },
    ])
    const session = await startTask(app, 'Do something odd')
    await heard(app, session, 'approval.asked')
    const deny = app.overlay.getByRole('button', { name: /^Deny/ })
    await deny.waitFor()
    await app.picture(app.overlay, 'overlay-approval')
    await vi.waitFor(async () => {
      await deny.click()
      expect((await app.events(session)).some((event) => event.type === 'approval.answered')).toBe(true)
    }, soon)
    const { events } = await ended(app, session)
    expect(events).toContainEqual(expect.objectContaining({ type: 'approval.answered', answer: 'deny', by: 'person' }))
    expect(events).toContainEqual(expect.objectContaining({ type: 'action.finished', result: 'denied' }))
  })
})
