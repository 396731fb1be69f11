/** What the replay and measure windows work with, plugged together. */
import { join } from 'node:path'
import { priceOf } from '../models/prices.js'
import type { Settings } from '../protocol/settings.js'
import { createSessionMeasures } from '../sessions/session-measures.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { Push } from './ipc-main.js'
import type { ReplayHandlerParts } from './replay-handlers.js'
import { Replays } from './replays.js'
import { createScreenReader } from './screen-reader.js'
import type { AppWindows } from './windows/app-windows.js'

export interface ReplayPlugs {
  readonly home: string
  readonly store: SessionStore
  readonly isLive: (session: string) => boolean
  readonly windows: AppWindows
  readonly prices: () => Settings['prices']
  readonly textLanguages: () => Promise<Settings['textLanguages']>
  readonly push: Push
}

export function openReplayParts({ home, store, isLive, windows, prices, textLanguages, push }: ReplayPlugs): ReplayHandlerParts {
  const outputPrice = (model: string) => priceOf(model, prices(), new Date())?.output ?? null
  const screens = createScreenReader(join(home, 'app', 'screen-text'), textLanguages)
  return {
    replays: new Replays({ store, isLive, outputPrice, screens, push }),
    measures: createSessionMeasures(store, isLive, outputPrice),
    store,
    isLive,
    window: (name) => windows.get(name),
    push,
  }
}
