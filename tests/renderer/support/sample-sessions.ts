/** Sessions in every state that a window can show, as events. The times end now, so that clocks read as in the design. */
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { click, EventScript, scroll, type, usage } from './event-script.js'

const TASK = 'Enter invoice 2026-0187 in the supplier portal'

/** Six finished steps of the invoice task, ending `elapsedMs` after its start. */
function invoice(nowMs: number, elapsedMs = 252_000): EventScript {
  const script = new EventScript(nowMs - elapsedMs).start(TASK)
  script.say({
    type: 'plan',
    items: [
      { text: 'Open the invoice PDF and read it', status: 'done' },
      { text: 'Fill the form in the portal', status: 'active' },
      { text: 'Attach the PDF', status: 'pending' },
      { text: 'Submit for payment', status: 'pending' },
    ],
  })
  script.steer('s1', 'Use cost centre 4410.', 'pending').steer('s1', 'Use cost centre 4410.', 'delivered')
  script.turn(18, 'portal-1', 'The draft is kept while you decide. “Save draft”').act(18, click(1116, 812), { result: 'skipped' })
  script.steer('s1', 'Use cost centre 4410.', 'applied')
  script.turn(19, 'portal-1', 'The PDF belongs to the form.').act(
    19,
    {
      kind: 'drag',
      path: [
        { x: 420, y: 500 },
        { x: 752, y: 658 },
      ],
      button: 'left',
      modifiers: [],
    },
    {
      result: 'failed',
      problem: 'the page did not take it',
    },
  )
  script.turn(20, 'portal-1', 'The order number stands under “Orders”.')
  const orders = script.propose(20, click(1294, 162))
  script.say({
    type: 'approval.asked',
    id: 'p0',
    for: orders,
    what: 'Click “Orders”',
    where: 'portal.brightmarket.example',
    why: 'Leaves the form.',
    risk: 'low',
    rule: 'Leave the current page',
    expiresAt: new Date(nowMs + 300_000).toISOString(),
  })
  script.say({ type: 'approval.answered', id: 'p0', answer: 'deny', by: 'person' })
  script.say({ type: 'action.finished', id: orders, result: 'denied', effect: 'unknown', ms: 0 })
  script.steer('s2', 'Leave “Orders” alone.', 'pending').steer('s2', 'Leave “Orders” alone.', 'delivered')
  script.turn(21, 'portal-1', 'More fields are below.').act(21, scroll(952, 572, 300), { effect: 'unchanged' })
  script.turn(22, 'portal-1', 'The sum before tax goes into “Net amount”.').act(22, type('1,462.00'))
  script.spend(22, 48_200, 0.41)
  return script
}

/** Step 23 under way. */
function clicking(nowMs: number): EventScript {
  const script = invoice(nowMs).after(250_000).turn(23, 'portal-2', 'The invoice says 30 days net. So “Payment terms” is next.')
  script.steer('s3', 'Then move the PDF to 2026/paid.', 'pending', 'next-turn')
  script.say({ type: 'action.started', id: script.propose(23, click(1196, 483)) })
  return script
}

const approvalOf = (nowMs: number, risk: 'low' | 'medium' | 'high'): EventScript => {
  const script = invoice(nowMs, 340_000).turn(30, 'portal-3', 'All eight fields match the PDF.')
  const id = script.propose(30, click(1286, 814))
  return script.say({
    type: 'approval.asked',
    id: 'p1',
    for: id,
    what: 'Click “Submit for payment”',
    where: 'portal.brightmarket.example, at 1286, 814',
    why: 'All eight fields match the PDF. It is the last step you asked for.',
    risk,
    rule: risk === 'high' ? 'Pay, publish, delete, sign: “payment”' : 'Buttons that send, confirm or book',
    expiresAt: new Date(nowMs + 102_000).toISOString(),
  })
}

const finish = (
  script: EventScript,
  status: 'done' | 'failed' | 'stopped' | 'limit' | 'needs-person',
  text: string,
): EventScript =>
  script.after(1000).say({
    type: 'session.finished',
    status,
    text,
    totals: { turns: 31, actions: 40, ms: 348_000, usage: usage(88_400, 0.57) },
  })

const question = (nowMs: number): EventScript =>
  new EventScript(nowMs - 298_000)
    .start(TASK, { steps: 80, costUsd: 0.6, minutes: 30 })
    .turn(25, 'portal-3', 'Is it filled in? “Payment terms”')
    .act(25, { kind: 'zoom', region: { x: 1060, y: 411, width: 224, height: 144 } }, { ms: 900 })
    .turn(26, 'mail', 'The mail “Invoice 2026-0187” has another date.')
    .act(26, scroll(802, 262, 200), { ms: 1100 })
    .spend(26, 61_000, 0.49)
    .say({
      type: 'question.asked',
      id: 'q1',
      text: 'Which date is the due date? The PDF says 18 December. The mail says 20 December.',
      choices: ['18 December, as in the PDF', '20 December, as in the mail', 'Leave it empty'],
      kind: 'choice',
    })

const control = (script: EventScript, state: 'paused' | 'held' | 'stopped', by: 'person' | 'human-input' | 'hotkey') =>
  script.say({ type: 'control', state, by })

export const SAMPLE_NAMES = [
  'working',
  'thinking',
  'begun',
  'held',
  'you',
  'paused',
  'question',
  'approval',
  'approval-high',
  'stopping',
  'done',
  'failed',
  'stopped',
  'limit',
  'nobody',
  'expired',
] as const
export type SampleName = (typeof SAMPLE_NAMES)[number]

const SAMPLES: Readonly<Record<SampleName, (nowMs: number) => EventScript>> = {
  working: clicking,
  thinking: (now) => invoice(now).turn(23, 'portal-2'),
  begun: (now) => new EventScript(now - 1500).start(TASK),
  held: (now) => control(clicking(now), 'held', 'human-input'),
  you: (now) => control(clicking(now), 'paused', 'human-input').say({ type: 'human', did: ['You moved the mouse'] }),
  paused: (now) => control(invoice(now, 260_000), 'paused', 'hotkey'),
  question,
  approval: (now) => approvalOf(now, 'medium'),
  'approval-high': (now) => approvalOf(now, 'high'),
  stopping: (now) => control(clicking(now), 'stopped', 'person'),
  done: (now) => finish(clicking(now), 'done', 'Invoice 2026-0187 is submitted'),
  failed: (now) => finish(clicking(now), 'failed', 'The portal signed you out. Nothing was sent.'),
  stopped: (now) => finish(control(clicking(now), 'stopped', 'person'), 'stopped', ''),
  limit: (now) => finish(clicking(now), 'limit', 'The limit of $2.00 is used up.'),
  nobody: (now) => finish(question(now), 'needs-person', 'Nobody answered the question.'),
  expired: (now) => {
    const script = approvalOf(now, 'high').say({ type: 'approval.answered', id: 'p1', answer: 'expired', by: 'expiry' })
    return finish(script, 'needs-person', 'Nobody answered, so nothing was clicked.')
  },
}

export const sampleSession = (name: SampleName, nowMs: number): readonly SessionEvent[] => SAMPLES[name](nowMs).events
