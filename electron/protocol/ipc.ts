/**
 * What windows and the main process say to one another: one map, one check (electron/app/ipc-main.ts), one door
 * (electron/preload/preload.ts exposes it as `window.deskhand`). Pictures never travel here: windows show
 * `deskhand-frame://<session>/<frame id>`.
 */
import { z } from 'zod'
import { answered } from './answered.js'
import { commandSchema } from './command.js'
import { displaySchema, sessionEventSchema, type SessionEvent } from './event.js'
import { keptSecretSchema } from './kept-secret.js'
import { modelQueries } from './models-ipc.js'
import { redoQueries } from './redo.js'
import { projectQueries } from './project-ipc.js'
import { watchQueries, type WatchPushes } from './watch-ipc.js'
import { retentionQueries } from './retention-ipc.js'
import { replayQueries, type ReplayPushes } from './replay-ipc.js'
import { reviewQueries } from './review-ipc.js'
import { sessionRecordSchema } from './session-record.js'
import { providerSchema, settingsSchema, type HotkeyName } from './settings.js'

export const machineCheckSchema = z.object({
  name: z.enum(['stop-key', 'screen', 'input', 'model', 'keychain']),
  state: z.enum(['ok', 'look', 'failed']),
  detail: z.string(),
})

/** All a window needs to draw itself when it opens; sent again whenever it changes. */
export const appStateSchema = z.object({
  platform: z.enum(['linux', 'macos', 'windows']),
  version: z.string(),
  settings: settingsSchema,
  /** displays a task can be given to */
  displays: z.array(displaySchema),
  /** true where `virtual:WxH` works */
  canVirtual: z.boolean(),
  /** ways to begin a task: `/name` before its words */
  templates: z.array(z.object({ name: z.string(), about: z.string() })),
  /** providers that are built, with their default model and whether a key is known */
  providers: z.array(
    z.object({
      id: providerSchema,
      name: z.string(),
      models: z.array(z.string()),
      needsKey: z.boolean(),
      key: z.enum(['none', 'environment', 'keychain']),
    }),
  ),
  /** null when the OS has a keychain; else one sentence why keys cannot be kept */
  keychainProblem: z.string().nullable(),
  machine: z.array(machineCheckSchema),
  /** id of the session that runs now, null when none */
  live: z.string().nullable(),
  /** it runs on a private desktop that can be watched */
  canWatch: z.boolean(),
  /** hotkeys that could not be bound, with the reason */
  hotkeyProblems: z.array(z.object({ name: z.string(), reason: z.string() })),
})
export type AppState = z.infer<typeof appStateSchema>

const partialSettings = settingsSchema.partial().strict()
/** Only what is named: parsed as a partial object, the defaults of everything else would come along and reset it. */
const settingsChangeSchema = z.custom<z.input<typeof partialSettings>>(
  (change) => partialSettings.safeParse(change).success,
  'no change that the settings can take',
)

/** renderer → main, with an answer. Each answer is an Outcome. */
export const queries = {
  'app.state': { input: z.null(), output: answered(appStateSchema) },
  'sessions.list': { input: z.null(), output: answered(z.array(sessionRecordSchema)) },
  'sessions.events': { input: z.object({ session: z.string() }), output: answered(z.array(sessionEventSchema)) },
  /** `turn`: where it shows the session first */
  'sessions.openReplay': {
    input: z.object({ session: z.string(), turn: z.number().int().optional() }),
    output: answered(z.null()),
  },
  'sessions.remove': { input: z.object({ session: z.string() }), output: answered(z.null()) },
  'task.start': {
    input: z.object({
      task: z.string().trim().min(1),
      provider: providerSchema.nullable(),
      model: z.string().nullable(),
      display: z.string().nullable(),
      approvals: z.enum(['ask', 'risky', 'never']).nullable(),
      /** a finished session to go on with */
      follow: z.string().nullable(),
      /** the folder in which shell and file tools may work; null: they are off */
      workspace: z.string().nullable().default(null),
    }),
    output: answered(z.object({ session: z.string() })),
  },
  /** asks the person for a folder; null: none was chosen */
  'folder.choose': { input: z.null(), output: answered(z.string().nullable()) },
  command: { input: z.object({ session: z.string(), command: commandSchema }), output: answered(z.null()) },
  'settings.set': { input: settingsChangeSchema, output: answered(settingsSchema) },
  'keys.set': { input: z.object({ provider: providerSchema, key: z.string().trim().min(1) }), output: answered(z.null()) },
  'keys.remove': { input: z.object({ provider: providerSchema }), output: answered(z.null()) },
  /** named secrets: no answer ever holds a value */
  'secrets.list': { input: z.null(), output: answered(z.array(keptSecretSchema)) },
  'secrets.add': { input: z.object({ secret: keptSecretSchema, value: z.string().min(1) }), output: answered(z.null()) },
  'secrets.remove': { input: z.object({ name: z.string() }), output: answered(z.null()) },
  /** asks the provider for its model list with the key it has */
  'keys.test': { input: z.object({ provider: providerSchema }), output: answered(z.object({ ms: z.number() })) },
  /** tries a chord: bound now, or why not */
  'hotkeys.try': { input: z.object({ name: z.string(), chord: z.string() }), output: answered(z.null()) },
  /** the size of the overlay's content in CSS px, so that its window fits, and where its controls are: elsewhere clicks go through */
  'overlay.fit': {
    input: z.object({
      width: z.number(),
      height: z.number(),
      controls: z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })).max(400),
    }),
    output: answered(z.null()),
  },
  /** `section`: of the settings */
  'window.show': {
    input: z.object({ window: z.enum(['home', 'settings', 'overlay', 'measure']), section: z.string().optional() }),
    output: answered(z.null()),
  },
  'window.hide': { input: z.null(), output: answered(z.null()) },
  'window.minimize': { input: z.null(), output: answered(z.null()) },
  'window.maximize': { input: z.null(), output: answered(z.null()) },
  /** ends Deskhand at once, letting go of everything: the second way out when stopping takes long */
  'app.quit': { input: z.null(), output: answered(z.null()) },
  ...projectQueries,
  ...watchQueries,
  ...modelQueries,
  ...replayQueries,
  ...reviewQueries,
  ...redoQueries,
  ...retentionQueries,
} as const

export type QueryName = keyof typeof queries
export type QueryInput<K extends QueryName> = z.input<(typeof queries)[K]['input']>
export type QueryOutput<K extends QueryName> = z.output<(typeof queries)[K]['output']>

/** main → windows */
export interface Pushes extends WatchPushes, ReplayPushes {
  /** the line is on disk */
  'session.event': SessionEvent
  'app.changed': AppState
  /** the steer hotkey: put the caret into the field */
  'overlay.steer': null
  /** the chord's modifiers are held: show each button's key */
  'overlay.keys': { readonly held: boolean }
  /** hands that yielded go on by themselves at this time (epoch ms) if nothing is touched; null: not by themselves */
  'control.goesOnAt': { readonly atMs: number | null }
  /** a hotkey arrived (also while nothing runs, so that it can be practised), and how long it took to act on it */
  'hotkey.heard': { readonly name: HotkeyName; readonly ms: number }
  /** which part of the settings window to show */
  'settings.section': { readonly section: string }
}
export type PushName = keyof Pushes

/** What preload exposes as `window.deskhand`: the whole surface a window can reach. */
export interface DeskhandApi {
  ask<K extends QueryName>(name: K, input: QueryInput<K>): Promise<QueryOutput<K>>
  /** returns the function that ends the subscription */
  on<K extends PushName>(name: K, listener: (payload: Pushes[K]) => void): () => void
}
