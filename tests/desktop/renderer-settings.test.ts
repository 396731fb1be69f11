import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION } from '../renderer/support/event-script.js'
import { sampleApp } from '../renderer/support/sample-app.js'
import { sampleSession } from '../renderer/support/sample-sessions.js'
import { retentionCases } from './renderer-retention.js'
import { asked, openWindows, push, type OpenOptions, type Windows } from '../renderer/support/windows.js'

let windows: Windows
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(() => windows.close())

async function settings(section: string, options: OpenOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await windows.open('settings', options)
  try {
    await page.getByRole('button', { name: section }).click()
    await use(page)
  } finally {
    await page.context().close()
  }
}

const saved = async (page: Page) => (await asked(page, 'settings.set')).map((one) => one.input)
const hotkeys = sampleApp().settings.hotkeys

retentionCases(settings)

describe('a hotkey', () => {
  const change = (page: Page, name: string) => page.getByRole('button', { name: `Change the keys for ${name}` }).click()

  it('is changed by pressing another one', () =>
    settings('Hotkeys', {}, async (page) => {
      await change(page, 'Steer')
      await page.getByText('Press the new keys, Esc keeps the old ones').waitFor()
      await page.keyboard.press('Control+Shift+KeyJ')
      await expect.poll(() => saved(page)).toEqual([{ hotkeys: { ...hotkeys, steer: 'Ctrl+Shift+KeyJ' } }])
      expect((await asked(page, 'hotkeys.try'))[0]?.input).toEqual({ name: 'steer', chord: 'Ctrl+Shift+KeyJ' })
      await expect
        .poll(() => page.locator('.set', { hasText: 'Steer' }).locator('kbd').allTextContents())
        .toEqual(['Ctrl', 'Shift', 'J'])
    }))

  it('is not given to two, and the other one is named', () =>
    settings('Hotkeys', {}, async (page) => {
      await change(page, 'Steer')
      await page.keyboard.press('Control+Alt+Period')
      await page.getByText('Already used by “Stop”.').waitFor()
      expect(await saved(page)).toEqual([])
    }))

  it('is not taken when the system has it, with the reason', () => {
    const problem = { kind: 'configuration', message: 'Another program already uses this key.', retryable: false }
    return settings('Hotkeys', { answers: { 'hotkeys.try': { ok: false, problem } } }, async (page) => {
      await change(page, 'Steer')
      await page.keyboard.press('Control+Shift+KeyJ')
      await page.getByText('Another program already uses this key.').waitFor()
      expect(await saved(page)).toEqual([])
    })
  })

  it('stays as it is with Esc', () =>
    settings('Hotkeys', {}, async (page) => {
      await change(page, 'Steer')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByText('Press the new keys').count()).toBe(0)
      expect(await asked(page, 'hotkeys.try')).toEqual([])
    }))

  it('that could not be bound says why', () => {
    const hotkeyProblems = [{ name: 'overlay', reason: 'Another program already uses this key. It may not arrive.' }]
    return settings('Hotkeys', { app: sampleApp({ hotkeyProblems }) }, async (page) => {
      await page.getByText('It may not arrive.').waitFor()
    })
  })
})

