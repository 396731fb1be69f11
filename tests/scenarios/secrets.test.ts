import { describe, expect, it } from 'vitest'
import { answer, click, computer, doing, saying, type } from '../support/builders.js'
import { NAME, only, play, SAVE, WINDOW } from '../support/scenario.js'

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
