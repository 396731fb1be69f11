/** Export as a file, with how far it is, a way to cancel it, and where it went. */
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ExportFormat } from '../../electron/protocol/replay.js'
import { ask, on, tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Menu } from '../shared/components/Menu.js'
import { Icon } from '../shared/icons.js'

const FORMATS = [
  { id: 'html', words: 'Web page', detail: 'One file that opens anywhere' },
  { id: 'video', words: 'Video', detail: 'WebM with pointer and captions' },
  { id: 'markdown', words: 'Report', detail: 'Markdown: task, steps, results, cost' },
  { id: 'jsonl', words: 'Log lines', detail: 'JSON, one event a line' },
] as const

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly format: ExportFormat; readonly share: number }
  | { readonly kind: 'saved'; readonly file: string; readonly problems: number }
  | { readonly kind: 'failed'; readonly message: string }

const IDLE: State = { kind: 'idle' }

export function useExport(session: string) {
  const [state, setState] = useState<State>(IDLE)
  useEffect(() => on('replay.progress', ({ share }) => setState((old) => (old.kind === 'running' ? { ...old, share } : old))), [])
  const run = (format: ExportFormat) => {
    setState({ kind: 'running', format, share: 0 })
    void ask('replay.export', { session, format }).then((answer) => {
      if (!answer.ok) setState({ kind: 'failed', message: answer.problem.message })
      else if (answer.value.file === null) setState(IDLE)
      else setState({ kind: 'saved', file: answer.value.file, problems: answer.value.problems.length })
    })
  }
  return { state, run, forget: () => setState(IDLE) }
}

type Exporting = ReturnType<typeof useExport>

export function ExportMenu({ exporting }: { readonly exporting: Exporting }) {
  return (
    <Menu
      items={FORMATS}
      className="btn smallb"
      align="end"
      disabled={exporting.state.kind === 'running'}
      onChoose={(id) => exporting.run(id as ExportFormat)}
    >
      <Icon of={Download} />
      Export
    </Menu>
  )
}

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

function words(state: Exclude<State, { kind: 'idle' }>): string {
  if (state.kind === 'running') return `Writing, ${Math.round(state.share * 100)} %`
  if (state.kind === 'failed') return state.message
  const missing = state.problems === 0 ? '' : ` ${state.problems} things of the session could not be read.`
  return `Saved as “${nameOf(state.file)}”.${missing}`
}

export function ExportNotice({ exporting }: { readonly exporting: Exporting }) {
  const { state, forget } = exporting
  if (state.kind === 'idle') return null
  return (
    <div className={`note ${state.kind === 'failed' ? 'warn' : 'plain'} export`} role="status">
      <span className="grow clip">{words(state)}</span>
      {state.kind === 'running' && (
        <>
          <progress value={state.share} max={1} aria-label="How much is written" />
          <Button size="small" onClick={() => tell('replay.stopExport', null)}>
            Cancel
          </Button>
        </>
      )}
      {state.kind === 'saved' && (
        <Button size="small" onClick={() => tell('replay.reveal', null)}>
          Show in folder
        </Button>
      )}
      {state.kind !== 'running' && (
        <Button size="small" onClick={forget}>
          Close
        </Button>
      )}
    </div>
  )
}
