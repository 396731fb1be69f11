import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION } from '../renderer/support/event-script.js'
import { sampleApp, sampleRecords } from '../renderer/support/sample-app.js'
import { sampleSession } from '../renderer/support/sample-sessions.js'
import { asked, openWindows, push, type OpenOptions, type Windows } from '../renderer/support/windows.js'

let windows: Windows
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(() => windows.close())

const past = () => sampleRecords(Date.now()).slice(1)

async function home(options: OpenOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await windows.open('home', { records: past(), ...options })
  try {
    await use(page)
  } finally {
    await page.context().close()
  }
}

const inputs = async (page: Page, name: string) => (await asked(page, name)).map((one) => one.input)
const titles = (page: Page) => page.locator('.sess .open').allTextContents()
const withoutKey = () => {
  const app = sampleApp()
  const providers = app.providers.map((one) => ({ ...one, key: 'none' as const }))
  return { ...app, providers, settings: { ...app.settings, provider: null } }
}

describe('a new task', () => {
  it('starts with Ctrl Enter, with what the settings say', () =>
    home({}, async (page) => {
      await page.getByLabel('Task').fill('Rename the photos')
      await page.keyboard.press('Control+Enter')
      await expect
        .poll(() => inputs(page, 'task.start'))
        .toEqual([
          {
            task: 'Rename the photos',
            provider: null,
            model: null,
            display: null,
            approvals: null,
            follow: null,
            workspace: null,
          },
        ])
      await expect.poll(() => page.getByLabel('Task').inputValue()).toBe('')
      expect(await inputs(page, 'window.show')).toEqual([{ window: 'overlay' }])
    }))

  it('cannot start empty', () =>
    home({}, async (page) => {
      await page.getByLabel('Task').fill('  ')
      await page.keyboard.press('Control+Enter')
      expect(await page.getByRole('button', { name: /^Start/ }).isDisabled()).toBe(true)
      expect(await inputs(page, 'task.start')).toEqual([])
    }))

  it('runs with the model, display and approvals that were chosen', () =>
    home({}, async (page) => {
      await page.getByLabel('Task').fill('Rename the photos')
      await page.getByRole('button', { name: 'gpt-5.3-codex' }).click()
      await page.getByRole('menuitemradio', { name: /Offline model/ }).click()
      await page.getByRole('button', { name: 'Display 1' }).click()
      await page.getByRole('menuitemradio', { name: /Virtual display/ }).click()
      await page.getByRole('button', { name: 'Ask for risky actions' }).click()
      await page.getByRole('menuitemradio', { name: /Ask for every action/ }).click()
      await page.getByRole('button', { name: /^Start/ }).click()
      await expect
        .poll(() => inputs(page, 'task.start'))
        .toEqual([
          {
            task: 'Rename the photos',
            provider: 'offline',
            model: null,
            display: 'virtual:1440x900',
            approvals: 'ask',
            follow: null,
            workspace: null,
          },
        ])
    }))

  it('keeps the text and says why when it cannot start', () => {
    const message = 'Line 1 is not a step: “dance”.\nSteps begin with open, click, type …'
    const answers = { 'task.start': { ok: false, problem: { kind: 'task-not-understood', message, retryable: false } } }
    return home({ answers }, async (page) => {
      await page.getByLabel('Task').fill('dance')
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => page.getByRole('alert').textContent()).toBe(message)
      expect(await page.getByLabel('Task').inputValue()).toBe('dance')
    })
  })

  it('waits while another one runs', () =>
    home({ app: sampleApp({ live: SESSION }), records: sampleRecords(Date.now()) }, async (page) => {
      await page.getByLabel('Task').fill('Another one')
      expect(await page.getByRole('button', { name: /^Start/ }).isDisabled()).toBe(true)
      await page.getByText('A task is running. Say what to change in the overlay.').waitFor()
    }))

  it('works in the folder that was chosen, and is begun in the way that was', () =>
    home({}, async (page) => {
      await page.getByLabel('Task').fill('the login fails')
      await page.getByRole('button', { name: 'Only the screen' }).click()
      await page.getByRole('menuitemradio', { name: /Work in a folder/ }).click()
      await page.getByRole('button', { name: 'shop', exact: true }).waitFor()
      await page.getByRole('button', { name: 'Straight away' }).click()
      await page.getByRole('menuitemradio', { name: /Debug/ }).click()
      expect(await page.getByLabel('Task').inputValue()).toBe('/debug the login fails')
      await page.getByRole('button', { name: /^Start/ }).click()
      await expect
        .poll(() => inputs(page, 'task.start'))
        .toMatchObject([{ task: '/debug the login fails', workspace: '/home/ann/shop' }])
    }))

  it('offers the ways of the folder’s own, and shows what its settings file wants until it is answered', () => {
    const wish = { hash: 'ab12', what: 'start the MCP server “tickets”: node tools/server.mjs, with the network' }
    const templates = [{ name: 'ship', about: 'The way of this project.' }]
    const looked = { ok: true, value: { templates, wishes: [wish], notes: ['loud.md is left out: it is empty.'] } }
    const answers = { 'project.look': looked, 'project.answer': { ok: true, value: { templates, wishes: [], notes: [] } } }
    return home({ answers }, async (page) => {
      await page.getByRole('button', { name: 'Only the screen' }).click()
      await page.getByRole('menuitemradio', { name: /Work in a folder/ }).click()
      const card = page.getByRole('group', { name: 'The project asks' })
      await card.getByText('Start the MCP server “tickets”: node tools/server.mjs, with the network').waitFor()
      await page.getByText('loud.md is left out: it is empty.').waitFor()
      await card.getByRole('button', { name: 'Allow' }).click()
      await card.waitFor({ state: 'detached' })
      expect(await inputs(page, 'project.answer')).toEqual([{ folder: '/home/ann/shop', hash: 'ab12', answer: 'yes' }])
      await page.getByRole('button', { name: 'Straight away' }).click()
      await page.getByRole('menuitemradio', { name: /Ship/ }).click()
      expect(await page.getByLabel('Task').inputValue()).toBe('/ship ')
    })
  })

  it('that goes on with a session keeps the folder it worked in', () =>
    home({ answers: { 'sessions.folder': { ok: true, value: '/home/ann/parser' } } }, async (page) => {
      await page.getByRole('button', { name: 'Resume' }).first().click()
      await page.getByRole('button', { name: 'parser', exact: true }).click()
      expect(await page.getByRole('menuitemradio').allTextContents()).toEqual([
        'parser/home/ann/parser',
        'Work in another folderCommands and file edits, in there only.',
      ])
      await page.keyboard.press('Escape')
      await page.getByLabel('Task', { exact: true }).fill('And the docs')
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => inputs(page, 'task.start')).toMatchObject([{ workspace: '/home/ann/parser' }])
    }))

  it('keeps changed limits for the tasks to come', () =>
    home({}, async (page) => {
      await page.getByRole('button', { name: '80 steps, $2.00, 30 min' }).click()
      await page.getByRole('textbox', { name: 'Money' }).fill('3,50')
      await page.getByRole('textbox', { name: 'Money' }).press('Enter')
      expect(await inputs(page, 'settings.set')).toMatchObject([{ limits: { steps: 80, costUsd: 3.5, minutes: 30 } }])
      await page.getByRole('button', { name: '80 steps, $3.50, 30 min' }).waitFor()
    }))

  it('refuses a limit that is no number, and says so', () =>
    home({}, async (page) => {
      await page.getByRole('button', { name: '80 steps, $2.00, 30 min' }).click()
      await page.getByLabel('Steps').fill('many')
      await page.getByLabel('Steps').press('Enter')
      await page.getByText('A whole number from 0 up.').waitFor()
      expect(await inputs(page, 'settings.set')).toEqual([])
    }))
})

