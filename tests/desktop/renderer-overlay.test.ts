import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { SESSION } from '../renderer/support/event-script.js'
import { sampleApp } from '../renderer/support/sample-app.js'
import { sampleSession, type SampleName } from '../renderer/support/sample-sessions.js'
import { asked, openWindows, push, type Windows } from '../renderer/support/windows.js'

let windows: Windows
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(() => windows.close())

type Size = 'pill' | 'compact' | 'expanded'

async function open(sample: SampleName, size: Size = 'expanded', screen = { width: 1920, height: 1080 }): Promise<Page> {
  const app = sampleApp({ live: SESSION })
  const settings = { ...app.settings, overlay: { size, x: null, y: null } }
  const events = sampleSession(sample, Date.now())
  return windows.open('overlay', {
    app: { ...app, settings },
    events,
    context: { viewport: { width: 400, height: screen.height }, screen },
  })
}

async function withPage(page: Page, use: (page: Page) => Promise<void>): Promise<void> {
  try {
    await use(page)
  } finally {
    await page.context().close()
  }
}

const commands = async (page: Page) => (await asked(page, 'command')).map((one) => (one.input as { command: unknown }).command)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
/** The overlay's own next events, after those of the sample. */
async function hear(page: Page, sample: SampleName, bodies: readonly object[]): Promise<void> {
  const seq = sampleSession(sample, 0).length
  for (const [at, body] of bodies.entries()) {
    const event = { v: 1, seq: seq + at + 1, at: new Date().toISOString(), session: SESSION, ...body } as SessionEvent
    await push(page, 'session.event', event)
  }
}

describe('Stop', () => {
  const LIVE: readonly SampleName[] = ['working', 'thinking', 'held', 'you', 'paused', 'question', 'approval', 'approval-high']

  it.each<Size>(['expanded', 'compact'])(
    'stands at the same place in every state that can still act: %s',
    async (size) => {
      const places = new Set<string>()
      for (const sample of LIVE)
        await withPage(await open(sample, size), async (page) => {
          const stop = await button(page, 'Stop').boundingBox()
          const overlay = await page.locator('.overlay').boundingBox()
          if (!stop || !overlay) throw new Error('Stop is not there')
          const fromCorner = [overlay.x + overlay.width - stop.x, overlay.y + overlay.height - stop.y, stop.width, stop.height]
          places.add(fromCorner.map(Math.round).join())
        })
      expect([...places]).toHaveLength(1)
    },
    60_000,
  )

  it('answers the press at once and shows how long the release took', () =>
    open('working').then((page) =>
      withPage(page, async () => {
        await button(page, 'Stop').click()
        expect(await page.locator('.legend').textContent()).toBe('Stopping')
        expect(await commands(page)).toEqual([{ type: 'stop' }])
        await hear(page, 'working', [{ type: 'control', state: 'stopped', by: 'person' }])
        await page.getByText(/^Mouse and keys released in \d+(\.\d)? m?s$/).waitFor()
      }),
    ))

  it('offers another way out, at its own place, when stopping takes more than a second', () =>
    open('working', 'compact').then((page) =>
      withPage(page, async () => {
        const before = await button(page, 'Stop').boundingBox()
        await button(page, 'Stop').click()
        expect(await asked(page, 'app.quit')).toEqual([])
        await button(page, 'Close Deskhand now').waitFor({ timeout: 3000 })
        const after = await button(page, 'Close Deskhand now').boundingBox()
        expect([after?.x, after?.y]).toEqual([before?.x, before?.y])
        await button(page, 'Close Deskhand now').click()
        expect(await asked(page, 'app.quit')).toHaveLength(1)
      }),
    ))

  it('says so when the command was refused, and can be pressed again', () =>
    windows
      .open('overlay', {
        app: sampleApp({ live: SESSION }),
        events: sampleSession('working', Date.now()),
        answers: { command: { ok: false, problem: { kind: 'bad-command', message: 'It has ended.', retryable: false } } },
      })
      .then((page) =>
        withPage(page, async () => {
          await button(page, 'Stop').click()
          await page.getByText('It has ended.').waitFor()
          expect(await button(page, 'Stop').isVisible()).toBe(true)
        }),
      ))
})

