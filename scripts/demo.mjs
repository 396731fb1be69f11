// `npm run demo`: set-up, then the main job with no key and no network. The offline model writes a note in a real editor and saves
// it through the editor's own dialog; the file is then checked here, outside the agent. Exit 0 only if it is right.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setUp } from './setup.mjs'
import { fail, root, say } from './shared.mjs'

const NOTE = 'Written by Deskhand: it read the screen, typed this, and saved it.'
const FILE = 'deskhand-demo.txt'
/** Seconds in which a person can keep their hands off, or press Ctrl+C. */
const COUNTDOWN = 5
const cli = join(root, 'dist', 'cli', 'cli.mjs')

const folder = mkdtempSync(join(tmpdir(), 'deskhand-demo-'))
const target = join(folder, FILE)

/** The editor of each system, and the way its own dialog saves. */
const JOBS = {
  linux: {
    // a data folder of its own: no unsaved text of the person's is offered or overwritten
    open: `env XDG_DATA_HOME=${folder} XDG_CONFIG_HOME=${folder} mousepad --disable-server`,
    steps: [
      `type "${NOTE}"`,
      'press ctrl+s',
      'wait until "Name"',
      'press ctrl+a',
      `type "${target}"`,
      'click "Save"',
      `check that "${FILE}" is visible`,
    ],
  },
  darwin: {
    open: 'open -W -n -a TextEdit --args -NSShowAppCentricOpenPanelInsteadOfUntitledFile NO',
    steps: [
      `type "${NOTE}"`,
      'press cmd+shift+t',
      'press cmd+s',
      'wait until "Save As"',
      'press cmd+shift+g',
      `type "${folder}"`,
      'press enter',
      'press cmd+a',
      `type "${FILE}"`,
      'press enter',
    ],
  },
  win32: {
    open: 'notepad.exe',
    steps: [
      `type "${NOTE}"`,
      'press ctrl+s',
      'wait until "File name"',
      'press ctrl+a',
      `type "${target}"`,
      'press enter',
      `check that "${FILE}" is visible`,
    ],
  },
}

const job = JOBS[process.platform]
if (!job) fail(`The demo knows no editor on ${process.platform}.`, 2)
await setUp('run').catch((error) => fail(error.message))
if (process.platform === 'linux' && spawnSync('which', ['mousepad'], { stdio: 'ignore' }).status !== 0)
  fail('The demo drives the editor mousepad. Install it, then start again.')

const onOwnScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY)
if (onOwnScreen) await countDown()
const display = onOwnScreen ? [] : ['--display', 'virtual:1280x800']

const task = job.steps.join('\n')
say(
  `\nThe task, in plain English for the offline model:\n${job.steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}\n`,
)
const code = await new Promise((resolve) => {
  const child = spawn(
    process.execPath,
    [cli, 'run', task, '--provider', 'offline', ...display, '--open', job.open, '--approve', 'never'],
    { stdio: 'inherit' },
  )
  child.on('exit', (exit) => resolve(exit ?? 1))
})

const saved = existsSync(target) ? readFileSync(target, 'utf8') : null
const isRight = saved !== null && saved.replace(/\r?\n$/, '') === NOTE
const replay = exportReplay()
rmSync(folder, { recursive: true, force: true })

console.log(
  isRight
    ? `\nChecked from outside: ${FILE} holds exactly the note.`
    : `\nChecked from outside: ${saved === null ? `${FILE} was not saved` : `${FILE} holds something else: ${JSON.stringify(saved)}`}.`,
)
if (replay) console.log(`Replay, opens in a browser without a network: ${replay}\n  ${pathToFileURL(replay).href}`)
if (code !== 0) fail(`The run ended with exit code ${code}.`)
if (!isRight) fail('The outcome is wrong.')
if (!replay) fail('The replay could not be written.')

/** Writes the newest session as one HTML file; null when that failed. */
function exportReplay() {
  const listed = spawnSync(process.execPath, [cli, 'sessions', '--json'], { encoding: 'utf8' })
  const sessions = listed.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const newest = sessions.filter((session) => session.task === task).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]
  if (!newest) return null
  const place = join(root, 'test-results')
  mkdirSync(place, { recursive: true })
  const file = join(place, 'demo-replay.html')
  const shown = spawnSync(process.execPath, [cli, 'show', newest.id, '--json'], { encoding: 'utf8' })
  if (shown.stdout.includes('"kind":"no-progress"')) fail('The session was taken for one that makes no progress.')
  const exported = spawnSync(process.execPath, [cli, 'export', newest.id, '--html', file], { encoding: 'utf8' })
  if (exported.status !== 0) say(exported.stderr.trim())
  return exported.status === 0 && existsSync(file) ? file : null
}

async function countDown() {
  say('The demo uses your mouse and keyboard for about a minute. Ctrl+C now, or Ctrl+Alt+. at any time, stops it.')
  for (let left = COUNTDOWN; left > 0; left -= 1) {
    say(`  starting in ${left} s`)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}
