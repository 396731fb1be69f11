/** Time as a port, so that whoever waits can be tested without waiting. The same shape as the runner's clock. */
export interface Clock {
  /** ms, monotonic */
  now(): number
  /** resolves after ms or at once when the signal fires; never rejects */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end)
    }),
}
