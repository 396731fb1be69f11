/** Every vendor's model takes over from every other's in mid-run, and the first one again from that: over the wire, nothing refused. */
import { expect, it, onTestFinished } from 'vitest'
import type { SessionPorts } from '../../../electron/runner/running-session.js'
import { startSession } from '../../../electron/runner/run-session.js'
import { openFakeDesktop } from '../../../native-bridge/index.js'
import { fakeClock } from '../../support/fake-clock.js'
import { memoryLog } from '../../support/memory-log.js'
import { only, WINDOW } from '../../support/scenario.js'
import type { Conversation } from './conversation.js'
import { VENDORS, WRITING, type Vendor, type VendorTurn } from './vendors.js'

const FROM: readonly Vendor[] = Object.values(VENDORS)
const PAIRS = FROM.flatMap((from) =>
  [...FROM, WRITING].filter((to) => to !== from).map((to) => ({ from, to, name: `${to.name} from ${from.name}` })),
)

async function start(vendor: Vendor, turns: readonly VendorTurn[]) {
  const server = await vendor.start(turns)
  onTestFinished(() => server.close())
  return server
}

const CLICK: VendorTurn = { text: 'I press the button that says 4711.', click: [20, 20] }

it.each(PAIRS)('$name and back', async ({ from, to }) => {
  const first = await start(from, [CLICK, { text: 'It is done.' }])
  const second = await start(to, [{ ...CLICK, text: 'I press once more, as no. 4712 is missing.' }])
  const clock = fakeClock()
  const desktop = openFakeDesktop({ windows: [WINDOW], clock })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const log = memoryLog(clock)
  const pictures = { loadFrame: (id: string) => log.loadFrame(id) } as Conversation
  const [one, other] = [from.model(first, pictures), to.model(second, pictures)]
  const makeModel: SessionPorts['makeModel'] = (_wish, now) =>
    Promise.resolve({ ok: true, value: now.model === one.id ? other : one })
  const session = startSession(
    { bridge: desktop.bridge, model: one, makeModel, log, clock },
    {
      task: 'Save the form',
      images: [],
      display: displays.value[0]!,
      displays: displays.value,
      approvals: 'never',
      limits: { steps: 20, costUsd: 0, minutes: 60 },
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
  log.subscribe((event) => {
    // each answers once, and while its click is done the other one is called
    if (event.type === 'action.started') session.command({ type: 'switch', model: 'the other one' }, 'person')
  })
  const end = await session.ended
  expect(first.refused).toEqual([])
  expect(second.refused).toEqual([])
  expect(end).toMatchObject({ status: 'done', text: 'It is done.' })
  expect(only(log.events, 'model.changed').map(({ turn, conversation }) => [turn, conversation])).toEqual([
    [2, 'summary'],
    [3, 'summary'],
  ])
  const [taken, back] = [JSON.stringify(second.bodies[0]), JSON.stringify(first.bodies[1])]
  for (const words of ['Save the form', 'take over this task', '4711']) expect(taken).toContain(words)
  for (const words of ['Save the form', 'take over this task', '4711', '4712']) expect(back).toContain(words)
})