describe('menus', () => {
  it('are walked with the arrows, left with Esc, and give the focus back', () =>
    home({}, async (page) => {
      const chip = page.getByRole('button', { name: 'Ask for risky actions' })
      await chip.focus()
      await page.keyboard.press('ArrowDown')
      const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
      await expect.poll(focused).toContain('Ask for risky actions')
      await page.keyboard.press('ArrowDown')
      expect(await focused()).toContain('Ask for nothing')
      await page.keyboard.press('Escape')
      expect(await page.getByRole('menu').count()).toBe(0)
      expect(await chip.evaluate((one) => document.activeElement === one)).toBe(true)
    }))
})

describe('past sessions', () => {
  it('are searched after Ctrl K', () =>
    home({}, async (page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('photos')
      await expect.poll(() => titles(page)).toEqual(['Add the date taken to the names in Photos 2026'])
      await page.keyboard.type(' mars')
      await page.getByText('Nothing found for “photos mars”.').waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(async () => (await titles(page)).length).toBe(5)
    }))

  it('open their replay', () =>
    home({}, async (page) => {
      await page.getByRole('button', { name: 'Make the failing test in ledger-cli pass', exact: true }).click()
      expect(await inputs(page, 'sessions.openReplay')).toEqual([{ session: 'c' }])
    }))

  it('are walked with the arrows', () =>
    home({}, async (page) => {
      await page.locator('.sess .open').first().focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      expect(await inputs(page, 'sessions.openReplay')).toEqual([{ session: 'c' }])
    }))

  it('come back when removing is undone', () =>
    home({}, async (page) => {
      await page.locator('.sess .open').first().focus()
      await page.keyboard.press('Delete')
      await expect.poll(async () => (await titles(page)).length).toBe(4)
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect.poll(async () => (await titles(page)).length).toBe(5)
      expect(await inputs(page, 'sessions.remove')).toEqual([])
    }))

  it('are removed for good when the next one is', () =>
    home({}, async (page) => {
      for (const times of [4, 3]) {
        await page.locator('.sess .open').first().focus()
        await page.keyboard.press('Delete')
        await expect.poll(async () => (await titles(page)).length).toBeGreaterThanOrEqual(times)
      }
      await expect.poll(() => inputs(page, 'sessions.remove')).toEqual([{ session: 'b' }])
    }))

  it('go on with what is written next', () =>
    home({}, async (page) => {
      await page.getByRole('button', { name: 'Resume' }).first().click()
      await page.getByText('Goes on with “Chart late shipments by carrier for November”').waitFor()
      await page.keyboard.type('Go on, with colours')
      await page.keyboard.press('Control+Enter')
      await expect.poll(async () => (await asked(page, 'task.start'))[0]?.input).toMatchObject({ follow: 'd' })
    }))

  it('count along while one runs, and open the overlay', () => {
    const options = {
      app: sampleApp({ live: SESSION }),
      records: sampleRecords(Date.now()),
      events: sampleSession('working', Date.now()),
    }
    return home(options, async (page) => {
      const row = page.locator('.sess li').first()
      await expect.poll(() => row.textContent()).toContain('step 23')
      const clock = row.locator('.num').first()
      const before = await clock.textContent()
      await expect.poll(() => clock.textContent(), { timeout: 5000 }).not.toBe(before)
      await row.locator('.open').click()
      expect(await inputs(page, 'window.show')).toEqual([{ window: 'overlay' }])
    })
  })

  it('say it when they cannot be read', () => {
    const problem = { kind: 'disk', message: 'The sessions folder cannot be read.', retryable: false }
    const stored = { 'deskhand.first-steps-done': 'yes' }
    return home({ records: [], stored, answers: { 'sessions.list': { ok: false, problem } } }, async (page) => {
      await page.getByText('The sessions folder cannot be read.').waitFor()
    })
  })

  it('say what of one could not be read, the first thing in the row and all of it in the tooltip', () => {
    const [one] = sampleRecords(Date.parse('2026-11-18T10:20:00.000Z')).slice(1)
    if (!one) throw new Error('There are too few samples.')
    const problems = ['The log was written by a newer Deskhand.', 'The picture abc is missing.']
    return home({ records: [{ ...one, problems }] }, async (page) => {
      await page.getByText('The log was written by a newer Deskhand. And 1 more.').waitFor()
      await page.getByTitle('The picture abc is missing.').waitFor()
    })
  })
})

