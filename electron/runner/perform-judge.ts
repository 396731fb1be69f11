/** Judges one thing to do just before it is done: can it be done at all, and what does the policy say? */
import { isInPicture, isInRect, toOsPoint, type DesktopWindow, type Outcome } from '../../native-bridge/index.js'
import { planStrokes, pointOf } from '../actions/plan-strokes.js'
import type { Effect } from '../agent/effects.js'
import type { Verdict } from '../agent/events.js'
import type { ActionItem } from '../agent/plan.js'
import type { Action } from '../protocol/action.js'
import type { ProblemKind } from '../protocol/problem.js'
import { judge } from '../safety/policy.js'
import { secretsIn } from '../safety/secrets.js'
import { judgeTool } from './judge-tool.js'
import { spaceOf, type Perform, type Workbench } from './workbench.js'

type JudgeEffect = Extract<Effect, { kind: 'judge' }>

export const performJudge: Perform<JudgeEffect> = async (bench, { ticket, item }, signal) => {
  const verdict = item.kind === 'tool' ? judgeTool(bench, item) : await judgeAction(bench, item)
  return signal.aborted ? null : { kind: 'judged', ticket, verdict }
}

async function judgeAction(bench: Workbench, { action, why, checks }: ActionItem): Promise<Verdict> {
  if (action.kind === 'zoom') return refuse('unknown-action', 'Looking closer at a part is not possible here.')
  const { approvals, secrets } = bench.options
  const place = isBound(bench, action) ? await keyboardPlace(bench) : { activeApp: '', url: null }
  const verdict = judge({ action, why, checks, mode: approvals, secrets, ...place })
  if (verdict.kind === 'deny' || verdict.kind === 'refuse') return verdict
  const refused = whyImpossible(bench, action)
  if (refused) return refused
  return verdict.kind === 'ask' ? { ...verdict, where: await whereItLands(bench, action) } : verdict
}

/** Unknown keys, points outside the picture, our own windows: refused before anything is pressed. */
function whyImpossible(bench: Workbench, action: Action): Verdict | null {
  const strokes = planStrokes(action)
  if (strokes.length === 0) return null
  const checked = bench.ports.bridge.input.check(strokes, spaceOf(bench))
  return checked.ok ? null : { kind: 'refuse', problem: checked.problem }
}

const refuse = (kind: ProblemKind, message: string): Verdict => ({
  kind: 'refuse',
  problem: { kind, message, retryable: false },
})

/** Does it type a secret that belongs to one program? */
export const isBound = ({ options }: Workbench, action: Action): boolean =>
  action.kind === 'type' &&
  secretsIn(action.text).some((name) => options.secrets.some((secret) => secret.name === name && secret.app !== null))

/** Which program, and which page of it, would get what is typed now. */
export async function keyboardPlace(bench: Workbench): Promise<{ readonly activeApp: string; readonly url: string | null }> {
  const window = await activeWindow(bench)
  const control = await bench.ports.bridge.controls.focused(new AbortController().signal)
  return { activeApp: window?.app ?? '', url: control?.url ?? null }
}

export async function activeWindow(bench: Workbench): Promise<DesktopWindow | null> {
  return (await windowsOf(bench)).find((window) => window.active) ?? null
}

async function windowsOf(bench: Workbench): Promise<readonly DesktopWindow[]> {
  const listed: Outcome<readonly DesktopWindow[]> = await bench.ports.bridge.windows.list()
  return listed.ok ? listed.value : []
}

/** The window it is aimed at, for the person; the active one where it has no point. */
async function whereItLands(bench: Workbench, action: Action): Promise<string> {
  const windows = await windowsOf(bench)
  const space = spaceOf(bench)
  const point = pointOf(action)
  const under = point && isInPicture(space, point) ? toOsPoint(space, point) : null
  const window = under ? windows.find((one) => isInRect(one, under)) : windows.find((one) => one.active)
  if (!window) return under ? 'the desktop' : 'the active window'
  return window.app === '' ? window.title : `${window.title} (${window.app})`
}
