import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import type { Tool } from '../../electron/tools/tool.js'
import { foundIn, PLANTED } from '../support/planted-secrets.js'
import { answer, ask, click, computer, doing, problem, saying, tool, type, wait } from '../support/builders.js'
import type { FakeWindowSpec } from '../../native-bridge/index.js'
import { NAME, only, play, SAVE, WINDOW, type Played } from '../support/scenario.js'

const PASSWORD = 'corr"ect horse\\battery'
const secret = (app: string | null = null) => ({ secrets: [{ name: 'pw', value: PASSWORD, app }] })
const end = saying('Done.')
const typing = doing(click(NAME.x, NAME.y), type('{{secret:pw}}'), click(SAVE.x, SAVE.y))

const forms = [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), encodeURIComponent(PASSWORD)]
const holdsSecret = (value: unknown) => forms.some((form) => JSON.stringify(value).includes(JSON.stringify(form).slice(1, -1)))

describe('a secret', () => {
  it('is typed by its value and appears nowhere in the log or in what the model is sent', async () => {
    const { desktop, events, model } = await play({ options: secret(), turns: [typing, end] })
    expect(desktop.textOf('name')).toBe(PASSWORD)
    expect(holdsSecret(events)).toBe(false)
    expect(holdsSecret(model.asked)).toBe(false)
    expect(only(events, 'action.proposed')[1]?.action).toMatchObject({ text: '{{secret:pw}}' })
  })

  it('is taken out wherever it turns up: in the task, a message, an answer, its items', async () => {
    const leaky = answer([computer(type(`x${PASSWORD}`))], {
      items: [
        { type: 'message', arguments: JSON.stringify({ text: PASSWORD }), url: `https://x/?q=${encodeURIComponent(PASSWORD)}` },
      ],
      reasoning: [`It reads ${PASSWORD}.`],
      messages: [{ text: PASSWORD, phase: 'commentary' }],
    })
    const { events, model, desktop } = await play({
      options: { ...secret(), task: `Type ${PASSWORD}` },
      turns: [doing(click(NAME.x, NAME.y)), leaky, end],
      on: (event, { say }) => {
        if (event.type === 'turn.started' && event.turn === 1)
          say({ type: 'steer', text: `it is ${PASSWORD}`, when: 'next-turn' })
      },
    })
    expect(holdsSecret(events)).toBe(false)
    expect(holdsSecret(model.asked)).toBe(false)
    expect(only(events, 'session.started')[0]?.task).toBe('Type {{secret:pw}}')
    expect(desktop.textOf('name')).toBe(`x${PASSWORD}`)
  })

  it('is typed into its own program only', async () => {
    const right = await play({ options: secret('form'), turns: [typing, end] })
    expect(right.desktop.textOf('name')).toBe(PASSWORD)
    const wrong = await play({ options: { ...secret('bank'), approvals: 'never' }, turns: [typing, end] })
    expect(wrong.desktop.textOf('name')).toBe('')
    expect(only(wrong.events, 'action.finished')).toMatchObject([
      { result: 'done' },
      { result: 'denied', problem: { kind: 'secret' } },
      { result: 'skipped' },
    ])
  })

  it('is not typed when another window came to the front while the person was asked', async () => {
    const { desktop, events } = await play({
      options: { ...secret('form'), approvals: 'ask' },
      windows: [WINDOW, { title: 'Chat', app: 'chat', x: 450, y: 40, width: 100, height: 80 }],
      turns: [doing(click(NAME.x, NAME.y), type('{{secret:pw}}')), end],
      on: (event, { desktop: it, say }) => {
        if (event.type !== 'approval.asked') return
        if (event.for === 'a1.2') it.activate('Chat')
        say({ type: 'answer', id: event.id, value: 'allow' })
      },
    })
    expect(only(events, 'action.finished').at(-1)).toMatchObject({ id: 'a1.2', result: 'denied', problem: { kind: 'secret' } })
    expect(desktop.events.filter((event) => event.kind === 'text')).toEqual([])
  })
})

