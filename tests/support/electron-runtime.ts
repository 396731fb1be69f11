/** The Electron that desktop tests run the app with: the one that set-up found or fetched. */
import { electronBinary } from '../../scripts/electron-runtime.mjs'

/** Path of its binary. No Electron is a failure with what to do, never a skipped test. */
export function electronRuntime(): string {
  const binary = electronBinary()
  if (binary === null) throw new Error('There is no Electron to test with. Run `npm run setup`.')
  return binary
}
