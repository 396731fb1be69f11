/** Recordings in real programs, the surroundings they are done again in, and changes that must be caught. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Came, Shown } from './redo-stage.js'

export interface Change {
  readonly name: string
  readonly to: (shown: Shown) => Shown
}

export interface Case {
  readonly name: string
  readonly shown: Shown
  readonly task: string
  /** did it do what it is for? */
  readonly isRight: (came: Came) => boolean
  /** surroundings in which a person would still know each target */
  readonly changes: readonly Change[]
  /** changes in which a step has lost its target or its effect */
  readonly caught: readonly Change[]
}

const moved: Change = { name: 'moved', to: (shown) => ({ ...shown, place: { x: 90, y: 120 } }) }
const display: Change = { name: 'other resolution', to: (shown) => ({ ...shown, display: { width: 1024, height: 768 } }) }
const dark: Change = { name: 'dark theme', to: (shown) => ({ ...shown, env: { ...shown.env, GTK_THEME: 'Adwaita:dark' } }) }
const twice: Change = { name: 'twice the scale', to: (shown) => ({ ...shown, env: { ...shown.env, GDK_SCALE: '2' } }) }
const resized = (width: number, height: number): Change => ({
  name: 'resized',
  to: (shown) => ({ ...shown, place: { x: 60, y: 60, width, height } }),
})
/** one word of the command for another */
const reworded = (name: string, from: string, to: string): Change => ({
  name,
  to: (shown) => ({ ...shown, command: shown.command.map((word) => word.replaceAll(from, to)) }),
})
const replaced = (name: string, ...command: string[]): Change => ({ name, to: (shown) => ({ ...shown, command }) })

const zenity = (title: string, ...args: string[]): Shown => ({ command: ['zenity', `--title=${title}`, ...args], title })
const printed =
  (text: string) =>
  ({ output }: Came): boolean =>
    output.trim() === text
const wrote =
  (name: string, text: string) =>
  (came: Came): boolean =>
    (came.file(name) ?? '').trimEnd() === text
const file =
  (name: string, text: string) =>
  (folder: string): void =>
    writeFileSync(join(folder, name), text)

const FORM = zenity('Add contact', '--forms', '--text=Enter the person', '--add-entry=First name', '--add-entry=Family name')
const QUESTION = zenity('Unsaved work', '--question', '--text=Do you want to keep the draft?')
const LIST = zenity('Fruit', '--list', '--text=Take one', '--column=Name', 'apple', 'banana', 'cherry', 'damson')
const CHECKS = zenity('Shopping', '--list', '--checklist', '--column=', '--column=Item', 'FALSE', 'milk', 'FALSE', 'honey')
const ENTRY = zenity('Name', '--entry', '--text=Your name')
const CALENDAR = zenity('Day', '--calendar', '--text=When?', '--day=3', '--month=5', '--year=2024', '--date-format=%F')
const WARNING = zenity('Careful', '--question', '--text=Remove the old copies?', '--ok-label=Remove', '--cancel-label=Leave')
const CALCULATOR: Shown = { command: ['galculator'], title: 'galculator' }
const script = (body: string) => ['xterm', '-title', 'Shell', '-fa', 'DejaVu Sans Mono', '-fs', '11', '-e', 'sh', '-c', body]
const SHELL: Shown = { command: script('PS1="ready> " exec sh -i'), title: 'Shell' }
const featherpad = (name: string, text: string): Shown => ({
  command: ['sh', '-c', `printf '${text}' > {dir}/${name}; exec featherpad --standalone {dir}/${name}`],
  title: name,
})
const mousepad = (name: string, text: string): Shown => ({
  command: ['sh', '-c', `printf '${text}' > {dir}/${name}; exec dbus-run-session mousepad {dir}/${name}`],
  title: name,
})