describe('secrets', () => {
  const kept = [
    { name: 'bank', app: 'bank.example', isForTools: false },
    { name: 'deploy', app: null, isForTools: true },
  ]
  const options: OpenOptions = { answers: { 'secrets.list': { ok: true, value: kept } } }

  it('are listed by name with where each may be used, and removed by name', () =>
    settings('Privacy', options, async (page) => {
      await page.getByText('Typed only in bank.example').waitFor()
      await page.getByText('Given to tools, never typed').waitFor()
      await page.getByRole('button', { name: 'Remove bank' }).click()
      await expect.poll(() => asked(page, 'secrets.remove')).toEqual([{ name: 'secrets.remove', input: { name: 'bank' } }])
    }))

  it('are kept with a value that is not shown while it is typed and gone from the window after', () =>
    settings('Privacy', options, async (page) => {
      await page.getByRole('button', { name: 'Add secret' }).click()
      await page.getByLabel('Name').fill('mail')
      expect(await page.getByLabel('Value').getAttribute('type')).toBe('password')
      await page.getByLabel('Value').fill('hunter2!')
      await page.getByLabel('Only in this program').fill('thunderbird')
      await page.getByRole('button', { name: 'Keep' }).click()
      const secret = { name: 'mail', app: 'thunderbird', isForTools: false }
      await expect.poll(() => asked(page, 'secrets.add')).toEqual([{ name: 'secrets.add', input: { secret, value: 'hunter2!' } }])
      await expect.poll(() => page.getByLabel('Value').count()).toBe(0)
    }))

  it('cannot be added where there is no keychain, and the reason stands there', () => {
    const keychainProblem = 'There is no keychain here (no session bus), so keys and secrets are not stored.'
    return settings('Privacy', { ...options, app: sampleApp({ keychainProblem }) }, async (page) => {
      await page.getByText('There is no keychain here').waitFor()
      expect(await page.getByRole('button', { name: 'Add secret' }).isDisabled()).toBe(true)
    })
  })
})

describe('keys', () => {
  it('are tested with the time the provider took', () =>
    settings('Model and keys', {}, async (page) => {
      await page.getByRole('button', { name: 'Check OpenAI' }).click()
      await page.getByText('Key in the keychain · answers in 0.4 s').waitFor()
    }))

  it('that are refused say so', () => {
    const problem = { kind: 'model-auth', message: 'The key was refused. Paste a new one, then test.', retryable: false }
    return settings('Model and keys', { answers: { 'keys.test': { ok: false, problem } } }, async (page) => {
      await page.getByRole('button', { name: 'Check OpenAI' }).click()
      await page.getByText('The key was refused. Paste a new one, then test.').waitFor()
    })
  })

  it('are removed', () =>
    settings('Model and keys', {}, async (page) => {
      await page.getByRole('button', { name: 'Remove' }).click()
      expect((await asked(page, 'keys.remove'))[0]?.input).toEqual({ provider: 'openai' })
    }))

  it('from the environment cannot be changed here', () => {
    const app = sampleApp()
    const providers = app.providers.map((one) => (one.needsKey ? { ...one, key: 'environment' as const } : one))
    return settings('Model and keys', { app: { ...app, providers } }, async (page) => {
      await page.getByText('Key from the environment, OPENAI_API_KEY').waitFor()
      expect(await page.getByRole('button', { name: 'Change key' }).isDisabled()).toBe(true)
    })
  })

  it('cannot be kept where there is no keychain, and that is said', () => {
    const keychainProblem = 'No keychain answers on this desktop.'
    return settings('Model and keys', { app: sampleApp({ keychainProblem }) }, async (page) => {
      await page.getByText(keychainProblem).waitFor()
      expect(await page.getByRole('button', { name: 'Change key' }).isDisabled()).toBe(true)
    })
  })
})

it('a server of one’s own needs no key, is checked, and says what stands in the way', () => {
  const own = { id: 'openai-chat' as const, name: 'Open model', models: ['qwen3-vl'], needsKey: false, key: 'none' as const }
  const app = sampleApp({ providers: [...sampleApp().providers, own] })
  const problem = { kind: 'model-connection', message: 'http://localhost:11434/v1 cannot be reached.', retryable: true }
  return settings('Model and keys', { app, answers: { 'keys.test': { ok: false, problem } } }, async (page) => {
    await page.getByText('A server of your own, on this computer by default. No key needed').waitFor()
    await page.getByRole('button', { name: 'Check Open model' }).click()
    await page.getByText('http://localhost:11434/v1 cannot be reached.').waitFor()
    await page.getByLabel('Models of', { exact: true }).selectOption('Open model')
    await page.getByText('Costs nothing on your own computer').waitFor()
    expect(await page.getByRole('button', { name: 'Test qwen3-vl' }).isEnabled()).toBe(true)
  })
})

