/**
 * A prompt that appears under a typing hand must not be answered by it: for 500 ms after it appears, and for 500 ms after any
 * key or click meanwhile, nothing is accepted. Once armed it stays armed. PURE: the time is handed in.
 */
export const ARMING_MS = 500
/** high risk: how long Allow is held */
export const HOLD_MS = 800

export interface Arming {
  readonly fromMs: number
  readonly isArmed: boolean
}

export const appear = (nowMs: number): Arming => ({ fromMs: nowMs, isArmed: false })

/** Time passed: armed or not yet. */
export const settle = (arming: Arming, nowMs: number): Arming =>
  arming.isArmed || nowMs - arming.fromMs < ARMING_MS ? arming : { ...arming, isArmed: true }

/** A key or click: restarts the wait unless it was over before. */
export function disturb(arming: Arming, nowMs: number): Arming {
  const settled = settle(arming, nowMs)
  return settled.isArmed ? settled : { fromMs: nowMs, isArmed: false }
}

export const leftMs = (arming: Arming, nowMs: number): number =>
  arming.isArmed ? 0 : Math.max(0, ARMING_MS - (nowMs - arming.fromMs))