describe('the first steps', () => {
  const first = (use: (page: Page) => Promise<void>) => home({ app: withoutKey(), records: [] }, use)

  it('practise the stop key, choose a model, set the rules, and lead to the first task', () =>
    first(async (page) => {
      await page.getByText('Waiting for the keys').waitFor()
      expect(await page.getByRole('button', { name: 'Start the first task' }).isDisabled()).toBe(true)
      await push(page, 'hotkey.heard', { name: 'stop', ms: 18 })
      await page.getByText('Answers in 18 ms').waitFor()
      await page.getByRole('button', { name: 'Choose' }).click()
      await page.getByRole('menuitem', { name: /Offline/ }).click()
      await page.getByRole('button', { name: 'Review' }).click()
      await page.getByRole('menuitemradio', { name: /Ask for risky actions/ }).click()
      await page.getByRole('button', { name: 'Start the first task' }).click()
      await page.getByLabel('Task').waitFor()
      expect(await inputs(page, 'settings.set')).toEqual([{ provider: 'offline' }, { approvals: 'risky' }])
    }))

  it('hear the keys in this window too', () =>
    first(async (page) => {
      await page.keyboard.press('Control+Alt+Period')
      await page.getByText('Pressed and heard').waitFor()
    }))

  it('can be put off, and stay put off', () =>
    first(async (page) => {
      await page.getByRole('button', { name: 'Later' }).click()
      await page.getByLabel('Task').waitFor()
      await page.reload()
      await page.getByLabel('Task').waitFor()
    }))

  it('are not shown to whoever has sessions', () =>
    home({}, async (page) => {
      await page.getByLabel('Task').waitFor()
      expect(await page.getByText('Before the first task').count()).toBe(0)
    }))
})

