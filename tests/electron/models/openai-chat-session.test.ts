/** Whole sessions with open models: real HTTP to the strict server, the real runner, the desktop in memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiChatModel } from '../../../electron/models/openai-chat.js'
import { DIALECTS } from '../../../electron/models/dialects/choose-dialect.js'
import { limitsSchema } from '../../../electron/protocol/settings.js'
import type { Clock } from '../../../electron/runner/running-session.js'
import { startSession } from '../../../electron/runner/run-session.js'
import { openFakeDesktop } from '../../../native-bridge/index.js'
import type { Size } from '../../../native-bridge/types.js'
import { startFakeChatServer, type FakeChatServer, type FakeTurn } from '../../support/fake-chat-server.js'
import { memoryLog } from '../../support/memory-log.js'
import { NAME, SAVE, WINDOW } from '../../support/scenario.js'
import { asJson, asXml } from './dialects/computer-use-cases.js'

const clock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

let server: FakeChatServer
afterEach(() => server.close())

async function run(turns: readonly FakeTurn[], dialect: string) {
  server = await startFakeChatServer({ turns })
  const desktop = openFakeDesktop({ windows: [WINDOW], clock })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const log = memoryLog(clock)
  const model = createOpenAiChatModel({ apiKey: '', baseUrl: server.url, dialect, loadFrame: (id) => log.loadFrame(id) })
  const session = startSession(
    { bridge: desktop.bridge, model, log, clock },
    {
      task: 'Save the form',
      images: [],
      display: displays.value[0]!,
      displays: displays.value,
      approvals: 'risky',
      limits: limitsSchema.parse({ steps: 20 }),
      secrets: [],
      canAnswer: () => true,
      atLimit: 'finish',
      dryRun: false,
      shownSettings: {},
      version: '0.1.0',
      past: [],
      addition: null,
    },
  )
  return { end: await session.ended, desktop }
}

const SCREEN: Size = { width: 1280, height: 800 }
type Place = { readonly x: number; readonly y: number }
const share = ({ x, y }: Place) => ({ x: Math.round((x / SCREEN.width) * 1000), y: Math.round((y / SCREEN.height) * 1000) })
/** px of the picture that the dialect asked for */
const scaled =
  (picture: Size) =>
  ({ x, y }: Place) => ({
    x: Math.round((x * picture.width) / SCREEN.width),
    y: Math.round((y * picture.height) / SCREEN.height),
  })

const use = (write: typeof asJson, at: (place: Place) => Place): readonly string[] => {
  const point = (place: Place) => [at(place).x, at(place).y]
  return [
    write({ action: 'left_click', coordinate: point(NAME) }) + write({ action: 'type', text: 'Ann' }),
    write({ action: 'left_click', coordinate: point(SAVE) }),
    write({ action: 'terminate', status: 'success', text: 'Saved.' }),
  ]
}
const written = (calls: readonly string[]): string => `Thought: on.\nAction: ${calls.join('\n\n')}`
const code = (...lines: readonly string[]): string =>
  `## Thought:\nOn.\n## Action:\nDo it.\n## Code:\n\`\`\`python\n${lines.join('\n')}\n\`\`\``
const holo = (call: object): string => JSON.stringify({ note: null, thought: 'On.', tool_call: call })
const box = (action: string): string => `On.\n<|begin_of_box|>${action}<|end_of_box|>\nMemory:\n[]`
const seed = (name: string, parameters: Record<string, string>): string => {
  const inner = Object.entries(parameters).map(([key, value]) => `<parameter=${key}>${value}</parameter>`)
  return `<function=${name}>${inner.join('')}</function>`
}
const seeds = (...calls: readonly string[]): string =>
  `<gui_think>On.</gui_think><seed:tool_call>${calls.join('')}</seed:tool_call>`

