/** What the offline model is asked to do in real programs, and what came of it, seen from outside. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openOfflineDesk, openPage, type OfflineDesk, type Program } from './offline-desk.js'

let desk: OfflineDesk
let opened: Program[] = []

beforeAll(async () => {
  desk = await openOfflineDesk()
}, 60_000)

afterAll(() => desk?.close())

const open = async (command: readonly string[], title: string, env?: Readonly<Record<string, string>>) => {
  const program = await desk.open(command, title, env)
  opened.push(program)
  return program
}
const closeOpened = async () => {
  for (const program of opened) await program.close()
  opened = []
}

const done = async (task: string) => {
  const ran = await desk.run(task)
  expect(ran).toMatchObject({ status: 'done' })
  return ran
}

describe('dialogs (GTK)', { timeout: 40_000 }, () => {
  afterEach(closeOpened)
  const zenity = (title: string, ...args: string[]) => open(['zenity', `--title=${title}`, ...args], title)

  it('a form is filled by its labels', async () => {
    const entries = ['First name', 'Family name', 'E-mail'].map((label) => `--add-entry=${label}`)
    const form = await zenity('Add contact', '--forms', '--text=Enter the person', ...entries)
    await done(
      'Type "Ada" into "First name". Type "Lovelace" into "Family name".\nType "ada@example.org" into "E-mail" and click OK.',
    )
    expect(await form.output()).toEqual({ text: 'Ada|Lovelace|ada@example.org', code: 0 })
  })

  it('a question is read and answered', async () => {
    const question = await zenity('Unsaved work', '--question', '--text=Do you want to keep the draft?')
    const ran = await done('read the window "Unsaved work", then click "No"')
    // reading may lose a blank between narrow words
    expect(ran.messages.join('\n').replaceAll(' ', '')).toContain('Doyouwanttokeepthedraft?')
    expect((await question.output()).code).toBe(1)
  })

  it('a row that is out of sight is found by scrolling', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `entry ${i + 1}`)
    const list = await zenity('Rows', '--list', '--text=Take one', '--column=Name', '--height=400', ...rows)
    await done('scroll down until "entry 47" is visible; click "entry 47"; click "OK"')
    expect((await list.output()).text).toBe('entry 47')
  })

  it('a row is found without being told to scroll', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `place ${i + 1}`)
    const list = await zenity('Places', '--list', '--text=Take one', '--column=Name', '--height=400', ...rows)
    await done('click "place 33" and click OK')
    expect((await list.output()).text).toBe('place 33')
  })

  it('the box left of a text is ticked', async () => {
    const list = await zenity(
      'Shopping',
      '--list',
      '--checklist',
      '--column=',
      '--column=Item',
      'FALSE',
      'milk',
      'FALSE',
      'bread',
      'FALSE',
      'honey',
    )
    await done('click left of "milk"\nclick left of "honey"\nclick "OK"')
    expect((await list.output()).text).toBe('milk|honey')
  })

  it('what a field holds is replaced', async () => {
    const entry = await zenity('Name', '--entry', '--text=Your name', '--entry-text=Somebody')
    await done('set "Your name" to "Grace Hopper"; press Enter')
    expect((await entry.output()).text).toBe('Grace Hopper')
  })

  it('a dark theme is read as well', async () => {
    const fruit = ['apple', '1.20', 'banana', '0.50', 'cherry', '7.99']
    const list = await open(
      [
        'zenity',
        '--title=Fruit',
        '--list',
        '--height=300',
        '--text=Which do you like?',
        '--column=Fruit',
        '--column=Price',
        ...fruit,
      ],
      'Fruit',
      { GTK_THEME: 'Adwaita:dark' },
    )
    const ran = await done('Check that "7.99" is right of "cherry". Read the text right of "banana". Click "cherry". Click "OK".')
    expect(ran.messages).toContain('0.50')
    expect((await list.output()).text).toBe('cherry')
  })

  it('the right one of two windows is used', async () => {
    const left = await zenity('Left side', '--entry', '--text=Left value')
    const right = await zenity('Right side', '--question', '--text=Go on?')
    await done(
      'click "Yes" in the window "Right side"\nwait until the window "Right side" is closed\ntype "here" into "Left value"\npress Enter',
    )
    expect((await right.output()).code).toBe(0)
    expect((await left.output()).text).toBe('here')
  })

  it('a day of a calendar is taken', async () => {
    const calendar = await zenity('Day', '--calendar', '--text=When?', '--day=3', '--month=5', '--year=2024', '--date-format=%F')
    await done('click "17"; press the "OK" button')
    expect((await calendar.output()).text).toBe('2024-05-17')
  })

  it('a target that is not there ends the task with what was seen instead', async () => {
    await zenity('Short', '--question', '--text=Ready?', '--ok-label=Continue', '--cancel-label=Leave')
    const ran = await desk.run('click "Contimplate"')
    expect(ran).toMatchObject({ status: 'failed' })
    expect(ran.text).toMatch(/"Contimplate" is not on the screen; the nearest texts are .*"Continue"/)
  })

  it('a check that fails ends the task, and nothing after it is done', async () => {
    const question = await zenity('Check', '--question', '--text=All is well')
    const ran = await desk.run('check that "All is lost" is visible; click "Yes"')
    expect(ran.status).toBe('failed')
    expect(ran.text).toContain('"All is lost" is visible')
    expect((await done('check that "All is lost" is not visible; click "Yes"')).status).toBe('done')
    expect((await question.output()).code).toBe(0)
  })
})

describe('calculator (GTK)', { timeout: 40_000 }, () => {
  beforeAll(() => open(['galculator'], 'galculator'))
  afterAll(closeOpened)

  it('calculates with its buttons', async () => {
    await done('click "7", click "*", click "6", click "=", then check that "42" is visible. Press ctrl+c.')
    expect(desk.clipboard()).toBe('42')
  })

  it('is operated through its menu', async () => {
    await done('click "AC"; click "9"; click "sqrt"; open the "Edit" menu; click "Copy"')
    expect(desk.clipboard()).toBe('3')
  })

  it('shows another mode', async () => {
    await done(
      'open the "View" menu and click "Scientific Mode"; wait until "sin" is visible; open the "View" menu; click "Basic Mode"; wait until "sin" is gone',
    )
  })
})

describe('editor (Qt)', { timeout: 60_000 }, () => {
  const start = async (name: string, text: string) => {
    const path = await desk.write(name, text)
    await open(['featherpad', '--standalone', path], name)
  }
  afterEach(closeOpened)

  it('adds a line and saves', async () => {
    await start('list.txt', 'apples\nbread\n')
    await done('press ctrl+End; type "cheese"; press Enter; press ctrl+s')
    await expect.poll(() => desk.file('list.txt')).toBe('apples\nbread\ncheese\n')
  })

  it('writes over a word, an ordinal telling which', async () => {
    await start('fruit.txt', 'pear\nbanana\npear\n')
    await done('double-click the second "pear"; type "plum"; press ctrl+s')
    await expect.poll(() => desk.file('fruit.txt')).toBe('pear\nbanana\nplum\n')
  })

  it('selects by dragging', async () => {
    await start('words.txt', 'alpha beta gamma delta\n')
    await done('double-click "beta"; press Delete; press ctrl+s')
    await expect.poll(() => desk.file('words.txt')).toBe('alpha  gamma delta\n')
  })

  it('saves under another name through the menu and the dialog', async () => {
    await start('first.txt', 'to be kept\n')
    const target = join(desk.folder, 'second.txt')
    await done(
      `open the "File" menu; click "Save As..."; wait for the window "Save"; set "File name" to "${target}"; press Enter; wait until "second.txt" is visible`,
    )
    await expect.poll(() => desk.file('second.txt')).toBe('to be kept\n')
  })

  it('takes a correction while it works', async () => {
    await start('steer.txt', '')
    const ran = await desk.run('press ctrl+End; wait 2 seconds; type "PostgreSQL"; press ctrl+s', (session) =>
      session.command({ type: 'steer', text: 'it is "MongoDB", not "PostgreSQL"', when: 'now' }, 'person'),
    )
    expect(ran.status).toBe('done')
    await expect.poll(() => desk.file('steer.txt')).toBe('MongoDB\n')
  })
})

describe('terminal (xterm)', { timeout: 40_000 }, () => {
  afterEach(closeOpened)

  it('runs a command and waits for what it prints', async () => {
    await open(['xterm', '-title', 'Shell', '-fa', 'DejaVu Sans Mono', '-fs', '11', '-e', 'sh'], 'Shell')
    const out = join(desk.folder, 'out.txt')
    await done(
      `click in the window "Shell"; type "sleep 1; echo finished it; echo stored > ${out}"; press Enter; wait until "finished it" is visible`,
    )
    await expect.poll(() => desk.file('out.txt')).toBe('stored\n')
  })
})

describe('page (Chromium)', { timeout: 40_000 }, () => {
  let page: Page
  let close: () => Promise<void>
  const notes = () => page.evaluate(() => (globalThis as unknown as { notes: string[] }).notes)

  beforeAll(async () => {
    ;({ page, close } = await openPage(desk, readFileSync(join(import.meta.dirname, 'offline-page.html'), 'utf8')))
  }, 60_000)
  afterEach(() => page.evaluate(() => void ((globalThis as unknown as { notes: string[] }).notes.length = 0)))
  afterAll(() => close())

  it('fills in a form and sends it', async () => {
    await done(
      'type "Ada Lovelace" into "Full name"; fill in "Street" with "New Road 2"; type "Ring twice" into "Anything else?"; click "Submit order"',
    )
    expect(await notes()).toEqual(['submit name=Ada Lovelace&street=New Road 2&comments=Ring twice'])
  })

  const cases: readonly (readonly [task: string, note: string])[] = [
    ['click "Delete" in the row of "Pencil"', 'delete pencil'],
    ['click the third "Edit"', 'edit eraser'],
    ['click the last "Delete"', 'delete eraser'],
    ['click "Edit" right of "4.50"', 'edit notebook'],
    ['right-click "Context area"', 'context menu'],
    ['double-click "Twice"', 'double click'],
    ['hover over "Show hint"', 'hover'],
    ['click the link "Terms and conditions"', 'terms'],
    ['press the "Sign out" button', 'sign out'],
    ['drag "Parcel" to "Outbox"', 'dropped'],
  ]
  it.each(cases)('%s', async (task, note) => {
    await done(task)
    expect(await notes()).toContain(note)
  })

  it('ticks a checkbox and takes an option', async () => {
    await done('tick the checkbox "Subscribe to newsletter" and select "Express"')
    expect(await page.isChecked('#news')).toBe(true)
    expect(await page.isChecked('#express')).toBe(true)
  })

  it('waits for what appears later', async () => {
    await done('click "Load prices"; wait until "Prices are ready" is visible; check that "Loading" is not visible')
    expect(await page.textContent('#state')).toBe('Prices are ready')
  })

  it('scrolls to what is far below, and back to what is above', async () => {
    await done('scroll down until "Imprint" is visible; click "Imprint"')
    expect(await notes()).toContain('imprint')
    await done('click "Profile"')
    expect(await notes()).toContain('profile')
  })
})
