/** From the replay window of the real app: a session is edited into a skill that the command line does again, run again, resumed and forked. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { LONG, soon, stage } from '../support/app-stage.js'
import type { RunningApp } from '../support/running-app.js'

const theStage = stage()

/** A question on the desktop, and the file its answer goes to. */
async function askName(name: string): Promise<() => string> {
  const file = join(theStage.scene.home, name)
  theStage.scene.start('sh', '-c', `zenity --entry --title=Contact --text="Your name" > ${file}; echo over >> ${file}`)
  await theStage.scene.windowNamed('Contact')
  return () => (existsSync(file) ? readFileSync(file, 'utf8') : '')
}

async function replayOf(app: RunningApp, session: string): Promise<Page> {
  const [page] = await Promise.all([app.app.waitForEvent('window'), app.ask('sessions.openReplay', { session })])
  await page.locator('.steps li').first().waitFor()
  return page
}

it(
  'a session is edited into a skill that is done again without the app, and is run again, forked and resumed from its window',
  async () => {
    const { scene } = theStage
    const first = await askName('first.txt')
    await scene.deskhand('run', 'Type "Ada Lovelace" into "Your name". Click OK.', '--provider', 'offline')
    expect(first()).toBe('Ada Lovelace\nover\n')
    const [session = ''] = (await scene.deskhand('sessions')).split(/\s+/)

    const app = await theStage.open([])
    const page = await replayOf(app, session)
    const panel = page.getByLabel('Do it again', { exact: true })
    await page.getByRole('button', { name: 'Run again' }).click()
    await panel.getByRole('button', { name: 'Edit' }).click()
    await panel.getByRole('button', { name: /Type the value of “text1”/ }).click()
    await panel.getByLabel('Name of the parameter').fill('who is it')
    await panel.getByLabel('Typed when no value is given').fill('Grace Hopper')
    await panel.getByRole('button', { name: 'Change the parameter' }).click()
    await panel.getByText('A parameter’s name begins with a letter and has letters, digits, - and _.').waitFor()
    await panel.getByLabel('Name of the parameter').fill('who')
    await panel.getByRole('button', { name: 'Change the parameter' }).click()
    await panel.getByText('1 change, not saved yet.').waitFor()
    await panel.getByLabel('Text', { exact: true }).fill('No such person')
    await panel.getByLabel('What must be true of it').selectOption('absent')
    await panel.getByRole('button', { name: 'Insert the check' }).click()
    await panel.getByText('“No such person” must not be on the screen').waitFor()
    await panel.getByLabel(/^Name: letters/).fill('greet')
    await panel.getByRole('button', { name: 'Save as skill' }).click()
    await panel.getByText(/^Saved as “greet”/).waitFor()
    await app.picture(page, 'redo-edited')
    expect(readFileSync(join(scene.home, 'recordings', 'greet', 'SKILL.md'), 'utf8')).toContain('- `who`')

    // the edited recording, from the command line: the window, which shows the text that must not be there, is put away
    await page.getByRole('button', { name: 'Minimize' }).click()
    const second = await askName('second.txt')
    expect(await scene.deskhand('replay', 'greet')).toContain('Done again')
    expect(second()).toBe('Grace Hopper\nover\n')

    // and from the window, with another value
    const third = await askName('third.txt')
    await app.ask('sessions.openReplay', { session })
    await panel.getByRole('button', { name: 'Edit' }).click()
    await panel.getByLabel('who').fill('Linus Torvalds')
    await panel.getByRole('button', { name: 'Start' }).click()
    await panel.getByText(/^Done again/).waitFor({ timeout: 60_000 })
    expect(third()).toBe('Linus Torvalds\nover\n')
    expect(await panel.locator('.verdict').allInnerTexts()).not.toContain('Failed')
    expect(await panel.locator('.verdict').count()).toBe(await panel.locator('.redo-steps > li').count())
    await app.picture(page, 'redo-verdicts')
    await panel.getByRole('button', { name: 'Close' }).click()

    await page.locator('.steps li.step button').first().click()
    await page.getByRole('button', { name: 'Fork from here' }).click()
    const [fork] = await Promise.all([
      app.app.waitForEvent('window'),
      page.getByRole('button', { name: 'Fork', exact: true }).click(),
    ])
    await fork.locator('.steps li').first().waitFor()
    const listed = await app.ask('sessions.list', null)
    expect(listed.ok && listed.value.filter(({ forkedFrom }) => forkedFrom?.session === session)).toHaveLength(1)

    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByLabel('What shall it also do?').fill('Wait 1 second.')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect.poll(async () => (await app.events(session)).map(({ type }) => type), soon).toContain('session.resumed')
    await expect.poll(async () => (await app.events(session)).at(-1)?.type, soon).toBe('session.finished')
  },
  2 * LONG,
)
