/** What can be chosen for a task, and what is chosen when nobody says: the first key found, else the offline model. PURE. */
import type { AppState } from '../../electron/protocol/ipc.js'
import type { ApprovalMode, Provider } from '../../electron/protocol/settings.js'

export interface ModelChoice {
  readonly provider: Provider
  readonly model: string | null
}

export interface TaskChoices {
  /** null: what the settings say */
  readonly model: ModelChoice | null
  readonly display: string | null
  readonly approvals: ApprovalMode | null
  /** the folder that shell and file tools may work in; null: only the screen */
  readonly workspace: string | null
}

export const NOTHING_CHOSEN: TaskChoices = { model: null, display: null, approvals: null, workspace: null }

type ProviderState = AppState['providers'][number]
export const canRun = (provider: ProviderState): boolean => !provider.needsKey || provider.key !== 'none'

const FIRST_KEY_ORDER: readonly Provider[] = ['openai', 'anthropic', 'gemini']

export function chosenModel(app: AppState, choice: ModelChoice | null): ModelChoice {
  if (choice) return choice
  const { provider, model } = app.settings
  if (provider !== null) return { provider, model }
  const implied = model === null ? undefined : app.providers.find((one) => one.models.includes(model))
  const found = FIRST_KEY_ORDER.find((id) => app.providers.some((one) => one.id === id && one.needsKey && canRun(one)))
  return { provider: implied?.id ?? found ?? 'offline', model }
}

export function modelName(app: AppState, { provider, model }: ModelChoice): string {
  if (provider === 'offline') return 'Offline model'
  const known = app.providers.find((one) => one.id === provider)
  return model ?? known?.models[0] ?? known?.name ?? provider
}

/** Nothing is paid and nothing leaves the machine. */
export const isLocal = ({ provider }: ModelChoice): boolean => provider === 'offline' || provider === 'scripted'

export const APPROVAL_WORDS: Readonly<Record<ApprovalMode, { words: string; detail: string }>> = {
  ask: { words: 'Ask for every action', detail: 'Looking and waiting do not ask.' },
  risky: { words: 'Ask for risky actions', detail: 'Paying, sending, deleting and the like.' },
  never: { words: 'Ask for nothing', detail: 'What is denied stays denied.' },
}

export interface DisplayChoice {
  readonly id: string
  readonly words: string
  readonly detail: string
}

const VIRTUAL_SIZE = '1440x900'

export function displayChoices(app: AppState): readonly DisplayChoice[] {
  const real = app.displays.map((display, at) => ({
    id: display.id,
    words: `Display ${at + 1}`,
    detail: `${display.width} × ${display.height}${display.primary ? ', primary' : ''}`,
  }))
  if (!app.canVirtual) return real
  return [...real, { id: `virtual:${VIRTUAL_SIZE}`, words: 'Virtual display', detail: 'A private one. Your mouse stays yours.' }]
}

export function chosenDisplay(app: AppState, display: string | null): DisplayChoice | undefined {
  const wanted = display ?? app.settings.display
  const all = displayChoices(app)
  if (wanted?.startsWith('virtual')) return all.find((one) => one.id.startsWith('virtual'))
  const primary = app.displays.find((one) => one.primary)?.id
  return all.find((one) => one.id === (wanted ?? primary)) ?? all[0]
}
