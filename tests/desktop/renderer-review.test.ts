import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReviewAbout } from '../../electron/protocol/review.js'
import { sampleAbout, sampleChecks, SAMPLE_DIFFS, sampleProposal, sampleReview } from '../renderer/support/sample-review.js'
import { asked, openWindows, type OpenOptions, type Windows } from '../renderer/support/windows.js'

let windows: Windows
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(() => windows.close())

const answered = (value: unknown) => ({ ok: true, value })
const refused = (message: string) => ({ ok: false, problem: { kind: 'bad-command', message, retryable: false } })

async function open(
  about: ReviewAbout = sampleAbout(),
  answers: object = {},
  context: OpenOptions['context'] = {},
): Promise<Page> {
  const page = await windows.open('review', {
    query: '?session=reviewed',
    diffs: SAMPLE_DIFFS,
    answers: {
      'review.open': answered(about),
      'review.check': answered(sampleChecks),
      'review.propose': answered(sampleProposal),
      'review.share': answered({ commits: 14, lines: 1204, all: 13_200, isCut: false }),
      ...answers,
    },
    context: { viewport: { width: 1440, height: 860 }, reducedMotion: 'reduce', ...context },
  })
  page.setDefaultTimeout(15_000)
  await page.getByRole('contentinfo').waitFor()
  return page
}

