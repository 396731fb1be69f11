/**
 * The whole surface a window can reach: `window.deskhand` as protocol/ipc.ts describes it. Only names of that map pass;
 * shapes are checked by the main process (electron/app/ipc-main.ts), which trusts no window.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { PushName, QueryName } from '../protocol/ipc.js'

/** Written out, not imported: the map's own module brings its validator along, which a window has no use for. */
const QUERY_NAMES: Readonly<Record<QueryName, true>> = {
  'app.state': true,
  'sessions.list': true,
  'sessions.events': true,
  'sessions.openReplay': true,
  'sessions.remove': true,
  'task.start': true,
  'folder.choose': true,
  'project.look': true,
  'watch.open': true,
  'watch.look': true,
  'watch.input': true,
  'project.answer': true,
  'sessions.folder': true,
  command: true,
  'settings.set': true,
  'keys.set': true,
  'keys.remove': true,
  'secrets.list': true,
  'secrets.add': true,
  'secrets.remove': true,
  'keys.test': true,
  'models.list': true,
  'models.test': true,
  'hotkeys.try': true,
  'overlay.fit': true,
  'window.show': true,
  'window.hide': true,
  'window.minimize': true,
  'window.maximize': true,
  'app.quit': true,
  'sessions.openReview': true,
  'review.has': true,
  'review.open': true,
  'review.file': true,
  'review.check': true,
  'review.share': true,
  'review.accept': true,
  'review.undo': true,
  'review.propose': true,
  'review.commit': true,
  'replay.open': true,
  'replay.rows': true,
  'replay.detail': true,
  'replay.find': true,
  'replay.export': true,
  'replay.stopExport': true,
  'replay.reveal': true,
  'redo.read': true,
  'redo.save': true,
  'redo.start': true,
  'retention.look': true,
  'retention.apply': true,
  'sessions.can': true,
  'sessions.resume': true,
  'sessions.fork': true,
  'measure.read': true,
  'measure.saveCsv': true,
}

const PUSH_NAMES: Readonly<Record<PushName, true>> = {
  'session.event': true,
  'app.changed': true,
  'overlay.steer': true,
  'overlay.keys': true,
  'control.goesOnAt': true,
  'hotkey.heard': true,
  'settings.section': true,
  'watch.frame': true,
  'replay.changed': true,
  'replay.read': true,
  'replay.go': true,
  'replay.progress': true,
}

const isOwn = (names: object, name: unknown): name is string => typeof name === 'string' && Object.hasOwn(names, name)

const api = {
  ask(name: unknown, input: unknown): Promise<unknown> {
    if (!isOwn(QUERY_NAMES, name)) return Promise.reject(new Error(`Deskhand has no query “${String(name)}”.`))
    return ipcRenderer.invoke('deskhand:ask', name, input)
  },
  on(name: unknown, listener: unknown): () => void {
    if (!isOwn(PUSH_NAMES, name)) throw new Error(`Deskhand sends no “${String(name)}”.`)
    if (typeof listener !== 'function') throw new Error('A listener has to be a function.')
    const hear = (_event: unknown, payload: unknown): void => {
      Reflect.apply(listener, undefined, [payload])
    }
    ipcRenderer.on(`deskhand:${name}`, hear)
    return () => {
      ipcRenderer.removeListener(`deskhand:${name}`, hear)
    }
  },
}

contextBridge.exposeInMainWorld('deskhand', api)
