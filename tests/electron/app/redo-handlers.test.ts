/** What the replay window is told can be done with a session, and recordings saved from it; starting is shown in the real app. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { redoHandlers, type RedoHandlerParts } from '../../../electron/app/redo-handlers.js'
import { Replays } from '../../../electron/app/replays.js'
import { readRecording } from '../../../electron/recordings/recording-files.js'
import { createSessionStore } from '../../../electron/sessions/session-store.js'
import { opened, STARTED, temporaryFolder, TOTALS, turn } from '../sessions/temporary.js'

const FIXTURES = join(import.meta.dirname, '../../fixtures/sessions/v1')
const [LONG = ''] = readdirSync(FIXTURES).sort()
const WINDOW = `replay:${LONG}` as const

async function stage(session = LONG, isLive = false) {
  const home = temporaryFolder()
  const folder = join(home, 'sessions', session)
  if (session === LONG) cpSync(join(FIXTURES, LONG), folder, { recursive: true })
  const store = createSessionStore({ home })
  const screens = { read: () => Promise.resolve(''), close: () => Promise.resolve() }
  const replays = new Replays({ store, isLive: () => isLive, outputPrice: () => null, screens, push: () => undefined })
  const started: unknown[] = []
  const start = (what: unknown) => {
    started.push(what)
    return Promise.resolve({ ok: true as const, value: { session: 'new' } })
  }
  const parts = { home, store, replays, isLive: () => isLive, startTask: start, startRedo: start }
  const rest = { windows: { get: () => null, showReplay: () => undefined }, task: { whenEnded: () => Promise.resolve() } }
  const handlers = redoHandlers({ ...parts, ...rest } as unknown as RedoHandlerParts)
  const open = () => replays.open(session, WINDOW)
  const close = () => replays.closeAll(WINDOW)
  const can = async () => {
    const answer = await handlers['sessions.can']({ session }, WINDOW)
    return answer.ok ? answer.value : answer.problem.message
  }
  return { home, folder, store, handlers, started, open, close, can }
}

const source = { session: LONG, version: null, edits: [] }

test('an edited session is saved beside it, is a version of it from then on, and stays as it was', async () => {
  const { home, handlers, open, close } = await stage()
  await open()
  const read = await handlers['redo.read'](source, WINDOW)
  const [step] = read.ok ? read.value.recording.steps : []
  const edits = [{ kind: 'describe' as const, step: step?.id ?? '', intent: 'Say hello.' }]
  const wish = { ...source, edits, name: 'hello', asSkill: false }
  expect(await handlers['redo.save'](wish, WINDOW)).toMatchObject({ ok: true, value: { name: 'hello' } })
  expect(existsSync(join(home, 'recordings', 'hello', 'SKILL.md'))).toBe(false)
  const stored = await readRecording(join(home, 'recordings', 'hello'))
  expect(stored.ok && stored.value.recording.steps[0]?.intent).toBe('Say hello.')
  expect(readdirSync(join(home, 'recordings', 'hello', 'frames')).length).toBeGreaterThan(0)

  const again = await handlers['redo.save'](wish, WINDOW)
  expect(again).toMatchObject({ problem: { message: 'There is a recording “hello” already. Choose another name.' } })
  const strange = await handlers['redo.save']({ ...wish, name: '../hello' }, WINDOW)
  expect(strange).toMatchObject({ problem: { message: expect.stringContaining('letters, digits') as string } })
  const skill = await handlers['redo.save']({ ...source, version: 'hello', name: 'hello-skill', asSkill: true }, WINDOW)
  expect(skill.ok && existsSync(join(skill.value.folder, 'SKILL.md'))).toBe(true)
  const versions = await handlers['redo.read'](source, WINDOW)
  expect(versions).toMatchObject({
    value: {
      versions: ['hello', 'hello-skill'],
      recording: {
        steps: [
          { intent: step?.intent },
          ...Array<unknown>((read.ok ? read.value.recording.steps.length : 1) - 1).fill(expect.anything()),
        ],
      },
    },
  })
  const other = await handlers['redo.read']({ ...source, version: '../sessions' }, WINDOW)
  expect(other).toMatchObject({ ok: false, problem: { message: expect.stringContaining('letters, digits') as string } })
  close()
})

test('it is started with its values; a change that cannot be starts nothing', async () => {
  const { handlers, started, open, close } = await stage()
  await open()
  const run = { ...source, values: { text1: 'x' }, display: null, open: '' }
  expect(await handlers['redo.start'](run, WINDOW)).toMatchObject({ value: { session: 'new' } })
  expect(started).toMatchObject([{ values: new Map([['text1', 'x']]) }])
  const wrong = { ...run, edits: [{ kind: 'delete' as const, step: 'nowhere' }] }
  expect(await handlers['redo.start'](wrong, WINDOW)).toMatchObject({ ok: false })
  expect(started).toHaveLength(1)
  close()
})

test('a session that runs is neither resumed nor done again, and one that is not open in the window is not touched', async () => {
  const { can, open, close, handlers } = await stage(LONG, true)
  expect(await can()).toBe('This session is not open in this window.')
  await open()
  const why = 'This session is running. Tell it what to change, or stop it first.'
  expect(await can()).toMatchObject({ resume: why, again: why })
  expect(await handlers['sessions.resume']({ session: LONG, message: 'x' }, WINDOW)).toMatchObject({ problem: { message: why } })
  close()
})

test('a log of a newer version is shown with a problem, and neither resumed nor done again', async () => {
  const { folder, open, close, can, handlers, store } = await stage()
  const log = join(folder, 'log.jsonl')
  writeFileSync(log, readFileSync(log, 'utf8').replaceAll('{"v":1,', '{"v":99,'))
  const about = await open()
  expect(about.ok && about.value.problems).toContain(
    'The log was written by a newer Deskhand; what this one does not know of it is left out.',
  )
  const [listed] = await store.list()
  expect(listed?.problems.join()).toContain('newer Deskhand')
  expect(await can()).toMatchObject({
    resume: 'A newer Deskhand wrote this session. Update this one to go on with it.',
    again: 'A newer Deskhand wrote this session. Update this one to do it again.',
  })
  const run = { ...source, values: {}, display: null, open: '' }
  expect(await handlers['redo.start'](run, WINDOW)).toMatchObject({ ok: false })
  close()
})

test('what never began, was done by no model, or did nothing says so', async () => {
  const session = '01JD0000000000000000000000'
  const cases = [
    [{ ...STARTED, provider: 'person' }, { resume: 'No model did this, so there is none to go on. Run it again instead.' }],
    [
      STARTED,
      {
        resume: null,
        needsMessage: true,
        fork: 'No step of this session was completed, so there is nothing to fork.',
        again: 'Nothing was done in this session that could be done again.',
      },
    ],
    [turn(1), { resume: 'This session never began. Start its task anew.' }],
  ] as const
  for (const [first, expected] of cases) {
    const { folder, open, close, can, handlers } = await stage(session)
    const log = await opened(folder, session)
    await log.append(first)
    await log.append({ type: 'session.finished', status: 'done', text: '', totals: TOTALS })
    await log.close()
    await open()
    expect(await can()).toMatchObject(expected)
    if (first === STARTED)
      expect(await handlers['sessions.resume']({ session, message: null }, WINDOW)).toMatchObject({
        problem: { message: 'The task is done. Say what it shall also do.' },
      })
    close()
  }
})