async function problems(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`)) // prettier-ignore
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()
const chosen = (page: Page) => page.locator('.place[data-at="true"] code').last().innerText()

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (colorScheme) => {
  it('while changes are read, noted on, checked, asked for and committed', async () => {
    const page = await open(sampleAbout(), {}, { colorScheme })
    await page.locator('.diff mark').first().waitFor()
    await page.keyboard.press('u')
    await page.keyboard.press('m')
    await page.getByLabel('Note on line 3').last().fill('Say why.')
    await page.getByRole('button', { name: 'Check these files' }).click()
    await page.getByText('Semgrep is not installed.').waitFor()
    expect(await problems(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep note' }).click()
    await page.getByRole('button', { name: 'Ask for changes, 1 note' }).click()
    expect(await problems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Commit', exact: true }).click()
    await page.getByLabel('Commit message').waitFor()
    expect(await problems(page)).toEqual([])
    await page.context().close()
  }, 60_000)
})

describe('the review window', () => {
  it('goes by keys from change to change, over the end of a file, and from file to file', async () => {
    const page = await open()
    await expect.poll(() => chosen(page)).toContain('export function total(list: Row[])')
    await page.keyboard.press('n')
    await expect.poll(() => chosen(page)).toContain('hidden')
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    await expect.poll(() => heading(page)).toBe('data/rows.csv')
    await page.keyboard.press('p')
    await expect.poll(() => heading(page)).toBe('src/totals.ts')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await heading(page)).toBe('logo.png')
    await page.getByText('This is no text').waitFor()
    await page.context().close()
  })

  it('draws only what is in sight of a large file, and finds a line of it', async () => {
    const about = sampleAbout({ review: { ...sampleReview, risks: [{ kind: 'secret', path: 'data/rows.csv', line: 12_345, text: 'line' }] } }) // prettier-ignore
    const page = await open(about)
    await page.getByRole('button', { name: 'data/rows.csv:12345' }).click()
    await expect.poll(() => chosen(page)).toBe('line 12345')
    expect(await page.locator('.diff .place').count()).toBeLessThan(120)
    await page.context().close()
  })

  it('shows all text as text: markup, control characters and turned writing have no effect', async () => {
    const page = await open()
    await page.getByText("'a‹U+202E›b‹U+0007›' // <img src=x onerror=alert(1)>").waitFor()
    expect(await page.locator('.diff img').count()).toBe(0)
    await page.getByRole('button', { name: /‹U\+202E›txt\.exe/ }).click()
    expect(await heading(page)).toBe('‹U+202E›txt.exe')
    await page.getByText('too large to be shown').waitFor()
    await page.context().close()
  })

  it('says what was run and not tested, how much is the model’s, and leads to the steps', async () => {
    const page = await open()
    const side = page.getByRole('complementary')
    await side.getByText('1 file was changed after tests last passed.').waitFor()
    await side.getByText('Committed so far: 1,204 of 13,200 lines (9.1 %), by 14 commits that name their session.').waitFor()
    await side.getByText('412 lines were written in this session: 3.1 % of the 13,200 lines of the folder.').waitFor()
    await side.getByRole('button', { name: 'Step 6' }).first().click()
    expect((await asked(page, 'sessions.openReplay')).at(-1)?.input).toEqual({ session: 'reviewed', turn: 6 })
    await page.context().close()
  })

  it('sends a message with its notes to the session, in the folder it worked in', async () => {
    const page = await open()
    await expect.poll(() => chosen(page)).toContain('export function total')
    await page.keyboard.press('n')
    await page.keyboard.press('m')
    await page.getByRole('textbox', { name: 'Note on line 9' }).fill('Take this out.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Ask for changes, 1 note' }).click()
    await page.getByLabel('What should be other').fill('Nearly.')
    await page.getByRole('button', { name: 'Send and go on' }).click()
    await page.getByText('The session goes on with what you asked for.').waitFor()
    const [start] = await asked(page, 'task.start')
    expect(start?.input).toMatchObject({ follow: 'reviewed', workspace: '/home/ann/ledger' })
    expect((start?.input as { task: string }).task).toContain('Nearly.\n\n- src/totals.ts, line 9, “export const hidden')
    await page.getByRole('button', { name: 'Ask for changes', exact: true }).waitFor()
    await page.context().close()
  })

  it('commits an edited message, accepts, puts back one file or all after a question, and says what was left', async () => {
    const committed = { hash: 'abcdef0123456789', branch: 'main', at: '', subject: 'Mend', files: ['src/totals.ts'], said: 'hook: fine' } // prettier-ignore
    const undone = { restored: ['src/totals.ts'], removed: [], kept: ['package.json'] }
    const page = await open(sampleAbout(), { 'review.commit': answered(committed), 'review.undo': answered(undone), 'review.accept': answered(null) }) // prettier-ignore
    await page.getByRole('button', { name: 'Commit', exact: true }).click()
    await page.getByText('Left out: local.cfg is ignored by your git.').waitFor()
    await page.getByLabel('Commit message').fill('Mend')
    await page.getByRole('dialog').getByRole('button', { name: 'Commit' }).click()
    await page.getByText('Committed 1 file as abcdef0123 on main. hook: fine').waitFor()
    expect((await asked(page, 'review.commit'))[0]?.input).toEqual({ session: 'reviewed', message: 'Mend' })
    await page.getByRole('button', { name: 'Accept' }).click()
    expect(await asked(page, 'review.accept')).toHaveLength(1)
    await page.getByRole('button', { name: 'Undo this file' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await asked(page, 'review.undo')).toEqual([])
    await page.getByRole('button', { name: 'Undo all' }).click()
    await page.getByRole('button', { name: 'Put back' }).click()
    await page.getByText('1 file is as before this session. Left as it is, as somebody changed it since: package.json.').waitFor()
    await page.context().close()
  })

  it('says why a commit is refused and keeps the message; what cannot be done cannot be pressed', async () => {
    const page = await open(sampleAbout(), { 'review.commit': refused('Nothing was committed. git or a hook of yours said: no ticket') }) // prettier-ignore
    await page.getByRole('button', { name: 'Commit', exact: true }).click()
    await page.getByLabel('Commit message').fill('Mine')
    await page.getByRole('dialog').getByRole('button', { name: 'Commit' }).click()
    await page.getByRole('alert').getByText('no ticket').waitFor()
    expect(await page.getByLabel('Commit message').inputValue()).toBe('Mine')
    await page.context().close()
    const live = await open(sampleAbout({ isLive: true }))
    for (const name of ['Undo all', 'Ask for changes', 'Commit', 'Accept']) {
      expect(await live.getByRole('button', { name, exact: true }).isDisabled(), name).toBe(true)
    }
    await live.context().close()
  })

  it('is of use at 760 px and with the text twice as large', async () => {
    const page = await open(sampleAbout(), {}, { viewport: { width: 760, height: 700 } })
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(760)
    for (const name of ['Undo all', 'Ask for changes', 'Commit', 'Accept']) {
      await expect.poll(() => page.getByRole('button', { name, exact: true }).isVisible()).toBe(true)
    }
    await page.context().close()
  })
})

describe('the way to a review', () => {
  it('is in the menu of a session that worked in a folder, and in no other', async () => {
    const { record } = sampleAbout()
    const page = await windows.open('home', { records: [record, { ...record, id: 'other', task: 'Pay the invoice' }], reviewable: [record.id] }) // prettier-ignore
    await page.getByRole('button', { name: /^More for Make the failing/ }).click()
    await page.getByRole('menuitem', { name: 'Review the changes' }).click()
    expect((await asked(page, 'sessions.openReview'))[0]?.input).toEqual({ session: record.id })
    await page.getByRole('button', { name: 'More for Pay the invoice' }).click()
    await page.getByRole('menuitem', { name: 'Open replay' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Review the changes' }).count()).toBe(0)
    await page.context().close()
  })
})
