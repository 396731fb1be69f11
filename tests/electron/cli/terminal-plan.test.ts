import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { NO_PROGRESS, progressAfter, readPlanLine, readWhyLine, type Progress } from '../../../electron/cli/terminal-plan.js'
import { talkInTerminal } from '../../../electron/cli/terminal-talk.js'
import type { Command } from '../../../electron/protocol/command.js'
import type { SessionEvent } from '../../../electron/protocol/event.js'

const base = { v: 1, seq: 1, at: '2026-01-01T00:00:00.000Z', session: 'S' } as const
const plan = {
  ...base,
  type: 'plan',
  items: [
    { text: 'Look', status: 'done' },
    { text: 'Mend \u001b[31mit', status: 'active' },
    { text: 'Test', status: 'pending' },
  ],
} satisfies SessionEvent
const click = {
  ...base,
  type: 'action.proposed',
  id: 'a2.1',
  turn: 2,
  action: { kind: 'click', x: 10, y: 20, button: 'left', count: 1, modifiers: [] },
} satisfies SessionEvent
const tool = { ...base, type: 'tool.proposed', id: 't2.2', turn: 2, name: 'shell', input: {} } satisfies SessionEvent
const progress = [plan, click, tool].reduce(progressAfter, NO_PROGRESS)

const items = (line: string, at: Progress = progress) => {
  const said = readPlanLine(line, at)
  return said.kind === 'command' && said.command.type === 'plan'
    ? said.command.items.map((one) => `${one.status} ${one.text}`)
    : said
}
const sentence = (said: ReturnType<typeof readPlanLine>) => (said.kind === 'say' ? said.sentence : said.command)

describe('/plan', () => {
  it('alone shows the plan with its numbers and how to change it, and nothing of it controls the terminal', () => {
    const shown = sentence(readPlanLine('/plan', progress))
    expect(shown).toMatch(/1 \[x\] Look\n +2 \[>\] Mend ‹U\+001B›\[31mit\n +3 \[ \] Test\n +Type \/plan 2 NEW WORDS/)
    expect(sentence(readPlanLine('/plan', NO_PROGRESS))).toMatch(/no plan yet/)
  })

  it('rewords, drops, takes up again and adds a step, and leaves the others', () => {
    expect(items('/plan 3 Test twice')).toEqual(['done Look', 'active Mend \u001b[31mit', 'pending Test twice'])
    expect(items('/plan 3 drop')).toEqual(['done Look', 'active Mend \u001b[31mit', 'dropped Test'])
    expect(items('/plan 2 back')).toEqual(['done Look', 'pending Mend \u001b[31mit', 'pending Test'])
    expect(items('/plan + Say so')).toContain('pending Say so')
  })

  it.each(['/plan 4 x', '/plan 1 x', '/plan 2', '/plan x'])('%s changes nothing and says why', (line) => {
    expect(readPlanLine(line, progress).kind).toBe('say')
  })
})

describe('/why', () => {
  it.each(['/why', '/why 2'])('%s asks in the next request what the step was for, by what was done in it', (line) => {
    expect(readWhyLine(line, progress)).toEqual({
      kind: 'command',
      command: {
        type: 'steer',
        when: 'next-turn',
        text: 'Before anything else, in a sentence or two: why this, step 2, Click at 10, 20; Use shell?',
      },
    })
  })

  it.each(['/why 7', '/why it'])('%s is answered here', (line) => {
    expect(readWhyLine(line, progress).kind).toBe('say')
    expect(sentence(readWhyLine('/why', NO_PROGRESS))).toMatch(/Nothing was done yet/)
  })
})

it('both are understood while a question is open, and are no answer to it', () => {
  const stdin = new PassThrough()
  const commands: Command[] = []
  let said = ''
  const talk = talkInTerminal({ stdin, err: (text) => void (said += text) }, (command) => commands.push(command))
  talk.take(plan)
  talk.take(click)
  talk.take({ ...base, type: 'question.asked', id: 'q1', text: 'Go by it?', kind: 'text' })
  stdin.write('/plan 3 drop\n/why\n/plan\nyes, go\n')
  expect(commands).toMatchObject([
    { type: 'plan' },
    { type: 'steer', when: 'next-turn' },
    { type: 'answer', id: 'q1', value: 'yes, go' },
  ])
  expect(said).toContain('3 [ ] Test')
  talk.close()
})