const COVER = 0x70
/** Of each picture in order: is the middle of what was typed into the field painted over? */
function covered({ events, log }: Pick<Played, 'events' | 'log'>, at = { x: NAME.x - 120, y: NAME.y - 2 }): readonly boolean[] {
  return only(events, 'frame').map(({ id }) => {
    const picture = PNG.sync.read(Buffer.from(log.frames.get(id)!.bytes))
    const pixel = picture.data.subarray((at.y * picture.width + at.x) * 4, (at.y * picture.width + at.x) * 4 + 3)
    return pixel.every((part) => part === COVER)
  })
}

describe('the field a secret was typed into', () => {
  it('is painted over in every picture from then on, as stored and as sent, and the log says where', async () => {
    const played = await play({
      options: secret(),
      turns: [doing(click(NAME.x, NAME.y)), doing(type('{{secret:pw}}')), doing(wait(10)), doing(click(SAVE.x, SAVE.y)), end],
    })
    expect(covered(played)).toEqual([false, false, true, true, true])
    const [, , first] = only(played.events, 'frame')
    expect(first?.masked?.some(({ x, y }) => x < NAME.x && y < NAME.y)).toBe(true)
    for (const request of played.model.asked.slice(2))
      expect(request.look.raw.data[((NAME.y - 2) * request.look.raw.width + NAME.x - 120) * 4]).toBe(COVER)
  })

  it('is painted over when the typing was cut short', async () => {
    const played = await play({
      options: { secrets: [{ name: 'pw', value: 'ab'.repeat(400), app: null }] },
      turns: [doing(click(NAME.x, NAME.y)), doing(type('{{secret:pw}}')), doing(wait(1)), end],
      on: (event, { say }) => {
        if (event.type === 'action.started' && event.id === 'a2.1') setTimeout(() => say({ type: 'pause' }), 0)
        if (event.type === 'control' && event.state === 'paused') say({ type: 'continue' })
      },
    })
    expect(only(played.events, 'action.finished').find(({ id }) => id === 'a2.1')?.result).not.toBe('denied')
    expect(covered(played).slice(2)).not.toContain(false)
  })

  it('is painted over after a resume too, also when nobody gives the secret again', async () => {
    const first = await play({
      options: secret(),
      turns: [doing(click(NAME.x, NAME.y), type('{{secret:pw}}')), { problem: problem('model-auth') }],
    })
    const again = await play({
      options: { past: first.events },
      turns: [doing(wait(1)), end],
      before: ({ desktop }) => desktop.setText('name', PASSWORD),
    })
    expect(covered({ events: again.events.slice(first.events.length), log: again.log })).toEqual([true, true])
  })

  it('is shown again once the text is gone from it', async () => {
    const played = await play({
      options: secret(),
      turns: [doing(click(NAME.x, NAME.y), type('{{secret:pw}}')), doing(wait(1)), end],
      windows: [WINDOW],
      onAsk: (number, { desktop }) => {
        if (number === 2) desktop.closeWindow('Form')
      },
    })
    expect(covered(played)).toEqual([false, true, false])
  })
})

describe('a secret that shows on the screen', () => {
  const shown = (text: string): FakeWindowSpec => ({
    ...WINDOW,
    controls: [{ kind: 'label', id: 'note', text, x: 20, y: 20 }],
  })
  const at = { x: 40 + 22, y: 40 + 22 }

  it('is painted over though nobody typed it, also in a later window', async () => {
    const played = await play({ options: secret(), windows: [shown(PASSWORD)], turns: [doing(wait(1)), end] })
    expect(only(played.events, 'frame').every(({ masked }) => masked !== undefined)).toBe(true)
    expect(covered(played, at)).toEqual([true, true])
    const plain = await play({ options: secret(), windows: [shown('nothing')], turns: [end] })
    expect(only(plain.events, 'frame')[0]?.masked).toBeUndefined()
    expect(covered(plain, at)).toEqual([false])
  })

  it('that is kept and nobody named is not looked for; once the task names it, it is', async () => {
    const kept = { secrets: [{ name: 'pw', value: PASSWORD, app: null, isKept: true }] }
    const windows = [shown(PASSWORD)]
    const quiet = await play({ options: kept, windows, turns: [end] })
    expect(only(quiet.events, 'frame')[0]?.masked).toBeUndefined()
    const named = await play({ options: { ...kept, task: 'Type {{secret:pw}}' }, windows, turns: [end] })
    expect(only(named.events, 'frame')[0]?.masked).toBeDefined()
  })
})

