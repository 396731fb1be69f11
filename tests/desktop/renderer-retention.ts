/** How long sessions are kept, as the settings show it; run beside the other tests of that window. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { asked, type OpenOptions } from '../renderer/support/windows.js'

type Use = (section: string, options: OpenOptions, use: (page: Page) => Promise<void>) => Promise<void>

const MB = 1_000_000
const kept = (sessions: number, megabytes: number, surplus: number) => ({
  ok: true,
  value: { all: { sessions, bytes: megabytes * MB }, surplus: { sessions: surplus, bytes: surplus * 20 * MB } },
})

export function retentionCases(settings: Use): void {
  describe('sessions', () => {
    it('are kept for so many days and so many gigabytes, and nothing else is taken', () =>
      settings('Privacy', { answers: { 'retention.look': kept(31, 1840, 0) } }, async (page) => {
        await page.getByText('31 sessions, 1.8 GB').waitFor()
        await page.getByLabel('Days that sessions are kept').fill('30')
        await page.getByLabel('Days that sessions are kept').press('Enter')
        await page.getByLabel('Gigabytes that sessions may take').fill('2.5')
        await page.getByLabel('Gigabytes that sessions may take').press('Enter')
        expect((await asked(page, 'settings.set')).map(({ input }) => input)).toEqual([
          { retention: { days: 30, megabytes: 0 } },
          { retention: { days: 30, megabytes: 2500 } },
        ])
        await page.getByLabel('Days that sessions are kept').fill('soon')
        await page.getByText('A whole number from 0 up.').waitFor()
        expect(await page.getByRole('button', { name: 'Delete now' }).isDisabled()).toBe(true)
      }))

    it('that are no longer kept are deleted at once after a second press, and what is left is shown', () =>
      settings(
        'Privacy',
        { answers: { 'retention.look': kept(31, 700, 3), 'retention.apply': kept(28, 640, 0) } },
        async (page) => {
          await page.getByText('3 sessions, 60.0 MB: more than the two rules above keep.').waitFor()
          await page.getByRole('button', { name: 'Delete now' }).click()
          await page.getByText('3 sessions, 60.0 MB will be gone and cannot be brought back.').waitFor()
          await page.getByRole('button', { name: 'Keep', exact: true }).click()
          expect(await asked(page, 'retention.apply')).toEqual([])
          await page.getByRole('button', { name: 'Delete now' }).click()
          await page.getByRole('button', { name: 'Delete for good' }).click()
          await page.getByText('28 sessions, 640.0 MB').waitFor()
        },
      ))

    it('that cannot be deleted are said', () => {
      const no = { ok: false, problem: { kind: 'disk', message: 'The settings cannot be read.', retryable: false } }
      return settings('Privacy', { answers: { 'retention.look': kept(3, 90, 1), 'retention.apply': no } }, async (page) => {
        await page.getByRole('button', { name: 'Delete now' }).click()
        await page.getByRole('button', { name: 'Delete for good' }).click()
        await page.getByText('The settings cannot be read.').waitFor()
      })
    })
  })
}
