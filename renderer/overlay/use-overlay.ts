/** The overlay's state: which session it shows, what the person just pressed, and what each button does. */
import { useEffect, useRef, useState } from 'react'
import type { Command } from '../../electron/protocol/command.js'
import type { PlanItem } from '../../electron/protocol/event.js'
import type { AppState } from '../../electron/protocol/ipc.js'
import { ask, on, tell } from '../shared/api.js'
import { NOT_PRESSED, stripState, type Pressed, type StripState } from '../shared/session-state.js'
import { useSession } from '../shared/use-session.js'
import type { SessionView } from '../shared/view-types.js'

export interface OverlayActions {
  readonly stop: () => void
  readonly pause: () => void
  readonly takeOver: () => void
  readonly goOn: () => void
  readonly steer: (text: string, when: 'now' | 'next-turn') => void
  /** the plan as the person wants it */
  readonly replan: (items: readonly PlanItem[]) => void
  readonly answer: (id: string, value: string | boolean) => void
  /** a new task in the finished session */
  readonly follow: (text: string) => void
  readonly openReplay: () => void
  readonly openReview: () => void
  /** shows the private desktop it works on; null where there is none */
  readonly watch: (() => void) | null
}

export interface Overlay {
  readonly session: string | null
  readonly view: SessionView
  readonly state: StripState
  /** ms from the press of Stop until everything was let go, as far as it was measured */
  readonly releasedMs: number | null
  /** epoch ms when hands that yielded go on by themselves */
  readonly goesOnAtMs: number | null
  /** one sentence: a command that could not be given */
  readonly fault: string | null
  /** what the person chose to know a prompt by */
  readonly prompt: AppState['settings']['prompt'] | undefined
  readonly actions: OverlayActions
}

/** The running session; when it ends it stays until another one starts. */
function useShownSession(app: AppState | null): string | null {
  const [shown, setShown] = useState<string | null>(null)
  const live = app?.live ?? null
  if (live !== null && live !== shown) setShown(live)
  return live ?? shown
}

/** From the press in this window, or as the main process measured it for the hotkey. */
function useRelease(view: SessionView) {
  const pressedAt = useRef<number | null>(null)
  const [releasedMs, setReleasedMs] = useState<number | null>(null)
  const isStopped = view.control.state === 'stopped'
  useEffect(() => on('hotkey.heard', ({ name, ms }) => name === 'stop' && setReleasedMs(ms)), [])
  useEffect(() => {
    if (isStopped && pressedAt.current !== null) setReleasedMs(performance.now() - pressedAt.current)
  }, [isStopped])
  useEffect(() => {
    pressedAt.current = null
    setReleasedMs(null)
  }, [view.session, view.stretchFromMs])
  return { releasedMs: isStopped ? releasedMs : null, press: () => (pressedAt.current = performance.now()) }
}

export function useOverlay(app: AppState | null): Overlay {
  const session = useShownSession(app)
  const view = useSession(session)
  const [pressed, setPressed] = useState<Pressed>(NOT_PRESSED)
  const [fault, setFault] = useState<string | null>(null)
  const release = useRelease(view)
  const [goesOnAtMs, setGoesOnAt] = useState<number | null>(null)
  useEffect(() => on('control.goesOnAt', ({ atMs }) => setGoesOnAt(atMs)), [])
  // what was pressed counts until the log has caught up
  useEffect(() => setPressed(NOT_PRESSED), [view.session, view.stretchFromMs])
  useEffect(() => {
    if (view.control.state === 'running') setPressed((old) => ({ ...old, takeOver: false }))
  }, [view.control])

  const send = async (command: Command) => {
    if (session === null) return
    const answer = await ask('command', { session, command })
    setFault(answer.ok ? null : answer.problem.message)
    if (!answer.ok) setPressed(NOT_PRESSED)
  }
  const say = (command: Command, now?: Partial<Pressed>) => {
    if (now) setPressed((old) => ({ ...old, ...now }))
    void send(command)
  }
  const follow = async (task: string) => {
    const rest = { provider: null, model: null, display: null, approvals: null, follow: session }
    const answer = await ask('task.start', { task, ...rest })
    setFault(answer.ok ? null : answer.problem.message)
  }
  const actions: OverlayActions = {
    stop: () => (release.press(), say({ type: 'stop' }, { stop: true })),
    pause: () => say({ type: 'pause' }),
    takeOver: () => say({ type: 'takeOver' }, { takeOver: true }),
    goOn: () => say({ type: 'continue' }, { takeOver: false }),
    steer: (text, when) => say({ type: 'steer', text, when }),
    replan: (items) => say({ type: 'plan', items: [...items] }),
    answer: (id, value) => say({ type: 'answer', id, value }),
    follow: (text) => void follow(text),
    openReplay: () => session !== null && tell('sessions.openReplay', { session }),
    openReview: () => session !== null && tell('sessions.openReview', { session }),
    watch: app?.canWatch === true && session === app.live ? () => tell('watch.open', null) : null,
  }
  return {
    session,
    view,
    state: stripState(view, pressed),
    releasedMs: release.releasedMs,
    goesOnAtMs,
    fault,
    prompt: app?.settings.prompt,
    actions,
  }
}
