/** Recorded in a real program, done again in changed surroundings, and looked at from outside; the whole matrix is a benchmark. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Model, TurnRequest } from '../../electron/models/model.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { createScriptedModel } from '../../electron/models/scripted.js'
import { openVirtualDesktop, type VirtualDesktop } from '../../native-bridge/index.js'
import { sessionProblems } from '../support/event-schema.js'
import { CASES } from './redo-matrix.js'
import { measureCase } from './redo-measure.js'
import { openRedoStage, type Recorded, type RedoStage, type Shown } from './redo-stage.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const LONG = 120_000
const run = promisify(execFile)
const form = (second: string): Shown => ({
  command: [
    'zenity',
    '--forms',
    '--title=Add contact',
    '--text=Enter the person',
    '--add-entry=First name',
    `--add-entry=${second}`,
  ],
  title: 'Add contact',
})
const FORM = form('Family name')

describe('a recording', { timeout: LONG }, () => {
  let stage: RedoStage
  let recorded: Recorded
  beforeAll(async () => {
    stage = openRedoStage()
    recorded = await stage.record(FORM, 'Type "Ada" into "First name". Type "Lovelace" into "Family name". Click OK.')
    expect(recorded.output).toBe('Ada|Lovelace')
  }, LONG)
  afterAll(() => stage.close(), LONG)

  it('is done again with other values, typed as they are', async () => {
    const redone = await stage.redo(recorded, FORM, { values: { text1: '{{secret:x}}', text2: 'O’Hara; $HOME' } })
    expect(redone.end).toMatchObject({ status: 'done' })
    expect(redone.output).toBe('{{secret:x}}|O’Hara; $HOME')
    expect(redone.verdicts.map(({ verdict }) => verdict)).not.toContain('failed')
  })

  it('finds its targets in a moved window of a dark theme', async () => {
    const dark = { ...FORM, env: { GTK_THEME: 'Adwaita:dark' }, place: { x: 90, y: 380 } }
    const redone = await stage.redo(recorded, dark)
    expect(redone.end).toMatchObject({ status: 'done', text: 'Done again: 3 adapted.' })
    expect(redone.output).toBe('Ada|Lovelace')
    for (const { how } of redone.verdicts) expect(how).toMatch(/^by .*moved by \(-?\d+, -?\d+\)$/)
  })

  it('stops where a field is another one, with what was expected and what was seen, and types nothing there', async () => {
    const redone = await stage.redo(recorded, form('Telephone'))
    expect(redone.end).toMatchObject({ status: 'failed', text: 'Step 2 of 3 failed: “Family name” is not on the screen.' })
    const failed = redone.verdicts.at(-1)
    expect(failed).toMatchObject({ step: 2, verdict: 'failed' })
    expect(failed?.expected).toMatch(/^[0-9a-f]{64}$/)
    expect(failed?.seen).toMatch(/^[0-9a-f]{64}$/)
    expect(redone.output).toBe('')
  })

  it('goes on after a model has done the step that failed', async () => {
    const asked: TurnRequest[] = []
    const scripted = createScriptedModel({
      script: [
        {
          actions: [
            { kind: 'chord', keys: ['Tab'] },
            { kind: 'type', text: '555' },
          ],
        },
        { text: 'The telephone is entered.' },
      ],
    })
    const think: Model['think'] = (request, signal) => {
      asked.push(request)
      return scripted.think(request, signal)
    }
    const redone = await stage.redo(recorded, form('Telephone'), { repair: { ...scripted, think } })
    expect(redone.output).toBe('Ada|555')
    expect(redone.verdicts.map(({ verdict }) => verdict)).toEqual([expect.any(String), 'repaired', expect.any(String)])
    expect(asked[0]?.task.text).toContain('“Family name” is not on the screen')
    expect(asked[0]?.task.images).toHaveLength(1)
    expect(asked[1]?.history).toHaveLength(2)
  })
})

/** The whole matrix is `npm run bench -- redo`. */
const LEAN: Readonly<Record<string, { readonly kept: string; readonly caught: string }>> = {
  'a box is ticked (zenity)': { kept: 'resized', caught: 'it is ticked already' },
  'a command is run (xterm)': { kept: 'dark theme', caught: 'no shell listens' },
  'a shelf is filled (Chromium)': { kept: 'buttons in another order', caught: 'the labels exchanged' },
}

