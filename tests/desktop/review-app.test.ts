/**
 * A review from its beginning to its end in the real app: a model changes two files, the person asks for a change at a line,
 * accepts and commits. What came of it is looked at from outside, with git.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { ended, LONG, soon, stage } from '../support/app-stage.js'
import type { RunningApp } from '../support/running-app.js'
import { create, project, shell, update } from './work-stage.js'

const here = stage()

async function pageOf(app: RunningApp, open: () => Promise<unknown>, part: string): Promise<Page> {
  const known = new Set(app.app.windows())
  await open()
  await expect.poll(() => app.app.windows().some((page) => !known.has(page) && page.url().includes(part)), soon).toBe(true)
  const [page] = app.app.windows().filter((one) => !known.has(one) && one.url().includes(part))
  if (!page) throw new Error('no window')
  page.setDefaultTimeout(soon.timeout)
  return page
}

it(
  'what a session changed is read, asked to be other at a line, accepted and committed, and nothing of the person’s gets in',
  async () => {
    const made = project({ 'sum.js': 'export const sum = (a, b) => a - b\n', 'mine.txt': 'mine\n' })
    writeFileSync(join(made.root, 'mine.txt'), 'my own work\n')
    made.git('add', 'mine.txt')
    const app = await here.open([
      { commentary: 'It subtracts where it should add.', items: [update('sum.js', '-export const sum = (a, b) => a - b', '+export const sum = (a, b) => a + b'), create('sum.test.js', 'console.log(1)')] },
      { items: [shell('node --check sum.js')] },
      { text: 'The sum adds now.' },
      { items: [update('sum.test.js', '-console.log(1)', '+import test from "node:test"')] },
      { text: 'The test is a real one now.' },
    ]) // prettier-ignore
    const wish = { provider: null, model: null, display: null, approvals: 'never' as const, follow: null }
    const started = await app.ask('task.start', { task: 'Mend the sum.', ...wish, workspace: made.root })
    if (!started.ok) throw new Error(started.problem.message)
    const { session } = started.value
    await ended(app, session)

    // from the overlay of the session that ended
    const review = await pageOf(app, () => app.overlay.getByRole('button', { name: 'Review changes' }).click(), `/review/`)
    await review.getByText('It subtracts where it should add.').waitFor()
    await expect.poll(() => review.locator('.diff .added code').first().innerText(), soon).toContain('a + b')
    await review.getByRole('button', { name: /sum\.test\.js/ }).click()
    await review.locator('.place[data-at="true"]').getByText('console.log(1)').waitFor()
    await review.keyboard.press('m')
    await review.getByRole('textbox', { name: 'Note on line 1' }).fill('This is no test.')
    await review.getByRole('button', { name: 'Keep note' }).click()
    await review.getByRole('button', { name: 'Ask for changes, 1 note' }).click()
    await review.getByLabel('What should be other').fill('Nearly there.')
    await review.getByRole('button', { name: 'Send and go on' }).click()

    // the same session goes on, in the same folder, with the note and its line
    await expect.poll(() => made.read('sum.test.js'), soon).toBe('import test from "node:test"')
    await expect
      .poll(async () => (await app.events(session)).filter(({ type }) => type === 'session.finished').length, soon)
      .toBe(2)
    const said = (await app.events(session)).flatMap((event) => (event.type === 'steer' ? [event.text] : []))
    expect(said[0]).toBe('Nearly there.\n\n- sum.test.js, line 1, “console.log(1)”: This is no test.')

    // brought up again, the window shows the new state
    await app.overlay.getByRole('button', { name: 'Review changes' }).click()
    await expect.poll(() => review.locator('.diff').innerText(), soon).toContain('node:test')
    await app.picture(review, 'review')
    await review.getByRole('button', { name: 'Accept' }).click()
    await review.getByText('You accepted this.').waitFor()
    await review.getByRole('button', { name: 'Commit', exact: true }).click()
    await expect.poll(() => review.getByLabel('Commit message').inputValue(), soon).toContain('Mend the sum')
    await review.getByLabel('Commit message').fill('Add instead of subtracting')
    await review.getByRole('dialog').getByRole('button', { name: 'Commit' }).click()
    await review.getByText(/^Committed 2 files as [0-9a-f]{10} on main\./).waitFor()

    expect(made.git('show', '--format=%s%n%an', '--name-status', 'HEAD').trim().split('\n')).toEqual(['Add instead of subtracting', 'Ada', '', 'M\tsum.js', 'A\tsum.test.js']) // prettier-ignore
    expect(made.git('show', 'HEAD:sum.js')).toBe('export const sum = (a, b) => a + b\n')
    const trailers = made.git('log', '-1', '--format=%(trailers:unfold=true)')
    expect(trailers).toContain('Deskhand-Task: Mend the sum.\n')
    expect(trailers).toContain('Deskhand-Correction: Nearly there. . - sum.test.js, line 1')
    expect(trailers).toContain(`Deskhand-Session: ${session}`)
    expect(made.git('status', '--porcelain').trim()).toBe('M  mine.txt')
    expect(app.server.refused).toEqual([])
    const shown = JSON.parse(await here.scene.deskhand('show', session, '--review', '--json')) as { commits: { hash: string }[]; acceptedAt: string | null } // prettier-ignore
    expect(shown.commits.map(({ hash }) => hash)).toEqual([made.git('rev-parse', 'HEAD').trim()])
    expect(shown.acceptedAt).not.toBeNull()

    // a reason leads to its step
    const replay = await pageOf(app, () => review.getByRole('button', { name: 'Step 1' }).first().click(), '/replay/')
    await expect.poll(() => replay.locator('.steps [aria-current]').innerText(), soon).toMatch(/^1\s/)
  },
  LONG,
)
