/** How the app starts the clipboard's holder: its own program once more, with a flag that begin.ts looks for. */
import { closeSync } from 'node:fs'
import { app } from 'electron'
import type { ProgramStart } from '../../native-bridge/index.js'

const FLAG = '--deskhand-clipboard-holder='

/**
 * A program that Electron starts gets most of its sockets and pipes. What outlives the app must not keep them: others wait for their
 * end. The shell tells their numbers, which the program's own are added to.
 */
const WITH_DESCRIPTORS = 'exec "$0" "$@$(cd /proc/$$/fd && echo *)"'

export function clipboardHolder(): ProgramStart {
  const folder = app.isPackaged ? [] : [app.getAppPath()]
  const asWe = app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []
  return { command: '/bin/sh', args: ['-c', WITH_DESCRIPTORS, process.execPath, ...asWe, ...folder, FLAG] }
}

/** Was this process started as the holder? Then what it got from the app beyond the standard streams is closed. */
export function isClipboardHolder(args: readonly string[]): boolean {
  const flag = args.find((argument) => argument.startsWith(FLAG))
  if (flag === undefined) return false
  const inherited = flag.slice(FLAG.length).split(' ').map(Number)
  for (const descriptor of inherited.filter((each) => each > 2)) close(descriptor)
  return true
}

function close(descriptor: number): void {
  try {
    closeSync(descriptor)
  } catch {
    // it was the shell's own
  }
}
