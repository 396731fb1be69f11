/**
 * What runs first in Electron: the app, or the clipboard's holder where the app started its own program for it. A release does not
 * run as Node, and the holder must outlive the app. It never gets ready: Electron waits for this module, so that neither windows
 * nor a GPU process come up.
 */
import { isClipboardHolder } from './clipboard-holder.js'

if (isClipboardHolder(process.argv)) {
  await import(new URL('../clipboard-holder/clipboard-holder.mjs', import.meta.url).href)
  // it ends the process
  await new Promise(() => undefined)
}
await import('./main.js')