describe('models', () => {
  const openTo = (options: OpenOptions, use: (page: Page) => Promise<void>) => settings('Model and keys', options, use)
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

  it('are listed with what they can do and cost, from a dated table', () =>
    openTo({}, async (page) => {
      await page.getByText('Prices of 22 Nov 2026').waitFor()
      const first = row(page, 'gpt-6.1-sol')
      await expect.poll(() => first.textContent()).toContain('Used')
      expect(await first.textContent()).toContain('tool computer · sees pictures · effort low to highest · window 1.05M tokens')
      expect(await first.textContent()).toContain('$2.00 in, $0.10 cached, $10.00 out per million tokens')
      expect(await row(page, 'gpt-5.3-codex').textContent()).toContain('computer as a function')
      expect(await row(page, 'gpt-5.3-codex').textContent()).toContain('set by you')
    }))

  it('are tested by a click on the test picture: right, beside it, and not at all', async () => {
    await openTo({}, async (page) => {
      await page.getByRole('button', { name: 'Test gpt-6.2-astra' }).press('Enter')
      await page.getByText('Hit the square at (912, 344) in 1.8 s, $0.0031').waitFor()
      const wanted = { provider: 'openai', model: 'gpt-6.2-astra', effort: null }
      expect(await asked(page, 'models.test')).toEqual([{ name: 'models.test', input: wanted }])
    })
    const beside = { ms: 900, point: { x: 10, y: 20 }, isRight: false, usd: null }
    await openTo({ answers: { 'models.test': { ok: true, value: beside } } }, async (page) => {
      await page.getByRole('button', { name: 'Test gpt-6.1-sol' }).click()
      await page.getByText('Clicked beside the square, at (10, 20)').waitFor()
    })
    const problem = { kind: 'model-connection', message: 'The server cannot be reached.', retryable: true }
    await openTo({ answers: { 'models.test': { ok: false, problem } } }, async (page) => {
      await page.getByRole('button', { name: 'Test gpt-6.1-sol' }).click()
      await page.getByText('The server cannot be reached.').waitFor()
    })
  })

  it('are used from the list or by a name of one’s own', () =>
    openTo({}, async (page) => {
      await page.getByRole('button', { name: 'Use gpt-6.2-astra' }).click()
      await page.getByLabel('Models of', { exact: true }).selectOption('openai')
      await page.getByLabel('Name of another model').fill('gpt-7')
      await page.getByLabel('Name of another model').press('Enter')
      expect(await saved(page)).toEqual([
        { provider: 'openai', model: 'gpt-6.2-astra' },
        { provider: 'openai', model: 'gpt-7' },
      ])
      await expect.poll(() => row(page, 'gpt-7').textContent()).toContain('Price not known')
    }))

  it('of a provider without a key cannot be used, and it is said what is missing', () => {
    const app = sampleApp()
    const providers = app.providers.map((one) => ({ ...one, key: 'none' as const }))
    return openTo({ app: { ...app, providers } }, async (page) => {
      await page.getByText('There is no key for OpenAI yet').waitFor()
      expect(await page.getByRole('button', { name: 'Test gpt-6.1-sol' }).isDisabled()).toBe(true)
    })
  })

  it('are switched for the task that runs, and what cannot be is said', () => {
    const app = sampleApp({ live: SESSION })
    const events = sampleSession('working', Date.now())
    return openTo({ app, events }, async (page) => {
      await page.getByLabel('Model of the task that runs').selectOption('OpenAI: gpt-6.2-astra')
      await page.getByLabel('Effort of the task that runs').selectOption('High')
      await page.getByRole('button', { name: 'Switch' }).click()
      const command = { type: 'switch', provider: 'openai', model: 'gpt-6.2-astra', effort: 'high' }
      await expect.poll(() => asked(page, 'command')).toEqual([{ name: 'command', input: { session: SESSION, command } }])
      const seq = events.length + 1
      const line = { v: 1, at: new Date().toISOString(), session: SESSION }
      const problem = { type: 'problem', kind: 'bad-command', message: 'There is no key for that.', retryable: false }
      await push(page, 'session.event', { ...line, seq, ...problem })
      await page.getByText('There is no key for that.').waitFor()
      const use = { provider: 'openai', model: 'gpt-6.2-astra', effort: 'high' }
      const changed = { type: 'model.changed', turn: 3, ...use, by: 'person', conversation: 'kept' }
      await push(page, 'session.event', { ...line, seq: seq + 1, ...changed })
      await page.getByText('gpt-6.2-astra answers now.').waitFor()
      await expect.poll(() => page.getByRole('button', { name: 'Switch' }).isDisabled()).toBe(true)
    })
  })
})

