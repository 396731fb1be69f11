/** What the replay window shows of resuming, forking, doing again and editing; run beside its other tests, which open the page. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { RedoRead, SessionCan } from '../../electron/protocol/redo.js'
import { SESSION } from '../renderer/support/event-script.js'
import { sampleApp } from '../renderer/support/sample-app.js'
import { asked, push, type OpenOptions } from '../renderer/support/windows.js'

export const CAN: SessionCan = { resume: null, fork: null, again: null, needsMessage: true }
const READ: RedoRead = {
  versions: ['invoice-2'],
  problems: ['What tools did beside the screen is not done again.'],
  recording: {
    name: SESSION,
    task: 'Enter the invoice',
    steps: [
      {
        id: 's1',
        turn: 1,
        intent: 'Open the form.',
        actions: [{ words: 'Click at 1196, 483', typed: null, parameter: null }],
        check: null,
      },
      {
        id: 's2',
        turn: 2,
        intent: '',
        actions: [{ words: 'Type “1,462.00”', typed: '1,462.00', parameter: 'text1' }],
        check: { text: 'Net amount', absent: false },
      },
      { id: 'check1', turn: null, intent: '', actions: [], check: { text: 'Error', absent: true } },
    ],
    parameters: [{ name: 'text1', value: '1,462.00', mayBreak: false }],
  },
}
export const REDO_ANSWERS = {
  'sessions.can': { ok: true, value: CAN },
  'redo.read': { ok: true, value: READ },
  'redo.start': { ok: true, value: { session: 'again' } },
  'redo.save': { ok: true, value: { name: 'invoice-3', folder: '/data/recordings/invoice-3' } },
  'sessions.events': { ok: true, value: [] },
}

const said = (seq: number, more: object) => ({ v: 1, seq, at: '2026-11-18T10:30:00.000Z', session: 'again', ...more })
const verdict = (step: number, word: string, how: string, more: object = {}) =>
  said(step, { type: 'message', text: '', phase: 'commentary', verdict: { step, of: 3, verdict: word, how, ...more } })
const TOTALS = { turns: 3, actions: 2, ms: 900, usage: {} }

const panel = (page: Page) => page.getByLabel('Do it again', { exact: true })
const lastInput = async (page: Page, name: string) => (await asked(page, name)).at(-1)?.input

export async function fail(page: Page): Promise<void> {
  await push(page, 'session.event', verdict(1, 'adapted', 'by its text, moved by (40, 12)'))
  await push(
    page,
    'session.event',
    verdict(2, 'failed', '“Net amount” is not on the screen', { expected: 'portal-1', seen: 'portal-2' }),
  )
}

export function redoCases(open: (options?: OpenOptions) => Promise<Page>): void {
  describe('going on', () => {
    it('with a finished session wants words, and hands them over', async () => {
      const page = await open({ answers: { ...REDO_ANSWERS, 'sessions.resume': { ok: true, value: { session: SESSION } } } })
      await page.getByRole('button', { name: 'Resume' }).click()
      const form = page.getByRole('dialog', { name: 'Resume' })
      expect(await form.getByRole('button', { name: 'Go on' }).isDisabled()).toBe(true)
      await form.getByLabel('What shall it also do?').fill('Also print it.')
      await form.getByRole('button', { name: 'Go on' }).click()
      await form.waitFor({ state: 'detached' })
      expect(await lastInput(page, 'sessions.resume')).toEqual({ session: SESSION, message: 'Also print it.' })
      await page.context().close()
    })

    it('is refused with a sentence where it cannot be: no model, a running task, or the main process says no', async () => {
      const why = 'No model did this, so there is none to go on. Run it again instead.'
      const page = await open({ answers: { ...REDO_ANSWERS, 'sessions.can': { ok: true, value: { ...CAN, resume: why } } } })
      const button = page.getByRole('button', { name: 'Resume' })
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      // nothing but a press tells why
      await button.click({ force: true })
      await page.getByRole('dialog', { name: 'Resume' }).getByText(why).waitFor()
      await page.keyboard.press('Escape')
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
      await push(page, 'app.changed', { ...sampleApp(), live: 'other' })
      await page.getByTitle('A task is running. Stop it first, or wait until it has ended.').waitFor()
      await page.context().close()
    })

    it('asks why a step was done: in the session that goes on for it, or in the next turn of one that runs', async () => {
      const page = await open({ answers: { ...REDO_ANSWERS, 'sessions.resume': { ok: true, value: { session: SESSION } } } })
      const askWhy = async () => {
        await page.getByRole('button', { name: 'Ask why' }).click({ force: true })
        await page.getByRole('button', { name: 'Ask', exact: true }).click()
      }
      await page.getByRole('button', { name: 'Ask why' }).click({ force: true })
      await page.getByText('Choose a step first.').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Type “1,462.00”/ }).click()
      await askWhy()
      const message = expect.stringMatching(/why this, step \d+, Type “1,462\.00”.*\?$/) as string
      await expect.poll(() => lastInput(page, 'sessions.resume')).toEqual({ session: SESSION, message })
      await push(page, 'app.changed', { ...sampleApp(), live: SESSION })
      await askWhy()
      await expect
        .poll(() => lastInput(page, 'command'))
        .toEqual({ session: SESSION, command: { type: 'steer', text: message, when: 'next-turn' } })
      await page.context().close()
    })

    it('forks at the turn of the step on show, and not before the first', async () => {
      const page = await open({ answers: { ...REDO_ANSWERS, 'sessions.fork': { ok: true, value: { session: 'fork' } } } })
      await page.getByRole('button', { name: 'Fork from here' }).click({ force: true })
      await page.getByText('Nothing was done here yet. Choose a step first.').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Type “1,462.00”/ }).click()
      await page.getByRole('button', { name: 'Fork from here' }).click()
      await page.getByRole('button', { name: 'Fork', exact: true }).click()
      await expect
        .poll(() => lastInput(page, 'sessions.fork'))
        .toMatchObject({ session: SESSION, turn: expect.any(Number) as number })
      await page.context().close()
    })
  })

  describe('running it again', () => {
    it('takes other values, shows each verdict as it comes with what was expected and seen, and can be stopped', async () => {
      const page = await open({ answers: REDO_ANSWERS })
      await page.getByRole('button', { name: 'Run again' }).click()
      await panel(page).getByText('What tools did beside the screen is not done again.').waitFor()
      await panel(page).getByLabel('text1').fill('99.00')
      await panel(page).getByLabel('Program to open there first').fill('featherpad')
      await panel(page).getByRole('button', { name: 'Start' }).click()
      expect(await lastInput(page, 'redo.start')).toEqual({
        ...{ session: SESSION, version: null, edits: [] },
        ...{ values: { text1: '99.00' }, display: null, open: 'featherpad' },
      })
      await panel(page).getByText('Now').waitFor()
      await fail(page)
      await panel(page).getByText('Adapted').waitFor()
      await panel(page).getByText('by its text, moved by (40, 12)').waitFor()
      expect(
        await panel(page)
          .getByAltText(/^The screen as it was (expected|seen)$/)
          .count(),
      ).toBe(2)
      await panel(page).getByRole('button', { name: 'Stop' }).click()
      expect(await lastInput(page, 'command')).toEqual({ session: 'again', command: { type: 'stop' } })
      const end = said(9, { type: 'session.finished', status: 'failed', text: 'Step 2 of 3 failed.', totals: TOTALS })
      await push(page, 'session.event', end)
      await panel(page).getByText('Step 2 of 3 failed.').waitFor()
      expect(await panel(page).getByLabel('Not done').count()).toBe(1)
      await panel(page).getByRole('button', { name: 'Start' }).waitFor()
      await panel(page).getByRole('button', { name: 'Close' }).click()
      const opener = page.getByRole('button', { name: 'Run again' })
      await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true)
      await page.context().close()
    })

    it('of thousands of steps draws a part of them, and more when asked', async () => {
      const [step] = READ.recording.steps
      const steps = Array.from({ length: 5000 }, (_, at) => ({ ...step, id: `s${at + 1}`, turn: at + 1 }))
      const many = { ok: true, value: { ...READ, recording: { ...READ.recording, steps } } }
      const page = await open({ answers: { ...REDO_ANSWERS, 'redo.read': many } })
      await page.getByRole('button', { name: 'Run again' }).click()
      await panel(page).getByRole('button', { name: 'Show 200 of 4800 more' }).click()
      await panel(page).getByRole('button', { name: 'Show 200 of 4600 more' }).waitFor()
      expect(await panel(page).locator('.redo-steps > li').count()).toBe(401)
      await page.context().close()
    })

    it('that is refused says why, and a session that holds nothing says so in the place of its steps', async () => {
      const no = (message: string) => ({ ok: false, problem: { kind: 'usage', message, retryable: false } })
      const page = await open({ answers: { ...REDO_ANSWERS, 'redo.start': no('There is no display “:9”.') } })
      await page.getByRole('button', { name: 'Run again' }).click()
      await panel(page).getByRole('button', { name: 'Start' }).click()
      await panel(page).getByText('There is no display “:9”.').waitFor()
      await page.context().close()
      const why = 'Nothing was done in this session that could be done again.'
      const can = { ok: true, value: { ...CAN, again: why } }
      const empty = await open({ answers: { ...REDO_ANSWERS, 'sessions.can': can, 'redo.read': no(why) } })
      await empty.getByRole('button', { name: 'Run again' }).click({ force: true })
      await panel(empty).getByRole('alert').getByText(why).waitFor()
      expect(await panel(empty).getByRole('button', { name: 'Start' }).count()).toBe(0)
      await empty.context().close()
    })
  })

  it('an edited recording: renamed, deleted, given a parameter and a check, undone, and saved as a skill', async () => {
    const page = await open({ answers: REDO_ANSWERS })
    await page.getByRole('button', { name: 'Run again' }).click()
    await panel(page).getByRole('button', { name: 'Edit' }).click()
    const step = (text: RegExp) => panel(page).getByRole('button', { name: text })
    await step(/Open the form/).click()
    await panel(page).getByLabel('Name of this step').fill('Open the new form.')
    await panel(page).getByRole('button', { name: 'Rename' }).click()
    expect(await lastInput(page, 'redo.read')).toMatchObject({
      edits: [{ kind: 'describe', step: 's1', intent: 'Open the new form.' }],
    })
    await panel(page).getByText('1 change, not saved yet.').waitFor()
    await panel(page).getByLabel('Text', { exact: true }).fill('Ready')
    await panel(page).getByLabel('What must be true of it').selectOption('absent')
    await panel(page).getByRole('button', { name: 'Insert the check' }).click()
    await step(/Type the value of “text1”/).click()
    await panel(page).getByLabel('Name of the parameter').fill('amount')
    await panel(page).getByLabel('Typed when no value is given').fill('0')
    await panel(page).getByRole('button', { name: 'Change the parameter' }).click()
    await panel(page).getByRole('button', { name: 'Delete this step' }).click()
    await expect
      .poll(() => lastInput(page, 'redo.read'))
      .toMatchObject({
        edits: [
          { kind: 'describe' },
          { kind: 'insert-check', before: 's1', text: 'Ready', absent: true },
          { kind: 'parametrise', step: 's2', action: 0, name: 'amount', value: '0' },
          { kind: 'delete', step: 's2' },
        ],
      })
    await panel(page).getByRole('button', { name: 'Undo' }).click()
    await panel(page).getByText('3 changes, not saved yet.').waitFor()
    await panel(page)
      .getByLabel(/^Name: letters/)
      .fill('invoice-3')
    await panel(page).getByRole('button', { name: 'Save as skill' }).click()
    await panel(page)
      .getByText(/^Saved as “invoice-3”, and offered to models as a skill/)
      .waitFor()
    expect(await lastInput(page, 'redo.save')).toMatchObject({ name: 'invoice-3', asSkill: true, version: null })
    expect(await lastInput(page, 'redo.read')).toMatchObject({ version: 'invoice-3', edits: [] })
    await page.context().close()
  })
}