describe('the steer field', () => {
  it('steers with Enter, queues with Ctrl Enter, and is left with Esc with the text kept', () =>
    open('working').then((page) =>
      withPage(page, async () => {
        const field = page.getByLabel('Steer')
        await field.fill('Use 4420')
        await field.press('Enter')
        await field.fill('Then close it')
        await field.press('Control+Enter')
        await field.fill('Not yet said')
        await field.press('Escape')
        expect(await commands(page)).toEqual([
          { type: 'steer', text: 'Use 4420', when: 'now' },
          { type: 'steer', text: 'Then close it', when: 'next-turn' },
        ])
        expect(await field.inputValue()).toBe('Not yet said')
        expect(await field.evaluate((one) => document.activeElement === one)).toBe(false)
      }),
    ))

  it('says nothing when there is nothing to say', () =>
    open('working').then((page) =>
      withPage(page, async () => {
        await page.getByLabel('Steer').fill('   ')
        await page.getByLabel('Steer').press('Enter')
        expect(await commands(page)).toEqual([])
      }),
    ))

  it('gets the caret from the hotkey, from the pill too', () =>
    open('working', 'pill').then((page) =>
      withPage(page, async () => {
        await push(page, 'overlay.steer', null)
        await expect.poll(() => page.getByLabel('Steer').evaluate((one) => document.activeElement === one)).toBe(true)
      }),
    ))

  it('goes on with the session when it has ended', () =>
    open('done').then((page) =>
      withPage(page, async () => {
        await page.getByLabel('Steer').fill('Now the next invoice')
        await page.getByLabel('Steer').press('Enter')
        const [start] = await asked(page, 'task.start')
        expect(start?.input).toMatchObject({ task: 'Now the next invoice', follow: SESSION })
      }),
    ))
})

describe('a question', () => {
  it('is answered by its number', () =>
    open('question').then((page) =>
      withPage(page, async () => {
        await page.keyboard.press('2')
        expect(await commands(page)).toEqual([{ type: 'answer', id: 'q1', value: '20 December, as in the mail' }])
      }),
    ))

  it('that takes only its choices hands other words on as a steer, where numbers are only numbers', () =>
    open('question').then((page) =>
      withPage(page, async () => {
        await page.getByLabel('Steer').click()
        await page.keyboard.type('19 December')
        await page.keyboard.press('Enter')
        await page.keyboard.type('Leave it empty')
        await page.keyboard.press('Enter')
        expect(await commands(page)).toEqual([
          { type: 'steer', text: '19 December', when: 'now' },
          { type: 'answer', id: 'q1', value: 'Leave it empty' },
        ])
      }),
    ))

  it('for words is answered with words', async () =>
    withPage(await open('working'), async (page) => {
      await hear(page, 'working', [{ type: 'question.asked', id: 'q7', text: 'Which name?', kind: 'text' }])
      await page.getByPlaceholder('Your answer').fill('Minutes')
      await page.keyboard.press('Enter')
      expect(await commands(page)).toEqual([{ type: 'answer', id: 'q7', value: 'Minutes' }])
    }))

  it('for a yes or no is answered with one', async () =>
    withPage(await open('working'), async (page) => {
      await hear(page, 'working', [{ type: 'question.asked', id: 'q8', text: 'The limit is used up. Go on?', kind: 'confirm' }])
      await page.getByRole('button', { name: /Decline/ }).click()
      expect(await commands(page)).toEqual([{ type: 'answer', id: 'q8', value: false }])
    }))

  it('opens from compact with Review and closes again with its answer', () =>
    open('question', 'compact').then((page) =>
      withPage(page, async () => {
        await button(page, 'Review').click()
        await page.getByRole('button', { name: /Leave it empty/ }).click()
        await hear(page, 'question', [{ type: 'question.answered', id: 'q1', value: 'Leave it empty', by: 'person' }])
        await page.locator('.mini').waitFor()
      }),
    ))
})

