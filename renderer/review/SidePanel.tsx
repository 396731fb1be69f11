/** Beside the diff: why the file was changed, what was run, what was not tested, risks, checks, cost, how much is the model's. */
import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Check, CommandRun, Finding, ReviewAbout, ReviewFile } from '../../electron/protocol/review.js'
import { visibleLine, visibleText } from '../../electron/replay/visible-text.js'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { count, money, tokens } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { checkWords, committedWords, endWords, RISK_WORDS, shareWords, TEST_WORDS } from './review-words.js'
import { useShare, type Checking } from './use-review.js'

export type GoTo = (path: string, line: number | null) => void

interface SidePanelProps {
  readonly about: ReviewAbout
  readonly file: ReviewFile | null
  readonly checking: Checking
  readonly onGo: GoTo
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

function StepLink({ session, step }: { readonly session: string; readonly step: number }) {
  return (
    <button type="button" className="link" onClick={() => tell('sessions.openReplay', { session, turn: step })}>
      Step {step}
    </button>
  )
}

function Why({ about, file }: { readonly about: ReviewAbout; readonly file: ReviewFile }) {
  return (
    <Part title="Why">
      {file.why.length === 0 && (
        <p className="t2">
          The model said nothing when it changed this file, in {file.steps.length === 1 ? 'step' : 'steps'}{' '}
          {file.steps.join(', ')}.
        </p>
      )}
      {file.why.map(({ step, text }, at) => (
        <p key={at} className="said">
          <StepLink session={about.record.id} step={step} /> {visibleText(text)}
        </p>
      ))}
      {file.isMixed && (
        <p className="warn">
          Somebody else changed this file between two of these steps: their lines are in this diff, and not in a commit.
        </p>
      )}
    </Part>
  )
}

const isBad = ({ exit }: CommandRun): boolean => exit !== 0 && exit !== null

function Runs({ about }: { readonly about: ReviewAbout }) {
  const { commands, tests, untested, files } = about.review
  const css = tests === 'passed' ? '' : 'warn'
  return (
    <Part title={`Run, ${count(commands.length, 'command')}`}>
      {(files.length > 0 || tests !== 'none') && <p className={`m ${css}`}>{TEST_WORDS[tests]}</p>}
      {untested.length > 0 && tests !== 'none' && (
        <p className="warn">{count(untested.length, 'file was', 'files were')} changed after tests last passed.</p>
      )}
      <ul className="runs">
        {commands.map((run, at) => (
          <li key={at}>
            <code className="clip" title={visibleLine(run.command, 1000)}>
              {visibleLine(run.command)}
            </code>
            <span className={isBad(run) ? 'end bad' : 'end t3'}>{endWords(run)}</span>
            <StepLink session={about.record.id} step={run.step} />
          </li>
        ))}
      </ul>
    </Part>
  )
}

interface PlaceProps {
  readonly path: string
  readonly line: number | null
  readonly onGo: GoTo
}

const Place = ({ path, line, onGo }: PlaceProps) => (
  <button type="button" className="link place-link" onClick={() => onGo(path, line)}>
    {visibleLine(path)}
    {line === null ? '' : `:${line}`}
  </button>
)

function Risks({ about, onGo }: { readonly about: ReviewAbout; readonly onGo: GoTo }) {
  const { risks, isRisksCut } = about.review
  return (
    <Part title="Risks in the new lines">
      {isRisksCut && <p className="warn">There are more new lines than were looked through.</p>}
      {risks.length === 0 && !isRisksCut && (
        <p className="t2">None was found by the form of the lines: no keys, no SQL built by strings, no new packages.</p>
      )}
      <ul className="found">
        {risks.map(({ kind, path, line, text }, at) => (
          <li key={at}>
            <p className="m warn">{RISK_WORDS[kind]}</p>
            <Place path={path} line={line} onGo={onGo} />
            <code>{visibleLine(text)}</code>
          </li>
        ))}
      </ul>
    </Part>
  )
}

const LEVEL_WORDS: Readonly<Record<Finding['level'], string>> = { low: '', medium: 'Medium', high: 'High' }

function CheckCard({ check, onGo }: { readonly check: Check; readonly onGo: GoTo }) {
  const { tool, state, findings, missing } = check
  return (
    <li>
      <p>
        <b>{tool}</b> <span className={state === 'failed' ? 'warn' : 't2'}>{checkWords(check)}</span>
      </p>
      {findings.map(({ path, line, level, rule, text }, at) => (
        <div key={at} className="finding">
          <Place path={path} line={line} onGo={onGo} />
          <p>
            {level !== 'low' && <span className={level === 'high' ? 'bad m' : 'warn m'}>{LEVEL_WORDS[level]} </span>}
            {visibleText(text)} {rule !== '' && <span className="t3">{visibleLine(rule)}</span>}
          </p>
        </div>
      ))}
      {missing !== '' && <p className="small t2">{visibleText(missing)}</p>}
    </li>
  )
}

function Checks({ about, checking, onGo }: Omit<SidePanelProps, 'file'>) {
  const { checks, isRunning, fault, run } = checking
  return (
    <Part title="Linters and scanners">
      {checks === null && (
        <p className="t2">
          The project’s own linters, and scanners that are installed, can look at these files. They run in the sandbox.
        </p>
      )}
      {fault !== null && <p className="warn">{fault}</p>}
      <div role="status" className="found">
        <ul className="found">
          {checks?.length === 0 && <li className="t2">There is none for files like these.</li>}
          {checks?.map((check) => (
            <CheckCard key={check.tool} check={check} onGo={onGo} />
          ))}
        </ul>
      </div>
      <Button size="small" icon={<Icon of={ShieldAlert} />} disabled={isRunning || about.isLive} onClick={run}>
        {isRunning ? 'Checking' : checks === null ? 'Check these files' : 'Check again'}
      </Button>
    </Part>
  )
}

function Cost({ about }: { readonly about: ReviewAbout }) {
  const { cost } = about.review
  const share = useShare(about.record.id, about.commits.length)
  return (
    <Part title="Cost, and how much is the model’s">
      <p>
        {count(cost.turns, 'step')} · {tokens(cost.tokens)} tokens · {money(cost.usd)}
      </p>
      <p className="t2">{shareWords(about.review)}</p>
      {share && <p className="t2">{committedWords(share)}</p>}
    </Part>
  )
}

export function SidePanel({ about, file, checking, onGo }: SidePanelProps) {
  return (
    <aside className="insp selectable" aria-label="About these changes" tabIndex={0}>
      {file && <Why about={about} file={file} />}
      <Runs about={about} />
      {about.review.files.length > 0 && (
        <>
          <Risks about={about} onGo={onGo} />
          <Checks about={about} checking={checking} onGo={onGo} />
        </>
      )}
      <Cost about={about} />
    </aside>
  )
}