describe('in a real program', { timeout: LONG }, () => {
  let stage: RedoStage
  beforeAll(() => {
    stage = openRedoStage()
  })
  afterAll(() => stage.close(), LONG)

  it.each(Object.entries(LEAN))(
    '%s in other surroundings, and not where a change must be caught',
    async (name, { kept, caught }) => {
      const whole = CASES.find((one) => one.name === name)
      if (!whole) throw new Error(`the matrix has no ${name}`)
      const changes = whole.changes.filter((change) => change.name === kept)
      const row = await measureCase(
        stage,
        { ...whole, changes, caught: whole.caught.filter((change) => change.name === caught) },
        { patienceMs: 3000 },
      )
      expect(row).toEqual({ name, kept: [kept], lost: [], caught: [caught], missed: [] })
    },
  )
})

describe.runIf(process.platform === 'linux')('the command line', { timeout: LONG }, () => {
  let desktop: VirtualDesktop
  const home = mkdtempSync(join(tmpdir(), 'deskhand-record-'))
  beforeAll(async () => {
    const opened = await openVirtualDesktop({ width: 1024, height: 768 })
    if (!opened.ok) throw new Error(opened.problem.message)
    desktop = opened.value
  }, LONG)
  afterAll(async () => {
    await desktop.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })

  const deskhand = (...words: string[]) => {
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, DESKHAND_HOME: home, XDG_RUNTIME_DIR: home, ...desktop.env }
    const child = spawn(process.execPath, [CLI, ...words], { env, cwd: home, stdio: 'pipe' })
    onTestFinished(() => void child.kill('SIGKILL'))
    const printed = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
    const ended = once(child, 'close').then(([code]) => code as number | null)
    return { ended, out: () => printed.out, err: () => printed.err }
  }
  /** the person */
  const hand = (...words: string[]) => run('xdotool', words, { env: { ...process.env, ...desktop.env } })
  const entry = `zenity --entry --title=Name --text="Your name"`

  it('records a person until the stop hotkey, as a skill that replay does alone', async () => {
    const record = deskhand('record', 'greet', '--json', '--open', entry)
    await expect.poll(() => record.err(), { timeout: 20_000 }).toContain('Recording.')
    await hand('mousemove', '512', '384', 'sleep', '1', 'type', '--delay', '40', 'Grace')
    await hand('sleep', '1.5', 'key', 'Return', 'sleep', '1', 'key', 'ctrl+alt+period')
    expect(await record.ended).toBe(0)
    const events = record
      .out()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as SessionEvent)
    expect(sessionProblems(events)).toEqual([])
    expect(events[0]).toMatchObject({ type: 'session.started', provider: 'person', task: 'greet' })
    const actions = events.flatMap((event) => (event.type === 'action.proposed' ? [event.action] : []))
    expect(actions).toEqual([
      { kind: 'type', text: 'Grace' },
      { kind: 'chord', keys: ['Enter'], repeat: 1 },
    ])
    const skill = readFileSync(join(home, 'recordings', 'greet', 'SKILL.md'), 'utf8')
    for (const part of ['name: greet', '## When to use it', '## Inputs', '`text1`', '## Steps', '## How to verify'])
      expect(skill).toContain(part)
    expect(existsSync(join(home, 'recordings', 'greet', 'recording.json'))).toBe(true)

    const out = join(home, 'out.txt')
    const again = deskhand('replay', 'greet', '--set', 'text1=Ada', '--approve', 'never', '--open', `sh -c '${entry} > ${out}'`)
    expect(await again.ended).toBe(0)
    expect(again.out()).toContain('Done again')
    await expect.poll(() => readFileSync(out, 'utf8')).toBe('Ada\n')
  })

  it('does it once for each row, and refuses values that would press other keys', async () => {
    const rows = join(home, 'rows.csv')
    writeFileSync(rows, 'text1\n"a\nb"\n')
    const refused = deskhand('replay', 'greet', '--rows', rows)
    expect(await refused.ended).toBe(2)
    expect(refused.err()).toContain('holds a line end')
    const unknown = deskhand('replay', 'greet', '--set', 'colour=red')
    expect(await unknown.ended).toBe(2)
    expect(unknown.err()).toContain('has no parameter `colour`; it has text1')
  })

  it('ends with 1 where the target is not there', async () => {
    const failed = deskhand('replay', 'greet', '--approve', 'never', '--open', 'xterm -title Other -e sleep 100')
    expect(await failed.ended, failed.err()).toBe(1)
    expect(failed.err()).toMatch(/Expected: .*\/frames\/[0-9a-f]{64}\.\w+\nSeen: /)
  })
})
