/** The app's state and past sessions as the mocked windows get them. */
import type { AppState } from '../../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../../electron/protocol/session-record.js'
import { settingsSchema } from '../../../electron/protocol/settings.js'
import { SESSION, usage } from './event-script.js'

export function sampleApp(change: Partial<AppState> = {}): AppState {
  return {
    platform: 'linux',
    version: '0.1.0',
    settings: settingsSchema.parse({
      provider: 'openai',
      textLanguages: ['eng'],
      limits: { steps: 80, costUsd: 2, minutes: 30, tokens: 0 },
    }),
    displays: [
      { id: ':0', x: 0, y: 0, width: 1920, height: 1080, scale: 1, primary: true },
      { id: ':0.1', x: 1920, y: 0, width: 2560, height: 1440, scale: 1, primary: false },
    ],
    canVirtual: true,
    templates: [
      { name: 'explore', about: 'Three approaches side by side before anything is done; you pick.' },
      { name: 'debug', about: 'Find the cause before mending it.' },
    ],
    providers: [
      { id: 'openai', name: 'OpenAI', models: ['gpt-5.3-codex', 'computer-use-preview'], needsKey: true, key: 'keychain' },
      { id: 'offline', name: 'Offline', models: ['offline'], needsKey: false, key: 'none' },
    ],
    keychainProblem: null,
    machine: [
      { name: 'stop-key', state: 'ok', detail: 'Ctrl+Alt+Period stops Deskhand.' },
      { name: 'screen', state: 'ok', detail: '2 displays' },
      { name: 'input', state: 'ok', detail: 'Allowed' },
      { name: 'model', state: 'ok', detail: 'OpenAI, with a key from the keychain.' },
      { name: 'keychain', state: 'look', detail: 'No keychain is unlocked. Keys cannot be kept.' },
    ],
    canWatch: false,
    live: null,
    hotkeyProblems: [],
    ...change,
  }
}

const DAY = 86_400_000

interface Past extends Pick<SessionRecord, 'id' | 'task' | 'status' | 'text' | 'model' | 'lastFrame'> {
  readonly daysAgo: number
  readonly ms: number
  readonly usd: number | null
  readonly turns: number
}

const PAST: readonly Past[] = [
  {
    id: SESSION,
    task: 'Enter invoice 2026-0187 in the supplier portal',
    status: 'running',
    text: '',
    model: 'gpt-5.3-codex',
    lastFrame: 'portal-2',
    daysAgo: 0,
    ms: 252_000,
    usd: 0.41,
    turns: 23,
  },
  {
    id: 'b',
    task: 'Add the date taken to the names in Photos 2026',
    status: 'done',
    text: '148 files',
    model: 'gpt-5.3-codex',
    lastFrame: 'files',
    daysAgo: 0.1,
    ms: 724_000,
    usd: 0.83,
    turns: 44,
  },
  {
    id: 'c',
    task: 'Make the failing test in ledger-cli pass',
    status: 'done',
    text: '48 tests pass',
    model: 'gpt-5.3-codex',
    lastFrame: 'code',
    daysAgo: 1,
    ms: 391_000,
    usd: 0.48,
    turns: 30,
  },
  {
    id: 'd',
    task: 'Chart late shipments by carrier for November',
    status: 'limit',
    text: '$1.00 at step 61',
    model: 'gpt-5.3-codex',
    lastFrame: 'sheet',
    daysAgo: 3,
    ms: 1_120_000,
    usd: 1,
    turns: 61,
  },
  {
    id: 'e',
    task: 'Answer the flight change from Tern Air',
    status: 'stopped',
    text: '',
    model: 'offline',
    lastFrame: 'mail',
    daysAgo: 3.5,
    ms: 82_000,
    usd: 0,
    turns: 9,
  },
  {
    id: 'f',
    task: 'Download the October statements from the portal',
    status: 'failed',
    text: 'The site signed out.',
    model: 'gpt-5.3-codex',
    lastFrame: 'signin',
    daysAgo: 8,
    ms: 140_000,
    usd: 0.19,
    turns: 14,
  },
]

export const sampleRecords = (nowMs: number): readonly SessionRecord[] =>
  PAST.map(({ daysAgo, ms, usd, turns, ...rest }) => ({
    ...rest,
    bytes: 4_200_000,
    forkedFrom: null,
    provider: rest.model === 'offline' ? 'offline' : 'openai',
    startedAt: new Date(nowMs - daysAgo * DAY).toISOString(),
    totals: { turns, actions: turns, ms, usage: usage(48_200, usd) },
    problems: [],
  }))