describe('an approval', () => {
  const armed = (page: Page) => page.locator('.deny:not([aria-disabled="true"])').waitFor()

  it('accepts nothing in its first half second, and every key starts the wait again', () =>
    open('approval').then((page) =>
      withPage(page, async () => {
        for (let presses = 0; presses < 4; presses++) {
          await page.keyboard.press('Enter')
          await page.keyboard.press('Escape')
          await button(page, 'Allow once').click({ force: true })
        }
        expect(await commands(page)).toEqual([])
      }),
    ))

  it.each(['Enter', 'Escape'])('is denied by %s once it is armed', async (key) =>
    withPage(await open('approval'), async (page) => {
      await armed(page)
      await page.keyboard.press(key)
      expect(await commands(page)).toEqual([{ type: 'answer', id: 'p1', value: 'deny' }])
    }),
  )

  it('is denied by Enter even where Allow has the focus; Space presses it', async () =>
    withPage(await open('approval'), async (page) => {
      await armed(page)
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Allow once')
      await page.keyboard.press('Enter')
      await page.keyboard.press(' ')
      expect(await commands(page)).toEqual([
        { type: 'answer', id: 'p1', value: 'deny' },
        { type: 'answer', id: 'p1', value: 'allow' },
      ])
    }))

  it('is allowed for the session from the menu', async () =>
    withPage(await open('approval'), async (page) => {
      await armed(page)
      await button(page, 'More ways to allow').click()
      await page.getByRole('menuitem', { name: /Allow for this session/ }).click()
      expect(await commands(page)).toEqual([{ type: 'answer', id: 'p1', value: 'allow-session' }])
    }))

  it('of high risk is not allowed by a click, only by holding', async () =>
    withPage(await open('approval-high'), async (page) => {
      await armed(page)
      const hold = button(page, 'Hold to allow once')
      await hold.click()
      expect(await commands(page)).toEqual([])
      await hold.hover()
      await page.mouse.down()
      await expect.poll(() => commands(page), { timeout: 3000 }).toEqual([{ type: 'answer', id: 'p1', value: 'allow' }])
      await page.mouse.up()
    }))

  it('of high risk asks a screen reader’s click for a second one', async () =>
    withPage(await open('approval-high'), async (page) => {
      await armed(page)
      await button(page, 'Hold to allow once').evaluate((one: HTMLElement) => one.click())
      expect(await commands(page)).toEqual([])
      await button(page, 'Press again to allow').evaluate((one: HTMLElement) => one.click())
      expect(await commands(page)).toEqual([{ type: 'answer', id: 'p1', value: 'allow' }])
    }))

  it('shows the phrase and picture that the person chose, and the spot the policy saw', async () => {
    const app = sampleApp({ live: SESSION })
    const settings = { ...app.settings, prompt: { phrase: 'heron over still water', picture: 'bird' as const } }
    const events = sampleSession('approval', Date.now())
    const frame = events.findLast((event) => event.type === 'frame')?.id ?? ''
    const last = events.at(-1)
    const asked = { ...last, spot: { frame, x: 400, y: 300 } } as SessionEvent
    const page = await windows.open('overlay', { app: { ...app, settings }, events: [...events.slice(0, -1), asked] })
    await withPage(page, async () => {
      await page.locator('.approval .yours', { hasText: 'heron over still water' }).waitFor()
      expect(await page.locator('.approval .yours').getAttribute('aria-label')).toBe('Your mark: bird, heron over still water')
      await page.locator('.approval .spot .mark').waitFor()
    })
    await withPage(await open('approval'), async (plain) => expect(await plain.locator('.yours').count()).toBe(0))
  })

  it('never takes the caret out of the steer field', async () =>
    withPage(await open('working'), async (page) => {
      await page.getByLabel('Steer').click()
      const question = { what: 'Click “Pay”', where: 'Bank', why: 'It pays.', risk: 'low', rule: 'Pay' }
      const expiresAt = new Date(Date.now() + 60_000).toISOString()
      await hear(page, 'working', [{ type: 'approval.asked', id: 'p9', for: 'a6', expiresAt, ...question }])
      await armed(page)
      expect(await page.getByLabel('Steer').evaluate((one) => document.activeElement === one)).toBe(true)
    }))
})