describe('without a key', () => {
  it('the offline model is named, and a key can be entered, kept and tested', () =>
    home({ app: withoutKey() }, async (page) => {
      await page.getByText('No key yet. The offline model is used.').waitFor()
      await page.getByRole('button', { name: 'Add a key' }).click()
      await page.getByLabel('Key for OpenAI').fill(' sk-abc ')
      await page.getByRole('button', { name: 'Keep' }).click()
      await expect.poll(() => inputs(page, 'keys.set')).toEqual([{ provider: 'openai', key: 'sk-abc' }])
      await expect.poll(() => inputs(page, 'keys.test')).toEqual([{ provider: 'openai' }])
    }))

  it('a key that is refused is said in words, and the field stays', () => {
    const problem = { kind: 'model-auth', message: 'The key was refused.', retryable: false }
    return home({ app: withoutKey(), answers: { 'keys.test': { ok: false, problem } } }, async (page) => {
      await page.getByRole('button', { name: 'Add a key' }).click()
      await page.getByLabel('Key for OpenAI').fill('sk-wrong')
      await page.keyboard.press('Enter')
      await page.getByText('Kept, but the test failed: The key was refused.').waitFor()
      expect(await page.getByLabel('Key for OpenAI').isVisible()).toBe(true)
    })
  })

  it('the missing keychain is named, and no key is asked for', () => {
    const keychainProblem = 'This desktop has no keychain. Set OPENAI_API_KEY instead.'
    return home({ app: { ...withoutKey(), keychainProblem } }, async (page) => {
      await page.getByText(keychainProblem).waitFor()
      expect(await page.getByRole('button', { name: 'Add a key' }).count()).toBe(0)
    })
  })
})

describe('a narrow window', () => {
  it('has nothing wider than itself and keeps duration and cost', () =>
    home({ context: { viewport: { width: 480, height: 640 } } }, async (page) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(480)
      await page.getByText('12:04 · $0.83').waitFor()
      const field = page.getByRole('searchbox')
      await page.keyboard.press('Control+k')
      await expect.poll(async () => (await field.boundingBox())?.width ?? 0).toBeGreaterThan(120)
    }))
})