const page = (body: string, style = ''): Shown => ({
  command: [
    'sh',
    '-c',
    'exec chromium --no-sandbox --test-type --no-first-run --password-store=basic --disable-background-networking ' +
      '--disable-features=Translate --user-data-dir={dir}/profile --window-position=0,0 --window-size=900,640 --app=file://{dir}/page.html',
  ],
  title: 'Warehouse',
  before: file(
    'page.html',
    `<!doctype html><meta charset=utf8><title>Warehouse</title><style>body{font:16px sans-serif}${style}</style>${body}`,
  ),
})
const ORDER =
  '<h2>New order</h2><p><label>Article <input id=a></label><p><label>Amount <input id=n></label>' +
  "<p><button onclick=\"document.title='Sent '+a.value+' '+n.value;r.textContent='Order sent for '+a.value\">Send order</button><p id=r>"
const ORDER_PAGE = page(ORDER)
const SHELVES =
  '<h2>Shelves</h2><button onclick="r.textContent=\'Shelf one is empty now\'">Clear shelf one</button> ' +
  '<button onclick="r.textContent=\'Shelf two is full now\'">Fill shelf two</button><p id=r>'

export const CASES: readonly Case[] = [
  {
    name: 'a form is filled (zenity)',
    shown: FORM,
    task: 'Type "Ada" into "First name". Type "Lovelace" into "Family name". Click OK.',
    isRight: printed('Ada|Lovelace'),
    changes: [moved, display, dark, twice, resized(700, 300)],
    caught: [
      reworded('another field', 'Family name', 'Telephone'),
      replaced('another dialog', 'zenity', '--title=Add contact', '--question', '--text=Really?'),
    ],
  },
  {
    name: 'a question is answered (zenity)',
    shown: QUESTION,
    task: 'click "No"',
    isRight: (came) => came.end.status === 'done',
    changes: [moved, display, dark, twice],
    caught: [
      replaced(
        'other buttons',
        'zenity',
        '--title=Unsaved work',
        '--question',
        '--text=Do you want to keep the draft?',
        '--ok-label=Keep',
        '--cancel-label=Drop',
      ),
      reworded('it asks something else', 'keep the draft', 'delete the draft'),
      replaced('another program there', 'xterm', '-title', 'Unsaved work', '-geometry', '60x12+300+300', '-e', 'sleep', '60'),
    ],
  },
  {
    name: 'a row is taken (zenity)',
    shown: LIST,
    task: 'click "cherry"; click "OK"',
    isRight: printed('cherry'),
    changes: [moved, display, dark, resized(500, 420), reworded('rows in another order', 'apple', 'zucchini')],
    caught: [reworded('the row is gone', 'cherry', 'walnut')],
  },
  {
    name: 'a box is ticked (zenity)',
    shown: CHECKS,
    task: 'click left of "honey"; click "OK"',
    isRight: printed('honey'),
    changes: [moved, display, dark, resized(460, 380)],
    caught: [
      reworded('the row is gone', 'honey', 'flour'),
      {
        name: 'it is ticked already',
        to: () => zenity('Shopping', '--list', '--checklist', '--column=', '--column=Item', 'FALSE', 'milk', 'TRUE', 'honey'),
      },
    ],
  },
  {
    name: 'a field is filled (zenity)',
    shown: ENTRY,
    task: 'type "Grace Hopper" into "Your name"; press Enter',
    isRight: printed('Grace Hopper'),
    changes: [moved, display, dark, twice],
    caught: [reworded('another field', 'Your name', 'Password of the bank')],
  },
  {
    name: 'a day is taken (zenity)',
    shown: CALENDAR,
    task: 'click "17"; press the "OK" button',
    isRight: printed('2024-05-17'),
    changes: [moved, display, dark],
    caught: [],
  },
  {
    name: 'a warning is confirmed (zenity)',
    shown: WARNING,
    task: 'click "Remove"',
    isRight: (came) => came.end.status === 'done',
    changes: [moved, dark, twice],
    caught: [reworded('the label says something else', 'Remove', 'Renew')],
  },
  {
    name: 'a sum is calculated (galculator)',
    shown: CALCULATOR,
    task: 'click "7"; click "*"; click "6"; click "="',
    isRight: (came) => came.end.status === 'done',
    changes: [moved, display, dark],
    caught: [],
  },
  {
    name: 'a command is run (xterm)',
    shown: SHELL,
    task: 'click in the window "Shell"; type "echo stored it > note.txt"; press Enter',
    isRight: wrote('note.txt', 'stored it'),
    changes: [
      moved,
      display,
      { name: 'dark theme', to: (shown) => ({ ...shown, command: ['xterm', '-rv', ...shown.command.slice(1)] }) },
    ],
    caught: [{ name: 'no shell listens', to: (shown) => ({ ...shown, command: script('printf "ready> "; exec cat') }) }],
  },
  {
    name: 'a line is added and saved (featherpad)',
    shown: featherpad('list.txt', 'apples\\nbread\\n'),
    task: 'press ctrl+End; type "cheese"; press Enter; press ctrl+s',
    isRight: wrote('list.txt', 'apples\nbread\ncheese'),
    changes: [moved, display, resized(640, 480)],
    caught: [],
  },
  {
    name: 'a word is written over (featherpad)',
    shown: featherpad('fruit.txt', 'pear\\nbanana\\nplum\\n'),
    task: 'double-click "banana"; type "quince"; press ctrl+s',
    isRight: (came) => /^pear\n(fig\n)?quince\nplum\s*$/.test(came.file('fruit.txt') ?? ''),
    changes: [
      moved,
      display,
      { name: 'the word a line lower', to: () => featherpad('fruit.txt', 'pear\\nfig\\nbanana\\nplum\\n') },
    ],
    caught: [{ name: 'the word is gone', to: () => featherpad('fruit.txt', 'pear\\nmelon\\nplum\\n') }],
  },
  {
    name: 'a note is written and saved by the menu (mousepad)',
    shown: mousepad('note.txt', 'first line\\n'),
    task: 'press ctrl+End; type "second line"; open the "File" menu; click "Save"',
    isRight: wrote('note.txt', 'first line\nsecond line'),
    changes: [moved, display, dark, resized(700, 500)],
    caught: [],
  },
  {
    name: 'an order is sent (Chromium)',
    shown: ORDER_PAGE,
    task: 'type "pencils" into "Article"; type "40" into "Amount"; click "Send order"',
    isRight: (came) => came.end.status === 'done',
    changes: [
      moved,
      display,
      resized(760, 560),
      { name: 'dark theme', to: () => page(ORDER, 'body{background:#222;color:#eee}') },
      { name: 'larger', to: () => page(ORDER, 'body{zoom:1.4}') },
    ],
    caught: [
      { name: 'the button does nothing', to: () => page(ORDER.replace(/onclick="[^"]*"/, '')) },
      { name: 'it answers with an error', to: () => page(ORDER.replace('Order sent for ', 'The stock is empty: ')) },
      { name: 'another button there', to: () => page(ORDER.replace('>Send order<', '>Cancel order<')) },
      {
        name: 'something lies over it',
        to: () =>
          page(
            `${ORDER}<div style="position:fixed;inset:60px 0 0 0;background:#fff"><p>We use cookies<button>Fine</button></div>`,
          ),
      },
    ],
  },
  {
    name: 'a shelf is filled (Chromium)',
    shown: page(SHELVES),
    task: 'click "Fill shelf two"',
    isRight: (came) => came.end.status === 'done',
    changes: [
      display,
      {
        name: 'buttons in another order',
        to: () => page(SHELVES.replace(/(<button.*?<\/button>) (<button.*?<\/button>)/, '$2 $1')),
      },
    ],
    caught: [
      {
        name: 'the labels exchanged',
        to: () =>
          page(
            SHELVES.replace('Fill shelf two', 'x')
              .replace('Clear shelf one', 'Fill shelf two')
              .replace('>x<', '>Clear shelf one<'),
          ),
      },
    ],
  },
]
