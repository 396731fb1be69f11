/** What a model may answer, drawn at random: actions right and wrong, questions, checks, ends, and every way a server fails. */
import type { FakeFault, FakeTurn } from '../../support/fake-responses-server.js'
import type { Random } from '../../support/random.js'

const KEYS = ['ENTER', 'ESC', 'TAB', 'CTRL', 'SHIFT', 'a', 'F5', 'UP', 'nokey'] as const
const TEXTS = ['hello ', 'Grüße\n', '日本語', 'x'.repeat(400), '\t', 'rm -rf /tmp/nothing\n'] as const

export function randomTurn(random: Random): FakeTurn {
  const dice = random.below(100)
  const slow = random.chance(0.15) ? { delayMs: random.below(2500) } : {}
  if (dice < 62) return { ...slow, ...said(random), computer: actions(random) }
  if (dice < 66) return { ...slow, computer: { actions: actions(random), pending_safety_checks: CHECKS } }
  if (dice < 72) return { ...slow, tools: [{ name: 'ask_user', arguments: question(random) }] }
  if (dice < 75) return { ...slow, tools: [{ name: 'finish', arguments: { status: 'failed', text: 'It cannot be done.' } }] }
  if (dice < 78) return { reasoning: 'Nothing comes to mind.' }
  if (dice < 81) return { delayMs: 20_000, text: 'Late.' }
  if (dice < 93) return { ...slow, fault: fault(random) }
  return { ...slow, text: 'That is all.' }
}

const CHECKS = [{ id: 'c1', code: 'malicious_instructions', message: 'Look twice.' }]

const said = (random: Random): object => (random.chance(0.3) ? { commentary: 'One more step.' } : {})

const actions = (random: Random): readonly object[] => Array.from({ length: 1 + random.below(4) }, () => action(random))

function action(random: Random): object {
  const at = { x: random.below(1500), y: random.below(950) }
  switch (random.below(9)) {
    case 0:
      return { type: 'type', text: random.oneOf(TEXTS) }
    case 1:
      return { type: 'keypress', keys: random.chance(0.5) ? [random.oneOf(KEYS)] : ['SHIFT', random.oneOf(KEYS)] }
    case 2:
      return { type: 'scroll', ...at, scroll_x: 0, scroll_y: random.below(600) - 300 }
    case 3:
      return { type: 'drag', path: [at, { x: random.below(1400), y: random.below(880) }, { x: 300, y: 300 }] }
    case 4:
      return { type: 'move', ...at }
    case 5:
      return { type: 'wait' }
    case 6:
      return { type: 'double_click', ...at }
    default:
      return { type: 'click', ...at, button: random.oneOf(['left', 'left', 'right', 'wheel']) }
  }
}

function question(random: Random): object {
  const kind = random.oneOf(['text', 'choice', 'confirm', 'file'])
  return { question: 'Which one?', kind, ...(kind === 'choice' ? { choices: ['this', 'that'] } : {}) }
}

function fault(random: Random): FakeFault {
  return random.oneOf<FakeFault>([
    { kind: 'http', status: 500 },
    { kind: 'http', status: 429, headers: { 'retry-after': '1' } },
    { kind: 'http', status: 400, message: 'No.' },
    { kind: 'error-event', shape: 'nested', code: 'server_error' },
    { kind: 'failed', code: 'server_error' },
    { kind: 'incomplete', reason: 'max_output_tokens' },
    { kind: 'cut', after: random.below(4) },
    { kind: 'end', after: random.below(4) },
    { kind: 'garbage' },
  ])
}
