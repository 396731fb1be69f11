/** The hands: a click, a chord, two hundred characters into a terminal that writes down what it received. */
import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchProgram, systemClock, type Stroke } from '../../native-bridge/index.js'
import { valueOf } from '../session-steps.js'
import { median } from '../statistics.js'
import { runChild } from './child.js'
import type { Row } from './row.js'
import { click, never, type Stand } from './stand.js'
import { timesOf } from './times.js'

const COUNT = 100
const TEXT_ROUNDS = 5
const LINE = 'Pack my box with 5 dozen "liquor" jugs; (cost: $7 & 20% off!)\n'
const TEXT = LINE.repeat(4).slice(0, 199) + '\n'
const CHORD: readonly Stroke[] = [
  { kind: 'key', key: 'ctrl', down: true },
  { kind: 'key', key: 'a', down: true },
  { kind: 'key', key: 'a', down: false },
  { kind: 'key', key: 'ctrl', down: false },
]

export async function measureStrokes(stand: Stand): Promise<Row[]> {
  const { bridge, space, desktop } = stand
  const send = async (strokes: readonly Stroke[]) => valueOf(await bridge.input.send(strokes, space, never))
  const naive = (what: string, count = 10) => runChild<number[]>('naive.ts', [what, String(count)], desktop.env)
  const clicks: Row = {
    what: 'move + click',
    ours: await timesOf(COUNT, (step) => send(click(700 + (step % 2) * 300, 600))),
    goal: '≤ 5 ms',
    others: [
      ['nut-js', await naive('nutClick')],
      ['xdotool', await naive('xdotoolClick')],
    ],
  }
  const chords: Row = {
    what: 'chord',
    ours: await timesOf(COUNT, () => send(CHORD)),
    goal: '≤ 5 ms',
    others: [
      ['nut-js', await naive('nutChord')],
      ['xdotool', await naive('xdotoolChord')],
    ],
  }
  const perSecond = async (what: string, count: number) =>
    `${what} ${(1000 / median(await naive(`${what}Type`, count))).toFixed(0)}/s`
  const typed = await typeInto(stand)
  const beside = `${await perSecond('nut', 1)}, ${await perSecond('xdotool', 3)}`
  return [
    clicks,
    chords,
    {
      what: `type ${TEXT.length} ASCII characters by keys into a terminal`,
      ours: `${((1000 * TEXT.length) / median(typed.times)).toFixed(0)} characters/s, ${typed.lost} lost`,
      goal: '≥ 500/s, none lost',
      note: beside,
    },
  ]
}

async function typeInto({ bridge, space, desktop }: Stand): Promise<{ times: readonly number[]; lost: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-typed-'))
  const file = join(folder, 'received')
  const options = { env: desktop.env, waitForWindowMs: 20_000, bridge, signal: never }
  const terminal = valueOf(await launchProgram(`xterm -T receiver -e sh -c 'cat > "${file}"'`, options))
  const received = () => readFile(file, 'utf8').catch(() => '')
  const until = async (isSo: () => Promise<boolean>) => {
    for (const deadline = performance.now() + 10_000; performance.now() < deadline && !(await isSo());) {
      await systemClock.sleep(20, never)
    }
  }
  const isActive = async () => valueOf(await bridge.windows.list()).some(({ title, active }) => title === 'receiver' && active)
  await until(isActive)
  try {
    let expected = ''
    const times = await timesOf(
      TEXT_ROUNDS,
      async () => {
        expected += TEXT
        valueOf(await bridge.input.send([{ kind: 'text', text: TEXT }], space, never))
      },
      0,
    )
    await until(async () => (await received()).length >= expected.length)
    const got = await received()
    return { times, lost: [...expected].filter((character, at) => got[at] !== character).length }
  } finally {
    await terminal.close()
    await rm(folder, { recursive: true, force: true })
  }
}
