/** Work in programs as they come: the demo's editor with its dialogs, a terminal, a calculator. By keys, so that no place has to be known. */
import type { Action } from '../../electron/protocol/action.js'

type Group = readonly Action[]
type Kind = (number: number) => readonly Group[]

const type = (text: string): Action => ({ kind: 'type', text })
const key = (...keys: string[]): Action => ({ kind: 'chord', keys, repeat: 1 })
const wheel = (dy: number): Action => ({ kind: 'scroll', x: 900, y: 500, dx: 0, dy, modifiers: [] })

const SENTENCES = [
  'The invoices of the week were read one by one and compared with the list.',
  'Two of them name another customer than the order; both were corrected.',
  'What is left stands at the end of this note, with the number of each.',
]
const sentence = (n: number) => SENTENCES[n % SENTENCES.length]!

const EDITOR: readonly Kind[] = [
  (n) => [[type(`${n}. ${sentence(n)}\n`), type(`   ${sentence(n + 1)}\n`)]],
  // a dialog opens: what it holds must be seen
  (n) => [
    [key('Control', 'f')],
    [key('Control', 'a'), type(['order', 'customer', 'left'][n % 3]!), key('Return')],
    [key('Escape')],
  ],
  () => [[key('Control', 'Home')], [wheel(400)], [key('Control', 'End')]],
  (n) => [[key('Control', 's')], [key('Control', 'a'), type(`/tmp/deskhand-note-${n}.txt`)], [key('Escape')]],
  () => [[key('shift', 'Up'), key('shift', 'Up'), key('Delete')], [key('Control', 'z')]],
  () => [[key('F10')], [key('Right')], [key('Escape')]],
]

const TERMINAL: readonly Kind[] = [
  (n) => [[type(`ls -la /usr/share | head -${20 + (n % 20)}\n`)]],
  (n) => [[type(`seq ${n} ${n + 40} | paste -sd' '\n`)]],
  () => [[type('clear\n'), type('df -h\n')]],
  (n) => [[type(`grep -n root /etc/passwd; echo ${n}\n`)], [key('Up')], [key('Return')]],
  () => [[type('cat /etc/os-release\n')], [type('uname -a\n')]],
]

const CALCULATOR: readonly Kind[] = [
  (n) => [[type(`${n * 7}*${n + 3}`), key('Return')]],
  (n) => [[key('Escape'), type(`${n}.5+${n * 2}`), key('Return')]],
  (n) => [[type(`/${(n % 9) + 1}`), key('Return')]],
  () => [[key('F10')], [key('Down')], [key('Escape')]],
]

function worked(kinds: readonly Kind[], steps: number, seed: number): readonly Group[] {
  const groups: Group[] = []
  let done = 0
  for (let number = seed * 31; done < steps; number += 1) {
    for (const group of kinds[(number * 5 + (number >> 2)) % kinds.length]!(number)) {
      const kept = group.slice(0, steps - done)
      if (kept.length > 0) groups.push(kept)
      done += kept.length
    }
  }
  return groups
}

/** `work`: of that many single actions; `seed` decides what. */
export interface Programme {
  readonly name: string
  /** `folder`: for files of its own */
  readonly command: (folder: string) => string
  readonly lengths: readonly number[]
  readonly work: (steps: number, seed: number) => readonly Group[]
}

export const PROGRAMMES: readonly Programme[] = [
  {
    name: 'editor',
    command: (folder) => `env XDG_DATA_HOME=${folder} XDG_CONFIG_HOME=${folder} mousepad --disable-server`,
    lengths: [25, 60, 120],
    work: (steps, seed) => worked(EDITOR, steps, seed),
  },
  {
    name: 'terminal',
    command: () => 'xterm -maximized -fa Monospace -fs 11',
    lengths: [30, 80],
    work: (steps, seed) => worked(TERMINAL, steps, seed),
  },
  {
    name: 'calculator',
    command: (folder) => `env XDG_CONFIG_HOME=${folder} galculator`,
    lengths: [20],
    work: (steps, seed) => worked(CALCULATOR, steps, seed),
  },
]