describe('a key of a known shape that nobody declared', () => {
  const KEY = `ghp_${'aB3dE5gH7jK9'.repeat(3)}`

  it('in the task is a secret: the model has its name, and may type it by that', async () => {
    const { desktop, events, model } = await play({
      options: { task: `Enter ${KEY} as the token` },
      turns: [doing(click(NAME.x, NAME.y), type('{{secret:github-key-1}}')), end],
    })
    expect(desktop.textOf('name')).toBe(KEY)
    expect(JSON.stringify([events, model.asked])).not.toContain(KEY)
    expect(model.asked[0]?.task.text).toBe('Enter {{secret:github-key-1}} as the token')
  })

  it('said in a message, or written by the model itself, is one too', async () => {
    const other = `sk-${'Q1w2E3'.repeat(6)}`
    const { desktop, events, model } = await play({
      turns: [doing(click(NAME.x, NAME.y), type(KEY)), doing(type('{{secret:openai-key-1}}')), end],
      on: (event, { say }) => {
        if (event.type === 'turn.started' && event.turn === 1) say({ type: 'steer', text: `then ${other}`, when: 'next-turn' })
      },
    })
    expect(desktop.textOf('name')).toBe(KEY + other)
    for (const key of [KEY, other]) expect(JSON.stringify([events, model.asked])).not.toContain(key)
  })

  it('that only stood in what the model read may not be typed by name', async () => {
    const { events } = await play({
      turns: [
        answer([computer(wait(1))], { messages: [{ text: `I see ${KEY}`, phase: 'commentary' }] }),
        doing(type('{{secret:github-key-1}}')),
        end,
      ],
    })
    expect(JSON.stringify(events)).not.toContain(KEY)
    expect(only(events, 'action.finished').at(-1)).toMatchObject({ result: 'failed', problem: { kind: 'secret' } })
  })
})

it('the model is told once which secrets it may write, and where', async () => {
  const secrets = [
    { name: 'pw', value: PASSWORD, app: 'form' },
    { name: 'key', value: 'k', app: null, isForTools: true },
  ]
  const { model } = await play({ options: { secrets }, turns: [doing(wait(1)), end] })
  const words = 'Secrets you may write by name: {{secret:pw}} (typed only in form), {{secret:key}} (only in the input of tools).'
  expect(model.asked.map(({ notes }) => notes.includes(words))).toEqual([true, false])
})

it('fifty secrets of many shapes are nowhere in what a tool printed, in a window’s title, a question or a problem', async () => {
  const text = PLANTED.map(({ value }) => value).join(' | ')
  const printing: Tool = {
    name: 'leak',
    description: 'prints',
    parameters: { type: 'object' },
    form: 'function',
    foresee: () => ({ ok: true, value: { what: text, where: text, risks: [], isReading: false } }),
    run: (_input, { onOutput }) => {
      for (let at = 0; at < text.length; at += 7) onOutput('stdout', text.slice(at, at + 7))
      return Promise.resolve({ result: 'failed', output: text, problem: problem('bug', text) })
    },
  }
  const {
    events,
    model,
    end: ended,
  } = await play({
    options: {
      secrets: PLANTED.map((secret) => ({ ...secret, app: null })),
      approvals: 'ask',
      tools: { tools: [printing], close: () => Promise.resolve() },
    },
    windows: [{ ...WINDOW, title: text.slice(0, 400) }],
    turns: [answer([tool('leak')]), doing(ask(text)), doing(click(SAVE.x, SAVE.y)), { problem: problem('model-auth', text) }],
    on: (event, { say }) => {
      if (event.type === 'approval.asked') say({ type: 'answer', id: event.id, value: 'allow' })
      if (event.type === 'question.asked') say({ type: 'answer', id: event.id, value: text })
    },
  })
  expect(only(events, 'tool.finished')).toHaveLength(1)
  expect(foundIn(JSON.stringify([events, model.asked, ended.text, ended.problem]))).toEqual([])
})
