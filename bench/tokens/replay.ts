/** What each way of talking to the model sends and costs over one recorded session, against the same strict server. */
import type { CallResult } from '../../electron/models/model.js'
import { createOpenAiModel, DEFAULT_OPENAI_MODEL } from '../../electron/models/openai.js'
import { costUsd, priceOf } from '../../electron/models/prices.js'
import type { Action } from '../../electron/protocol/action.js'
import { Conversation, done } from '../../tests/electron/models/conversation.js'
import { startFakeResponsesServer, type FakeTurn } from '../../tests/support/fake-responses-server.js'
import { headOf, weightOf, type Weights } from './pictures.js'
import type { Session, Step } from './skeleton.js'

export interface Spent {
  turns: number
  input: number
  cached: number
  output: number
  usd: number
  bytes: number
}

const TASK = 'Check the orders of the week: open each, correct the customer where it is wrong, write a note and save it.'
/** a model says what it does and why in a sentence */
const SAYS = 'The list shows the order I am looking for, so I open it and check the customer before I write the note.'

function wire(action: Action): object {
  switch (action.kind) {
    case 'click':
      return { type: 'click', button: action.button, x: action.x, y: action.y }
    case 'type':
      return { type: 'type', text: action.text }
    case 'chord':
      return { type: 'keypress', keys: action.keys }
    case 'scroll':
      return { type: 'scroll', x: action.x, y: action.y, scroll_x: action.dx, scroll_y: action.dy }
    default:
      throw new Error(`No session holds a ${action.kind}.`)
  }
}

const turnOf = (steps: readonly Step[]): FakeTurn => ({
  reasoning: true,
  commentary: SAYS,
  computer: steps.map(({ action }) => wire(action)),
})
const END: FakeTurn = { text: 'All orders of the week are checked.' }

function groupsOf({ steps }: Session): readonly (readonly Step[])[] {
  const groups = new Map<number, Step[]>()
  for (const step of steps) groups.set(step.group, [...(groups.get(step.group) ?? []), step])
  return [...groups.values()]
}

const nothing = (): Spent => ({ turns: 0, input: 0, cached: 0, output: 0, usd: 0, bytes: 0 })

export interface Way {
  /** a group of actions a turn, or each of them alone */
  readonly isBatching?: boolean
  readonly webSocket?: boolean
}

/** The adapter as it is. */
export async function ours(session: Session, { isBatching = true, webSocket = false }: Way = {}): Promise<Spent> {
  const groups = isBatching ? groupsOf(session) : session.steps.map((step) => [step])
  const spent = nothing()
  const weights: Weights = new Map()
  const turns = [...groups.map(turnOf), END]
  const server = await startFakeResponsesServer({
    turns: (body, number) => {
      spent.bytes += weightOf(body, weights)
      return turns[number - 1] ?? END
    },
  })
  const conversation = new Conversation()
  conversation.task = TASK
  const model = createOpenAiModel({
    apiKey: 'k',
    baseUrl: server.url,
    environment: 'linux',
    webSocket,
    loadFrame: conversation.loadFrame,
  })
  const size = model.picture.size(session.display)
  const show = (step: Step) => conversation.show(headOf(step.screen, size, 'image/jpeg', step.sent, weights))
  show(session.steps[0]!)
  let results: readonly CallResult[] = []
  for (let turn = 0; turn < turns.length; turn += 1) {
    const { calls, usage } = await conversation.answer(model, { results })
    results = calls.map((call) => done(call))
    spent.turns += 1
    spent.input += usage?.input ?? 0
    spent.cached += usage?.cached ?? 0
    spent.output += usage?.output ?? 0
    spent.usd += usage?.usd ?? 0
    const last = groups[turn]?.at(-1)
    if (last) show(last)
  }
  await server.close()
  return spent
}

type Item = Record<string, unknown>

interface Answer {
  readonly output: readonly Item[]
  readonly usage: {
    readonly input_tokens: number
    readonly input_tokens_details: { readonly cached_tokens: number; readonly cache_write_tokens: number }
    readonly output_tokens: number
  }
}

const dataUrl = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`
const GONE = headOf(0, { width: 64, height: 64 }, 'image/png', 200, new Map())

/** One action a turn, the whole screen as PNG in each; the newest `keep` pictures stay. */
export async function naive(session: Session, keep: number): Promise<Spent> {
  const spent = nothing()
  const weights: Weights = new Map()
  const turns = [...session.steps.map((step) => turnOf([step])), END]
  const server = await startFakeResponsesServer({
    turns: (body, number) => {
      spent.bytes += weightOf(body, weights)
      return turns[number - 1] ?? END
    },
  })
  const price = priceOf(DEFAULT_OPENAI_MODEL, {}, new Date())!
  const input: Item[] = [{ role: 'user', content: [{ type: 'input_text', text: TASK }] }]
  const shots: Item[] = []
  const shot = ({ screen, png }: Step): Item => {
    const { bytes } = headOf(screen, session.display, 'image/png', png, weights)
    return { type: 'computer_screenshot', image_url: dataUrl(bytes), detail: 'original' }
  }
  for (let turn = 0; turn < turns.length; turn += 1) {
    const answer = await ask(server.url, input)
    const { input_tokens, input_tokens_details: details, output_tokens } = answer.usage
    const tokens = {
      input: input_tokens,
      cached: details.cached_tokens,
      cacheWrite: details.cache_write_tokens,
      output: output_tokens,
    }
    spent.turns += 1
    spent.input += tokens.input
    spent.cached += tokens.cached
    spent.output += tokens.output
    spent.usd += costUsd(tokens, price)
    input.push(...answer.output)
    const step = session.steps[turn]
    for (const call of answer.output.filter((item) => item['type'] === 'computer_call')) {
      const item: Item = { type: 'computer_call_output', call_id: call['call_id'], output: shot(step!) }
      shots.push(item)
      input.push(item)
    }
    const old = shots.at(-keep - 1)
    if (old) old['output'] = { ...(old['output'] as Item), image_url: dataUrl(GONE.bytes) }
  }
  await server.close()
  return spent
}

async function ask(url: string, input: readonly Item[]): Promise<Answer> {
  const response = await fetch(`${url}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer k' },
    body: JSON.stringify({
      model: DEFAULT_OPENAI_MODEL,
      instructions: 'You operate a computer. Use the computer tool until the task is done, then say so.',
      tools: [{ type: 'computer' }],
      input,
      store: false,
      prompt_cache_key: 'naive',
    }),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Answer
}