describe('what is chosen', () => {
  it('is saved at once', () =>
    settings('Approvals', {}, async (page) => {
      await page.getByLabel('Ask for every action').check()
      await page.getByRole('button', { name: 'Display' }).click()
      await page.getByLabel('Display for tasks').selectOption('virtual')
      await page.getByRole('button', { name: 'Dark' }).click()
      expect(await saved(page)).toEqual([{ approvals: 'ask' }, { display: 'virtual' }, { theme: 'dark' }])
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    }))

  it('that cannot be saved is said', () => {
    const problem = { kind: 'disk', message: 'config.json cannot be written.', retryable: false }
    return settings('Approvals', { answers: { 'settings.set': { ok: false, problem } } }, async (page) => {
      await page.getByLabel('Ask for nothing').click()
      await expect.poll(() => page.getByRole('alert').textContent()).toBe('config.json cannot be written.')
    })
  })

  it('is how hands yield, when they go on, and the corner that stops', () =>
    settings('Hotkeys', {}, async (page) => {
      await page.getByLabel('Go on').selectOption('After 30 seconds without input')
      await page.getByLabel('Go on').selectOption('With a button only')
      await page.getByLabel('Corner that stops').selectOption('Top left')
      await page.getByLabel('Take over on input').click()
      await expect.poll(() => page.getByLabel('Go on').count()).toBe(0)
      expect(await saved(page)).toEqual([
        { yield: { mode: 'idle', idleSeconds: 30 } },
        { yield: { mode: 'never', idleSeconds: 30 } },
        { stopCorner: 'top-left' },
        { yield: { mode: 'off', idleSeconds: 30 } },
      ])
    }))

  it('is a limit when it is a number', () =>
    settings('Limits', {}, async (page) => {
      await page.getByLabel('Steps a task').fill('120')
      await page.getByLabel('Steps a task').press('Enter')
      expect(await saved(page)).toEqual([{ limits: { steps: 120, costUsd: 2, minutes: 30, tokens: 0 } }])
    }))
})

describe('sections', () => {
  it('are opened by the app', async () => {
    const page = await windows.open('settings')
    await push(page, 'settings.section', { section: 'privacy' })
    await page.getByRole('heading', { name: 'Privacy' }).waitFor()
    await page.context().close()
  })

  it('are a list above in a narrow window', async () => {
    const page = await windows.open('settings', { context: { viewport: { width: 440, height: 600 } } })
    await page.getByLabel('Section').selectOption('limits')
    await page.getByRole('heading', { name: 'Limits' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(440)
    await page.context().close()
  })
})

describe('the mark of a prompt', () => {
  it('is a phrase and a picture of the person’s own', () =>
    settings('Approvals', {}, async (page) => {
      await page.getByLabel('Phrase').fill('heron over still water')
      await page.getByLabel('Phrase').press('Enter')
      await page.getByRole('radio', { name: 'bird' }).click()
      await expect
        .poll(() => saved(page))
        .toEqual([
          { prompt: { phrase: 'heron over still water', picture: 'none' } },
          { prompt: { phrase: 'heron over still water', picture: 'bird' } },
        ])
    }))

  it('stands beside the rules of the person, as they are in config.json', () => {
    const app = sampleApp()
    const policy = [{ id: 'bank', why: 'Money stays with me.', site: 'bank.example', then: 'deny' as const }]
    return settings('Approvals', { app: { ...app, settings: { ...app.settings, policy } } }, async (page) => {
      expect(await page.locator('.set', { hasText: 'Money stays with me.' }).textContent()).toContain('site bank.exampleDeny')
    })
  })
})