describe('the window', () => {
  it('reports its size, and again when it changes', async () =>
    withPage(await open('working', 'compact'), async (page) => {
      const fits = async () => (await asked(page, 'overlay.fit')).map((one) => one.input as { width: number; height: number })
      await expect.poll(async () => (await fits()).at(-1)?.width).toBe(360)
      const low = (await fits()).at(-1)?.height ?? 0
      await button(page, 'Expand').click()
      await expect.poll(async () => (await fits()).at(-1)?.height).toBeGreaterThan(low + 300)
      expect(await asked(page, 'settings.set')).toHaveLength(1)
    }))

  it('says where its controls are: the strip, every button and field, all of a question, and nothing else', async () =>
    withPage(await open('working', 'expanded'), async (page) => {
      type Place = { x: number; y: number; width: number; height: number }
      const controls = async () => ((await asked(page, 'overlay.fit')).at(-1)?.input as { controls: Place[] }).controls
      const covers = async (selector: string) => {
        const box = await page.locator(selector).first().boundingBox()
        const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
        return (await controls()).some((at) => x >= at.x && x < at.x + at.width && y >= at.y && y < at.y + at.height)
      }
      for (const control of ['.strip', '.stop-place', '.talk .field', '.trace']) {
        await expect.poll(() => covers(control)).toBe(true)
      }
      for (const other of ['.now h1', '.spend', '.shot']) expect(await covers(other), other).toBe(false)
      const ask = { what: 'Click “Pay”', where: 'Bank', why: 'It pays.', risk: 'low', rule: 'Pay' }
      const expiresAt = new Date(Date.now() + 60_000).toISOString()
      await hear(page, 'working', [{ type: 'approval.asked', id: 'p9', for: 'a6', expiresAt, ...ask }])
      await expect.poll(() => covers('.approval .facts')).toBe(true)
    }))

  it.each([
    [900, { picture: 1, keyLine: 1 }],
    [760, { picture: 0, keyLine: 1 }],
    [632, { picture: 0, keyLine: 0 }],
  ])('leaves parts out on a screen of %i px, never the field and Stop', async (height, { picture, keyLine }) =>
    withPage(await open('working', 'expanded', { width: 1280, height }), async (page) => {
      expect(await page.locator('.shot').count()).toBe(picture)
      expect(await page.locator('.keyline').count()).toBe(keyLine)
      const stop = await button(page, 'Stop').boundingBox()
      expect((stop?.y ?? 0) + (stop?.height ?? 0)).toBeLessThanOrEqual(height - 32)
      expect(await page.getByLabel('Steer').isVisible()).toBe(true)
    }),
  )

  it('shows each button’s key while the modifiers are held', async () =>
    withPage(await open('working', 'compact'), async (page) => {
      const before = await page.locator('.overlay').boundingBox()
      await push(page, 'overlay.keys', { held: true })
      await expect.poll(() => page.locator('.ctl kbd').allTextContents()).toEqual([',', '␣', '.'])
      expect(await page.locator('.overlay').boundingBox()).toEqual(before)
      await push(page, 'overlay.keys', { held: false })
      await expect.poll(() => page.locator('.ctl kbd').count()).toBe(0)
    }))

  it('adds new actions while it is open, newest first', async () =>
    withPage(await open('thinking'), async (page) => {
      const action = { kind: 'chord', keys: ['ctrl', 's'], repeat: 1 }
      await hear(page, 'thinking', [{ type: 'action.proposed', id: 'new', turn: 23, action }])
      await expect.poll(() => page.locator('.action p').first().textContent()).toBe('Press Ctrl S')
    }))

  it('keeps what you had from the running session when it ends', async () =>
    withPage(await open('done'), async (page) => {
      await push(page, 'app.changed', sampleApp({ live: null }))
      expect(await page.locator('.legend').textContent()).toBe('Done')
      await button(page, 'Open replay').click()
      expect((await asked(page, 'sessions.openReplay'))[0]?.input).toEqual({ session: SESSION })
    }))

  it('says that nothing runs before the first task', async () =>
    withPage(await windows.open('overlay'), async (page) => {
      await page.getByText('Nothing is running').waitFor()
      await button(page, 'New task').click()
      expect((await asked(page, 'window.show'))[0]?.input).toEqual({ window: 'home' })
    }))
})

