/** The picture of the README, taken anew: the overlay beside a real editor, in the middle of a task that a person has steered. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { heard, LONG, soon, stage, startTask } from '../support/app-stage.js'
import { ROOT } from '../support/running-app.js'

const here = stage()
const NOTES = 'Deployment\n\nThe orders service keeps its data in PostgreSQL 14.\nBackups run at 02:00.\n'

it('shows what it does and why beside the editor it works in', { timeout: LONG }, async () => {
  const { scene } = here
  const file = join(scene.home, 'notes.md')
  writeFileSync(file, NOTES)
  mkdirSync(join(scene.home, 'recordings', 'greet'), { recursive: true })
  writeFileSync(join(scene.home, 'recordings', 'greet', 'SKILL.md'), '# greet\n\nType hello and press Return.\n')
  execFileSync('xsetroot', ['-solid', '#5f7480'], { env: scene.env })
  // a data folder of its own: what an editor keeps of unsaved text must not wait for the next one
  scene.start('env', `HOME=${scene.home}`, 'mousepad', '--disable-server', file)
  const editor = await scene.windowNamed('notes.md')
  await scene.x('windowmove', editor, '60', '70', 'windowsize', editor, '900', '640')
  const app = await here.open([
    {
      reasoning: 'The notes are open. I look for the line that names the database.',
      computer: [
        { type: 'keypress', keys: ['CTRL', 'HOME'] },
        { type: 'click', button: 'left', x: 300, y: 200 },
      ],
    },
    {
      reasoning: 'The third line names the old database; I put the caret at its end.',
      computer: [{ type: 'keypress', keys: ['CTRL', 'END'] }],
    },
    {
      reasoning: 'A new line says where the data is now.',
      computer: [{ type: 'type', text: 'Since March the orders are kept in MongoDB.' }],
    },
    { delayMs: 60_000, text: 'The notes are right.' },
  ])
  const session = await startTask(app, 'Correct the database in the deployment notes')
  await heard(app, session, 'turn.started', { turn: 4 })
  expect(JSON.stringify(app.server.turns[0]?.input), 'a skill is offered in the app too').toContain('# greet')
  await app.ask('command', { session, command: { type: 'steer', text: 'It is MongoDB, not PostgreSQL.', when: 'next-turn' } })
  await app.ask('window.minimize', null)
  await app.overlay.getByText('It is MongoDB, not PostgreSQL.').first().waitFor()
  await vi.waitFor(async () => expect(await app.overlay.getByText('MongoDB').count()).toBeGreaterThan(1), soon)
  const picture = join(ROOT, 'test-results', 'app', 'at-work.png')
  await scene.x('mousemove', '700', '690')
  execFileSync('import', ['-window', 'root', picture], { env: scene.env })
  expect(statSync(picture).size).toBeGreaterThan(20_000)
  await app.ask('command', { session, command: { type: 'stop' } })
  expect(readFileSync(file, 'utf8')).toBe(NOTES)
})
