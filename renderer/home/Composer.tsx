/** Where a task is written: the words, what it runs with, and Start (Ctrl Enter). */
import { History, TriangleAlert, X } from 'lucide-react'
import { useState, type KeyboardEvent, type Ref } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { Button } from '../shared/components/Button.js'
import { Keys } from '../shared/components/KeyCap.js'
import { Icon } from '../shared/icons.js'
import { chosenModel, isLocal, NOTHING_CHOSEN, type TaskChoices } from './choices.js'
import { ComposerChips } from './ComposerChips.js'
import { pastInWords } from './session-words.js'
import { ProjectWishes } from './ProjectWishes.js'
import { useFollowedFolder, useStart } from './use-home.js'
import { useProject } from './use-project.js'

export interface Follow {
  readonly session: string
  readonly title: string
}

interface ComposerProps {
  readonly ref: Ref<HTMLTextAreaElement>
  readonly app: AppState
  readonly records: readonly SessionRecord[]
  readonly draft: string
  readonly onDraft: (text: string) => void
  readonly follow: Follow | null
  readonly onFollow: (follow: Follow | null) => void
}

const PLAIN_STEPS = 'One plain step a line, such as:\nclick "New"\ntype "Minutes" into "Title"'

function placeholder(app: AppState, choices: TaskChoices, follow: Follow | null): string {
  if (chosenModel(app, choices.model).provider === 'offline') return PLAIN_STEPS
  return follow ? 'What comes next?' : 'Describe the task. What should be true when it is done?'
}

function hint(app: AppState, records: readonly SessionRecord[], choices: TaskChoices): string {
  if (app.live !== null) return 'A task is running. Say what to change in the overlay.'
  const model = chosenModel(app, choices.model)
  if (isLocal(model)) return 'No cost with this model.'
  return pastInWords(records, model.provider) ?? 'Deskhand asks before anything risky.'
}

function Followed({ follow, onLeave }: { readonly follow: Follow; readonly onLeave: () => void }) {
  return (
    <p className="follow small">
      <span className="clip">Goes on with “{follow.title}”</span>
      <Button kind="quiet" aria-label="Write a new task instead" icon={<Icon of={X} />} onClick={onLeave} />
    </p>
  )
}

export function Composer({ ref, app, records, draft, onDraft, follow, onFollow }: ComposerProps) {
  const [choices, setChoices] = useState<TaskChoices>(NOTHING_CHOSEN)
  const { isStarting, fault, start } = useStart()
  const session = follow?.session ?? null
  const followed = useFollowedFolder(session)
  const chosen = { ...choices, workspace: choices.workspace ?? followed }
  const project = useProject(chosen.workspace, app.templates)
  const canStart = draft.trim() !== '' && !isStarting && app.live === null
  const go = async () => {
    if (!canStart || !(await start(draft, chosen, session))) return
    onDraft('')
    onFollow(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void go()
  }
  return (
    <div className="card compose">
      {follow && <Followed follow={follow} onLeave={() => onFollow(null)} />}
      <textarea
        ref={ref}
        rows={3}
        aria-label="Task"
        placeholder={placeholder(app, choices, follow)}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={onKeyDown}
        autoFocus
      />
      {fault && (
        <div className="fault" role="alert">
          <Icon of={TriangleAlert} />
          <p className="selectable">{fault}</p>
        </div>
      )}
      <ProjectWishes view={project} />
      <ComposerChips
        app={app}
        templates={project.templates}
        choices={chosen}
        ownFolder={followed}
        onChange={setChoices}
        draft={draft}
        onDraft={onDraft}
      />
      <div className="foot">
        {app.live === null && <Icon of={History} className="only-wide" />}
        <span className="grow">{hint(app, records, choices)}</span>
        <Button kind="primary" disabled={!canStart} onClick={() => void go()}>
          {isStarting ? 'Starting' : 'Start'} <Keys caps={[app.platform === 'macos' ? '⌘' : 'Ctrl', 'Enter']} />
        </Button>
      </div>
    </div>
  )
}