describe('the plan', () => {
  const PLAN = [
    { text: 'Open the form', status: 'done' },
    { text: 'Choose PostgreSQL', status: 'active' },
    { text: 'Save', status: 'pending' },
  ]
  const planned = async (use: (page: Page) => Promise<void>) =>
    withPage(await open('working'), async (page) => {
      await hear(page, 'working', [{ type: 'plan', items: PLAN }])
      await button(page, 'Plan, 1 of 3').click()
      await use(page)
    })

  it('is changed where it stands: a step reworded, dropped, added; what is done stays', () =>
    planned(async (page) => {
      expect(await button(page, 'Open the form').isDisabled()).toBe(true)
      await button(page, 'Choose PostgreSQL').click()
      await page.getByRole('textbox', { name: 'Step', exact: true }).fill('Choose MongoDB')
      await page.keyboard.press('Enter')
      await button(page, 'Drop: Save').click()
      await page.getByRole('textbox', { name: 'Add a step' }).fill('Save a copy')
      await page.keyboard.press('Enter')
      const [done, active, pending] = PLAN
      await expect
        .poll(() => commands(page))
        .toEqual([
          { type: 'plan', items: [done, { ...active, text: 'Choose MongoDB' }, pending] },
          { type: 'plan', items: [done, active, { ...pending, status: 'dropped' }] },
          { type: 'plan', items: [done, active, pending, { text: 'Save a copy', status: 'pending' }] },
        ])
    }))

  it('stays as it was after Esc', () =>
    planned(async (page) => {
      await button(page, 'Save').click()
      await page.keyboard.type(' twice')
      await page.keyboard.press('Escape')
      expect(await button(page, 'Save').isVisible()).toBe(true)
      expect(await commands(page)).toEqual([])
    }))
})

it('an action can be asked about without turning the model from its task', async () =>
  withPage(await open('working'), async (page) => {
    const why = page.getByRole('button', { name: /^Ask why: / }).first()
    await why.focus()
    await why.click()
    await expect
      .poll(() => commands(page))
      .toEqual([
        { type: 'steer', text: expect.stringMatching(/^Before anything else.*why this, .*\?$/) as string, when: 'next-turn' },
      ])
  }))

describe('the meter and the model', () => {
  const wait = {
    type: 'problem',
    kind: 'model-rate-limit',
    message: 'The server is asked too often.',
    retryable: true,
    attempt: 1,
    waitMs: 90_000,
  }

  it.each<Size>(['expanded', 'compact', 'pill'])('counts a long wait down and takes a stop: %s', (size) =>
    open('thinking', size).then((page) =>
      withPage(page, async () => {
        await hear(page, 'thinking', [wait])
        await page
          .getByText(/Trying again in 1:(30|2\d)/)
          .first()
          .waitFor()
        await page
          .getByText(/Trying again in 1:2\d/)
          .first()
          .waitFor()
        if (size === 'expanded') await page.getByText('Pause or Stop ends the wait.').waitFor()
        await button(page, 'Stop').click()
        expect(await commands(page)).toEqual([{ type: 'stop' }])
      }),
    ),
  )

  it('shows what share was cached, and which model answers from when on; pressed, its settings open', () =>
    open('thinking').then((page) =>
      withPage(page, async () => {
        const usage = { input: 48_000, cached: 36_000, cacheWrite: 0, output: 2000, reasoning: 0, imageTokens: 0, usd: 0.3 }
        const use = { provider: 'anthropic', model: 'claude-opus-5-5', effort: 'high' }
        await hear(page, 'thinking', [
          { type: 'usage', turn: 23, forTurn: usage, total: usage },
          { type: 'model.changed', turn: 24, ...use, by: 'person', conversation: 'summary' },
        ])
        await page.getByText('50.0k tokens · 75 % cached').waitFor()
        await page.getByRole('button', { name: 'claude-opus-5-5, effort high answers' }).press('Enter')
        expect((await asked(page, 'window.show'))[0]?.input).toEqual({ window: 'settings', section: 'models' })
      }),
    ))
})
