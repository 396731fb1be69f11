import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { makePicture } from '../../native-bridge/index.js'
import { answer, computer, click, saying, tool, type } from '../support/builders.js'
import { playedTool, toolBox } from '../support/played-tools.js'
import { only, play, resultsOf, SAVE, type Scene } from '../support/scenario.js'

const end = saying('Done.')
const calling = (...calls: Parameters<typeof answer>[0]) => answer(calls)
const answering =
  (value: string) =>
  (event: SessionEvent, { say }: Scene) => {
    if (event.type === 'approval.asked') say({ type: 'answer', id: event.id, value })
  }

describe('a tool', () => {
  it('is offered, run, and its output told to the model', async () => {
    const box = toolBox(playedTool('build', { output: 'All well.' }))
    const {
      events,
      model,
      end: over,
    } = await play({ options: { tools: box }, turns: [calling(tool('build', { fast: true })), end] })
    expect(over.status).toBe('done')
    expect(model.asked[0]?.tools.map((one) => one.name)).toEqual(['build'])
    expect(box.ran).toEqual([{ name: 'build', input: { fast: true } }])
    expect(only(events, 'tool.finished')).toMatchObject([{ id: 't1.1', result: 'done', output: 'All well.' }])
    expect(model.asked[1]?.results[0]).toMatchObject({ output: 'All well.' })
  })

  it('is closed with the session, once the log says how it ended', async () => {
    const box = toolBox(playedTool('build', {}))
    await play({ options: { tools: box }, turns: [end] })
    expect(box.closed).toBe(1)
  })

  it('shows what it prints while it runs, gathered into few lines', async () => {
    const box = toolBox(
      playedTool('build', {
        prints: [
          ['stdout', 'one '],
          ['stdout', 'two'],
          ['stderr', 'oh'],
        ],
      }),
    )
    const { events } = await play({ options: { tools: box }, turns: [calling(tool('build')), end] })
    const lines = only(events, 'tool.output')
    expect(lines.map(({ id, stream, text }) => [id, stream, text])).toEqual([
      ['t1.1', 'stdout', 'one two'],
      ['t1.1', 'stderr', 'oh'],
    ])
    const types = events.map((event) => event.type)
    expect(types.indexOf('tool.output')).toBeGreaterThan(types.indexOf('tool.started'))
    expect(types.lastIndexOf('tool.output')).toBeLessThan(types.indexOf('tool.finished'))
  })

  it('that prints without end does not fill the log', async () => {
    const prints = Array.from({ length: 400 }, () => ['stdout', 'x'.repeat(1000)] as const)
    const { events } = await play({
      options: { tools: toolBox(playedTool('yes', { prints })) },
      turns: [calling(tool('yes')), end],
    })
    const lines = only(events, 'tool.output')
    expect(lines.map((line) => line.text).join('').length).toBeLessThan(70_000)
    expect(lines.at(-1)).toMatchObject({ stream: 'info', text: 'More is not shown here.' })
  })

  it('may show a picture, which is kept and told to the model by its id', async () => {
    const seen = makePicture(new Uint8Array([1, 2, 3]), { mime: 'image/png', size: { width: 8, height: 8 }, quality: 80 })
    const box = toolBox(playedTool('view_image', { pictures: [seen] }))
    const { events, model } = await play({ options: { tools: box }, turns: [calling(tool('view_image')), end] })
    expect(only(events, 'frame').map((event) => event.id)).toContain(seen.id)
    expect(model.asked[1]?.results[0]?.pictures).toEqual([seen.id])
  })

  it('that the model made up is refused and nothing after it is done', async () => {
    const box = toolBox(playedTool('build', {}))
    const { events, desktop } = await play({
      options: { tools: box },
      turns: [calling(tool('rmrf'), computer(click(SAVE.x, SAVE.y))), end],
    })
    expect(resultsOf(events)).toEqual(['t1.1 failed', 'a1.2 skipped'])
    expect(desktop.clicksOn('save')).toBe(0)
  })

  it('with an input that cannot be is refused before it runs', async () => {
    const box = toolBox(playedTool('build', { refuses: 'The path leaves the workspace.' }))
    const { events } = await play({ options: { tools: box }, turns: [calling(tool('build')), end] })
    expect(only(events, 'tool.finished')[0]).toMatchObject({
      result: 'failed',
      problem: { message: 'The path leaves the workspace.' },
    })
    expect(only(events, 'tool.started')).toEqual([])
    expect(box.ran).toEqual([])
  })

  it('that breaks is told as failed and the session goes on', async () => {
    const { events, end: over } = await play({
      options: { tools: toolBox(playedTool('build', { breaks: 'Boom' })) },
      turns: [calling(tool('build')), end],
    })
    expect(only(events, 'tool.finished')[0]).toMatchObject({ result: 'failed', problem: { kind: 'bug' } })
    expect(over.status).toBe('done')
  })
})

