/** Judges one thing to do just before it is done: can it be done at all, and what does the policy say? */
import { describeAction } from '../actions/describe-action.js'
import { isDoing, planStrokes } from '../actions/plan-strokes.js'
import type { Effect } from '../agent/effects.js'
import type { Verdict } from '../agent/events.js'
import type { ActionItem } from '../agent/plan.js'
import type { Action } from '../protocol/action.js'
import type { Spot } from '../protocol/risk.js'
import { judge, type PolicyInForce } from '../safety/judge.js'
import { judgeTyping } from '../safety/judge-typing.js'
import { secretsIn } from '../safety/secrets.js'
import { findRisks, type Sight } from './find-risks.js'
import { judgeTool } from './judge-tool.js'
import { whyNoRegion } from './perform-zoom.js'
import { policyInForce } from './policy-in-force.js'
import { spaceOf, type Perform, type Workbench } from './workbench.js'

type JudgeEffect = Extract<Effect, { kind: 'judge' }>

export const performJudge: Perform<JudgeEffect> = async (bench, { ticket, item }, signal) => {
  const verdict = item.kind === 'tool' ? await judgeTool(bench, item) : await judgeAction(bench, item, signal)
  return signal.aborted ? null : { kind: 'judged', ticket, verdict }
}

async function judgeAction(bench: Workbench, item: ActionItem, signal: AbortSignal): Promise<Verdict> {
  const { action, why, checks } = item
  const noRegion = action.kind === 'zoom' ? whyNoRegion(bench, action) : null
  if (noRegion) return { kind: 'refuse', problem: noRegion }
  const forbidden = await judgeSecretTyping(bench, action)
  if (forbidden) return forbidden
  const refused = whyImpossible(bench, action)
  if (refused) return refused
  const policy = await policyInForce(bench)
  const doing = isDoing(action)
  if (checks.length === 0 && (!doing || canOnlyAllow(policy))) return { kind: 'allow' }
  const sight = await findRisks(bench, action, signal)
  const { place, where } = sight.landing
  const what = whatItDoes(action, sight)
  const { findings } = sight
  const verdict = judge({ what, why, action: action.kind, tool: null, isDoing: doing, findings, place, checks }, policy)
  if (verdict.kind !== 'ask') return verdict
  bench.asked.set(item.id, sight.labels)
  return { ...verdict, where, ...spotOf(bench, sight) }
}

/** Nothing is asked and nothing forbidden: nothing has to be read. */
const canOnlyAllow = ({ mode, rules, projectRules }: PolicyInForce): boolean =>
  mode === 'never' && ![...rules, ...projectRules].some((rule) => rule.then === 'deny')

/** The words on it say more than where it is. */
function whatItDoes(action: Action, { labels, landing }: Sight): string {
  const [label] = labels
  const words = describeAction(action)
  if (label === undefined || label === '' || label.length > 60) return words
  if (action.kind === 'click') return words.replace(/ at \(/, ` “${label}” at (`)
  return landing.control?.name === label ? `${words}, which presses “${label}”` : words
}

/** What it is about, on the picture the person can be shown. */
function spotOf({ look }: Workbench, { spot, landing }: Sight): { readonly spot?: Spot } {
  if (!look) return {}
  const frame = look.picture.id
  if (spot) return { spot: { frame, x: Math.round(spot.x), y: Math.round(spot.y) } }
  const { display, picture } = look.space
  const rect = landing.control?.rect ?? landing.window
  if (!rect) return {}
  const x = Math.round(((rect.x + rect.width / 2 - display.x) * picture.width) / display.width)
  const y = Math.round(((rect.y + rect.height / 2 - display.y) * picture.height) / display.height)
  return x >= 0 && y >= 0 && x < picture.width && y < picture.height ? { spot: { frame, x, y } } : {}
}

/** Unknown keys, points outside the picture, our own windows: refused before anything is pressed. */
function whyImpossible(bench: Workbench, action: Action): Verdict | null {
  const strokes = planStrokes(action)
  if (strokes.length === 0) return null
  const checked = bench.ports.bridge.input.check(strokes, spaceOf(bench))
  return checked.ok ? null : { kind: 'refuse', problem: checked.problem }
}

/** A secret goes only where it belongs; looked at again when it is typed. */
export async function judgeSecretTyping(
  bench: Workbench,
  action: Action,
): Promise<Extract<Verdict, { kind: 'deny' | 'refuse' }> | null> {
  if (action.kind !== 'type') return null
  const { secrets } = bench.options
  const place = isBound(bench, action) ? await keyboardPlace(bench) : { activeApp: '', url: null }
  return judgeTyping(action.text, secrets, place.activeApp, place.url)
}

/** Does it type a secret that belongs to one program? */
const isBound = ({ options }: Workbench, action: Action): boolean =>
  action.kind === 'type' &&
  secretsIn(action.text).some((name) => options.secrets.some((secret) => secret.name === name && secret.app !== null))

/** Which program, and which page of it, would get what is typed now. */
async function keyboardPlace({ ports }: Workbench): Promise<{ readonly activeApp: string; readonly url: string | null }> {
  const listed = await ports.bridge.windows.list()
  const active = listed.ok ? listed.value.find((window) => window.active) : undefined
  const control = await ports.bridge.controls.focused(new AbortController().signal)
  return { activeApp: active?.app ?? '', url: control?.url ?? null }
}
