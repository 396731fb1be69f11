/** A screen made of lines of text, windows and boxes, and a way to play the offline model on it turn by turn. */
import { createOfflineModel } from '../../../../electron/models/offline/offline.js'
import type { Scene, SceneWindow } from '../../../../electron/models/offline/scene.js'
import type { CallResult, TurnAnswer, TurnRequest } from '../../../../electron/models/model.js'
import type { Action } from '../../../../electron/protocol/action.js'
import type { Problem } from '../../../../electron/protocol/problem.js'
import type { BridgeProblem, DesktopWindow, Look, Outcome, RawImage, Rect, TextLine } from '../../../../native-bridge/types.js'

const LETTER = 8
const HEIGHT = 12

/** A line of text as the reader tells it: letters 8 px wide, 12 px high. */
export const line = (text: string, x: number, y: number, confidence = 95): TextLine => {
  let at = x
  const words = text.split(' ').map((word) => {
    const placed = { text: word, x: at, y, width: word.length * LETTER, height: HEIGHT, confidence }
    at += (word.length + 1) * LETTER
    return placed
  })
  return { text, x, y, width: text.length * LETTER, height: HEIGHT, confidence, words }
}

export const SIZE = { width: 800, height: 600 }

/** A white screen with the outlines of boxes. */
export const image = (boxes: readonly Rect[] = [], size = SIZE): RawImage => {
  const data = new Uint8Array(size.width * size.height * 4).fill(255)
  const dot = (x: number, y: number) => data.fill(90, (y * size.width + x) * 4, (y * size.width + x) * 4 + 3)
  for (const box of boxes) {
    for (let x = box.x; x < box.x + box.width; x++) [box.y, box.y + box.height - 1].forEach((y) => dot(x, y))
    for (let y = box.y; y < box.y + box.height; y++) [box.x, box.x + box.width - 1].forEach((x) => dot(x, y))
  }
  return { ...size, data, format: 'rgba' }
}

export const window = (title: string, rect: Partial<Rect> = {}, active = false): SceneWindow => ({
  title,
  active,
  x: 0,
  y: 0,
  ...SIZE,
  ...rect,
})

export const scene = (lines: readonly TextLine[], windows: readonly SceneWindow[] = [], boxes: readonly Rect[] = []): Scene => ({
  lines,
  windows,
  image: image(boxes),
})

export interface Screen {
  /** reading fails with it */
  readonly problem?: BridgeProblem
  readonly lines: readonly TextLine[]
  readonly windows?: readonly SceneWindow[]
  readonly boxes?: readonly Rect[]
  /** share of the display that changed since the look before */
  readonly changed?: number
  readonly changedRect?: Rect | null
}

export interface Played {
  readonly answers: readonly TurnAnswer[]
  /** every action asked for, in order */
  readonly actions: readonly Action[]
  readonly last: TurnAnswer
  readonly messages: readonly string[]
}

interface Play {
  readonly task: string
  /** one a turn; the last one stays */
  readonly screens: readonly Screen[]
  readonly turns?: number
  readonly display?: { readonly width: number; readonly height: number }
  /** what becomes of the actions of a turn (1 = the first); done when nothing is said */
  readonly results?: (turn: number) => Partial<CallResult['steps'][number]> | undefined
  readonly steers?: (turn: number) => readonly string[]
}

const toDesktopWindow = (given: SceneWindow, index: number): DesktopWindow => ({
  ...given,
  id: String(index),
  app: '',
  pid: null,
})

const lookAt = (screen: Screen, display: { width: number; height: number }): Look => {
  const fit = Math.min(1, 1600 / display.width, 900 / display.height)
  const picture = { width: Math.round(display.width * fit), height: Math.round(display.height * fit) }
  return {
    space: { display: { id: 'd', x: 0, y: 0, ...display, scale: 1, primary: true }, picture },
    raw: image(screen.boxes, display),
    picture: { ...picture, id: 'f', bytes: new Uint8Array(), mime: 'image/jpeg' },
    reason: 'settled',
    settledMs: 1,
    changed: screen.changed ?? 1,
    changedRect: screen.changedRect === undefined ? { x: 0, y: 0, ...display } : screen.changedRect,
  }
}

export const ask = async (
  screen: Screen,
  request: Partial<TurnRequest> & { readonly task: TurnRequest['task'] },
  display: { readonly width: number; readonly height: number } = SIZE,
): Promise<Outcome<TurnAnswer, Problem>> => {
  // a new model each turn: it must know everything from the request alone
  const model = createOfflineModel({
    text: {
      read: () => Promise.resolve(screen.problem ? { ok: false, problem: screen.problem } : { ok: true, value: screen.lines }),
      close: () => Promise.resolve(),
    },
    listWindows: () => Promise.resolve({ ok: true, value: (screen.windows ?? []).map(toDesktopWindow) }),
  })
  const rest = { turn: 1, session: 's', history: [], results: [], steers: [], notes: [], pictureDetail: 'original', tools: [] }
  return model.think({ ...rest, ...request, look: lookAt(screen, display) }, new AbortController().signal)
}

const isOver = (answer: TurnAnswer) =>
  answer.calls.some((call) => call.kind === 'computer' && call.actions.some((step) => step.ok && step.action.kind === 'done'))

const actionsOf = (answer: TurnAnswer): readonly Action[] =>
  answer.calls.flatMap((call) => (call.kind === 'computer' ? call.actions.flatMap((step) => (step.ok ? [step.action] : [])) : []))

export async function play({ task, screens, turns = 60, display = SIZE, results, steers }: Play): Promise<Played> {
  const answers: TurnAnswer[] = []
  let history: unknown[] = []
  for (let turn = 1; turn <= turns; turn++) {
    const before = answers.at(-1)
    const screen = screens[Math.min(turn, screens.length) - 1]!
    const answered = await ask(
      screen,
      {
        turn,
        task: { text: task, images: [] },
        history,
        results: before ? resultsOf(before, results?.(turn - 1)) : [],
        steers: (steers?.(turn) ?? []).map((text, i) => ({ id: String(i), text })),
      },
      display,
    )
    if (!answered.ok) throw new Error(answered.problem.message)
    answers.push(answered.value)
    // the log keeps items as JSON
    history = JSON.parse(JSON.stringify([...history, ...answered.value.items])) as unknown[]
    if (isOver(answered.value)) break
  }
  return {
    answers,
    actions: answers.flatMap(actionsOf),
    last: answers.at(-1)!,
    messages: answers.flatMap((answer) => answer.messages.map((message) => message.text)),
  }
}

const resultsOf = (answer: TurnAnswer, said: Partial<CallResult['steps'][number]> | undefined): readonly CallResult[] =>
  answer.calls.map((call) => ({
    callId: call.callId,
    acknowledged: [],
    steps: call.kind === 'computer' ? call.actions.map(() => ({ result: 'done' as const, ...said })) : [],
  }))
