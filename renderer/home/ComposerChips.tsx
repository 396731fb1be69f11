/** What a task runs with: model, display, limits, approvals. Each chip says what is chosen and opens what can be. */
import { ChevronDown, Cpu, Folder, Gauge, Monitor, Route, ShieldCheck, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { ApprovalMode, Provider } from '../../electron/protocol/settings.js'
import { ask } from '../shared/api.js'
import { Menu, type MenuItem } from '../shared/components/Menu.js'
import { Icon } from '../shared/icons.js'
import { limitsInWords } from '../shared/format.js'
import {
  APPROVAL_WORDS,
  canRun,
  chosenDisplay,
  chosenModel,
  displayChoices,
  isLocal,
  modelName,
  type TaskChoices,
} from './choices.js'
import { LimitsChip } from './LimitsChip.js'
import { wayOf, withWay } from './task-way.js'

interface ChipsProps {
  readonly app: AppState
  readonly templates: AppState['templates']
  /** the folder of the session that goes on, which it keeps */
  readonly ownFolder: string | null
  readonly choices: TaskChoices
  readonly onChange: (choices: TaskChoices) => void
  readonly draft: string
  readonly onDraft: (text: string) => void
}

export function ChipFace({ icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <>
      <Icon of={icon} />
      <span className="clip">{children}</span>
      <Icon of={ChevronDown} size={12} />
    </>
  )
}

function modelItems(app: AppState, choices: TaskChoices): MenuItem[] {
  const chosen = chosenModel(app, choices.model)
  const name = modelName(app, chosen)
  return app.providers.filter(canRun).flatMap((provider) => {
    const models: readonly (string | null)[] = provider.models.length > 0 ? provider.models : [null]
    return models.map((model, at) => ({
      id: `${provider.id}/${model ?? ''}`,
      words: provider.id === 'offline' ? 'Offline model' : (model ?? provider.name),
      isChosen: chosen.provider === provider.id && (model === null || provider.id === 'offline' || model === name),
      ...(provider.id === 'offline' && { detail: 'No key, no network. Plain steps, one a line.' }),
      ...(at === 0 && { group: provider.id === 'offline' ? 'On this machine' : provider.name }),
    }))
  })
}

function choiceOf(id: string): TaskChoices['model'] {
  const slash = id.indexOf('/')
  const provider = id.slice(0, slash) as Provider
  return { provider, model: provider === 'offline' ? null : id.slice(slash + 1) || null }
}

/** How the task is begun; the draft says it, so that it can be typed as well. */
function WayChip({ templates, draft, onDraft }: Pick<ChipsProps, 'templates' | 'draft' | 'onDraft'>) {
  const known = templates.map(({ name }) => name)
  const way = wayOf(draft, known)
  const items: MenuItem[] = [
    { id: STRAIGHT, words: 'Straight away', isChosen: way === null },
    ...templates.map(({ name, about }) => ({ id: name, words: wayWords(name), detail: about, isChosen: name === way })),
  ]
  return (
    <Menu isChoice items={items} onChoose={(id) => onDraft(withWay(draft, id === STRAIGHT ? null : id, known))}>
      <ChipFace icon={Route}>{way === null ? 'Straight away' : wayWords(way)}</ChipFace>
    </Menu>
  )
}

/** The last part of a path tells it apart; the whole stands in the menu. */
const lastPart = (folder: string): string => folder.split(/[\\/]/).findLast(Boolean) ?? folder

function FolderChip({
  folder,
  isKept,
  onChoose,
}: {
  readonly folder: string | null
  /** it cannot be given up, only changed */
  readonly isKept: boolean
  readonly onChoose: (folder: string | null) => void
}) {
  const items: MenuItem[] = [
    ...(isKept ? [] : [{ id: 'none', words: 'Only the screen', detail: 'No files, no commands.', isChosen: folder === null }]),
    ...(folder === null ? [] : [{ id: 'same', words: lastPart(folder), detail: folder, isChosen: true }]),
    {
      id: 'choose',
      words: folder === null ? 'Work in a folder' : 'Work in another folder',
      detail: 'Commands and file edits, in there only.',
    },
  ]
  const choose = async (id: string) => {
    if (id === 'none') onChoose(null)
    if (id !== 'choose') return
    const chosen = await ask('folder.choose', null)
    if (chosen.ok && chosen.value !== null) onChoose(chosen.value)
  }
  return (
    <Menu isChoice items={items} onChoose={(id) => void choose(id)}>
      <ChipFace icon={Folder}>{folder === null ? 'Only the screen' : lastPart(folder)}</ChipFace>
    </Menu>
  )
}

/** no template can be called so */
const STRAIGHT = ''

const wayWords = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

export function ComposerChips({ app, templates, choices, ownFolder, onChange, draft, onDraft }: ChipsProps) {
  const model = chosenModel(app, choices.model)
  const display = chosenDisplay(app, choices.display)
  const approvals = choices.approvals ?? app.settings.approvals
  const displays = displayChoices(app).map((one) => ({ ...one, isChosen: one.id === display?.id }))
  const modes = (Object.keys(APPROVAL_WORDS) as ApprovalMode[]).map((id) => ({
    id,
    ...APPROVAL_WORDS[id],
    isChosen: id === approvals,
  }))
  return (
    <div className="chips">
      <Menu isChoice items={modelItems(app, choices)} onChoose={(id) => onChange({ ...choices, model: choiceOf(id) })}>
        <ChipFace icon={Cpu}>{modelName(app, model)}</ChipFace>
      </Menu>
      <Menu isChoice items={displays} disabled={displays.length === 0} onChoose={(id) => onChange({ ...choices, display: id })}>
        <ChipFace icon={Monitor}>{display?.words ?? 'No display'}</ChipFace>
      </Menu>
      <LimitsChip limits={app.settings.limits} hasCost={!isLocal(model)}>
        <ChipFace icon={Gauge}>{limitsInWords(app.settings.limits, !isLocal(model))}</ChipFace>
      </LimitsChip>
      <Menu isChoice items={modes} onChoose={(id) => onChange({ ...choices, approvals: id as ApprovalMode })}>
        <ChipFace icon={ShieldCheck}>{APPROVAL_WORDS[approvals].words}</ChipFace>
      </Menu>
      <FolderChip
        folder={choices.workspace}
        isKept={ownFolder !== null}
        onChoose={(workspace) => onChange({ ...choices, workspace })}
      />
      <WayChip templates={templates} draft={draft} onDraft={onDraft} />
    </div>
  )
}
