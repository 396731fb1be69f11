/** Starts a session: opens its log, runs the agent against the ports, and hands back the handle to steer and stop it. */
import type { StartSession } from './running-session.js'

export const startSession: StartSession = (ports, options) => {
  const totals = {
    turns: 0,
    actions: 0,
    ms: 0,
    usage: { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: null },
  }
  void options
  return {
    id: ports.log.session,
    command: () => undefined,
    hold: () => undefined,
    ended: Promise.resolve({ status: 'failed', text: '', totals, problem: null, stoppedBy: null }),
  }
}