describe('a tool and the person', () => {
  it('asks for what is risky with the tool’s own words, and runs after a yes', async () => {
    const box = toolBox(playedTool('shell', { risks: ['deletes'], what: 'rm -r build', where: '/work' }))
    const { events } = await play({ options: { tools: box }, turns: [calling(tool('shell')), end], on: answering('allow') })
    expect(only(events, 'approval.asked')[0]).toMatchObject({ for: 't1.1', what: 'rm -r build', where: '/work' })
    expect(box.ran.length).toBe(1)
  })

  it('does not run after a no', async () => {
    const box = toolBox(playedTool('shell', { risks: ['deletes'] }))
    const { events } = await play({ options: { tools: box }, turns: [calling(tool('shell')), end], on: answering('deny') })
    expect(resultsOf(events)).toEqual(['t1.1 denied'])
    expect(box.ran).toEqual([])
  })

  it('asks for every change but not for reading with `ask`', async () => {
    const box = toolBox(playedTool('read_file', { isReading: true }), playedTool('apply_patch', {}))
    const { events } = await play({
      options: { tools: box, approvals: 'ask' },
      turns: [calling(tool('read_file'), tool('apply_patch')), end],
      on: answering('allow'),
    })
    expect(only(events, 'approval.asked').map((event) => event.for)).toEqual(['t1.2'])
  })

  it('is cut short by a pause, and nothing follows before it has ended', async () => {
    const box = toolBox(playedTool('shell', { prints: [['stdout', 'on it\n']], hangs: true }))
    const { events } = await play({
      options: { tools: box },
      turns: [calling(tool('shell')), calling(computer(click(SAVE.x, SAVE.y))), end],
      on: (event, { say }) => {
        if (event.type === 'tool.output') say({ type: 'pause' })
        if (event.type === 'control' && event.state === 'paused') say({ type: 'continue' })
      },
    })
    expect(resultsOf(events)).toEqual(['t1.1 interrupted', 'a2.1 done'])
    expect(box.aborted).toBe(1)
  })

  it('is cut short by a steer and by a stop', async () => {
    for (const command of [{ type: 'steer', text: 'not so', when: 'now' } as const, { type: 'stop' } as const]) {
      const box = toolBox(playedTool('shell', { prints: [['stdout', 'on it\n']], hangs: true }))
      const { events } = await play({
        options: { tools: box },
        turns: [calling(tool('shell')), end],
        on: (event, { say }) => {
          if (event.type === 'tool.output') say(command)
        },
      })
      expect(resultsOf(events)).toEqual(['t1.1 interrupted'])
      expect(box.aborted).toBe(1)
    }
  })
})

describe('secrets for tools', () => {
  const secrets = [{ name: 'TOKEN', value: 's3cr3t-value', app: null, isForTools: true }]

  it('go into the input only, and never into the log or to the model', async () => {
    const box = toolBox(playedTool('deploy', { output: 'sent s3cr3t-value', prints: [['stdout', 'using s3cr3t-value']] }))
    const { events, model } = await play({
      options: { tools: box, secrets },
      turns: [calling(tool('deploy', { key: '{{secret:TOKEN}}' })), end],
      on: answering('allow'),
    })
    expect(only(events, 'approval.asked').length).toBe(1)
    expect(box.ran).toEqual([{ name: 'deploy', input: { key: 's3cr3t-value' } }])
    expect(JSON.stringify(events)).not.toContain('s3cr3t-value')
    expect(model.asked[1]?.results[0]?.output).toBe('sent {{secret:TOKEN}}')
  })

  it('are refused when they are not for tools', async () => {
    const box = toolBox(playedTool('deploy', {}))
    const typed = [{ name: 'TOKEN', value: 's3cr3t-value', app: null }]
    const { events } = await play({
      options: { tools: box, secrets: typed },
      turns: [calling(tool('deploy', { key: '{{secret:TOKEN}}' })), end],
    })
    expect(only(events, 'tool.finished')[0]).toMatchObject({ result: 'failed', problem: { kind: 'secret' } })
    expect(box.ran).toEqual([])
  })
})

describe('progress with tools', () => {
  const test = () => calling(tool('shell', { commands: ['npm test'] }))
  const patch = (number: number) => calling(tool('apply_patch', { number }))

  it('does not take the same tests after other edits for standing still', async () => {
    const box = toolBox(playedTool('shell', { output: 'red' }), playedTool('apply_patch', { output: 'ok' }))
    const turns = Array.from({ length: 20 }, (_, at) => [patch(at), test()]).flat()
    const { end: over } = await play({ options: { tools: box }, turns: [...turns, end] })
    expect(over.status).toBe('done')
  })

  it('still ends a session that only runs the same again', async () => {
    const box = toolBox(playedTool('shell', { output: 'red' }))
    const { end: over } = await play({ options: { tools: box }, turns: Array.from({ length: 20 }, test) })
    expect(over.problem?.kind).toBe('no-progress')
  })
})

it('types and tools may stand in one answer', async () => {
  const box = toolBox(playedTool('build', {}))
  const { events } = await play({ options: { tools: box }, turns: [calling(computer(type('a')), tool('build')), end] })
  expect(resultsOf(events)).toEqual(['a1.1 done', 't1.2 done'])
})