function tars(at: (place: Place) => Place): readonly string[] {
  const spot = (place: Place) => `start_box='(${at(place).x},${at(place).y})'`
  return [
    written([`click(${spot(NAME)})`, "type(content='Ann')"]),
    written([`click(${spot(SAVE)})`]),
    written(["finished(content='Saved.')"]),
  ]
}

/** The same little task in the words of each family: click the field, type, save, say so. */
const TASKS: Readonly<Record<string, (picture: Size) => readonly string[]>> = {
  'ui-tars-1.0': () => tars(share),
  'ui-tars-1.5': (picture) => tars(scaled(picture)),
  'ui-tars-2': () => {
    const point = (place: Place) => ({ point: `<point>${share(place).x} ${share(place).y}</point>` })
    return [
      seeds(seed('click', point(NAME)), seed('type', { content: 'Ann' })),
      seeds(seed('click', point(SAVE))),
      seeds(seed('finished', { content: 'Saved.' })),
    ]
  },
  'fara-7b': (picture) => use(asJson, scaled(picture)),
  'fara-1.5': () => use(asJson, share),
  'qwen2.5-vl': (picture) => use(asJson, scaled(picture)),
  'qwen3-vl': () => use(asJson, share),
  'qwen3.5': () => use(asXml, share),
  generic: () => [...use(asJson, share).slice(0, 2), 'Saved.'],
  holo: () => [
    holo({ tool_name: 'click', element: 'name', ...share(NAME) }),
    holo({ tool_name: 'write', content: 'Ann' }),
    holo({ tool_name: 'click', element: 'save', ...share(SAVE) }),
    holo({ tool_name: 'answer', content: 'Saved.' }),
  ],
  'holo-1.5': (picture) => {
    const act = (action: object): string => JSON.stringify({ note: null, thought: 'On.', action })
    return [
      act({ action: 'write_element_abs', element: 'name', content: 'Ann', ...scaled(picture)(NAME) }),
      act({ action: 'click_element', element: 'save', ...scaled(picture)(SAVE) }),
      act({ action: 'answer', content: 'Saved.' }),
    ]
  },
  'glm-v': () => [
    box(`left_click(start_box='[${share(NAME).x},${share(NAME).y}]', element_info='name')`),
    box("type(content='Ann')"),
    box(`left_click(start_box='[${share(SAVE).x},${share(SAVE).y}]')`),
    box('DONE()'),
  ],
  opencua: (picture) => {
    const at = scaled(picture)
    return [
      code(`pyautogui.click(x=${at(NAME).x}, y=${at(NAME).y})`, "pyautogui.write('Ann')"),
      code(`pyautogui.click(${at(SAVE).x}, ${at(SAVE).y})`),
      code("computer.terminate(status='success', answer='Saved.')"),
    ]
  },
}

describe.each(DIALECTS.map((dialect) => [dialect.name, dialect] as const))('a session in the dialect %s', (name, dialect) => {
  it('clicks where it means to, types, and ends', async () => {
    const replies = TASKS[name]!(dialect.pictureSize(SCREEN))
    const { end, desktop } = await run(
      replies.map((content) => ({ content })),
      name,
    )
    expect(server.refused).toEqual([])
    expect(end.status).toBe('done')
    expect(desktop.textOf('name')).toBe('Ann')
    expect(desktop.events).toContainEqual(expect.objectContaining({ kind: 'button', control: 'save', down: true }))
  })

  it('is told of a reply that cannot be read, and goes on', async () => {
    const replies = TASKS[name]!(dialect.pictureSize(SCREEN))
    const broken = name === 'generic' ? '<tool_call>{"na' : 'Hm, <tool_call>{"na'
    const { end } = await run([{ content: broken }, ...replies.map((content) => ({ content }))], name)
    expect(end.status).toBe('done')
    expect(JSON.stringify(server.turns[1]?.messages.at(-1))).toContain('Not carried out')
    expect(server.refused).toEqual([])
  })
})
