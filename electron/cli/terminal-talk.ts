/** In a terminal: a typed line steers, and what the session asks is answered here, as whole typed words. */
import { createInterface } from 'node:readline'
import { commandSchema, type Command } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import { effortSchema } from '../protocol/settings.js'
import { NO_PROGRESS, progressAfter, readPlanLine, readWhyLine, type Progress } from './terminal-plan.js'
import { closeInput, type Attached } from './stdin-commands.js'
import type { Io } from './plugs.js'

type Asked = Extract<SessionEvent, { type: 'approval.asked' | 'question.asked' }>

export interface TerminalTalk extends Attached {
  /** what the session said: it may be a question */
  take(event: SessionEvent): void
}

export function talkInTerminal(io: Pick<Io, 'stdin' | 'err'>, command: (command: Command) => void): TerminalTalk {
  const asked = new Map<string, Asked>()
  let progress = NO_PROGRESS
  let isOpen = true
  const lines = createInterface({ input: io.stdin, terminal: false, crlfDelay: Infinity })
  lines.on('line', (typed) => {
    const line = typed.trim()
    if (line === '') return
    const reading = readLine(line, [...asked.values()][0], progress)
    if (reading.kind === 'command') command(reading.command)
    else io.err(`${reading.sentence}\n`)
  })
  lines.on('close', () => {
    isOpen = false
  })
  return {
    isOpen: () => isOpen,
    close: () => closeInput(lines, io.stdin),
    take: (event) => {
      progress = progressAfter(progress, event)
      if (event.type === 'approval.asked' || event.type === 'question.asked') {
        asked.set(event.id, event)
        io.err(`${howToAnswer(event)}\n`)
      }
      if (event.type === 'approval.answered' || event.type === 'question.answered') asked.delete(event.id)
    },
  }
}

type Reading = { readonly kind: 'command'; readonly command: Command } | { readonly kind: 'say'; readonly sentence: string }

const APPROVALS: ReadonlySet<string> = new Set(['allow', 'allow-session', 'deny'])
const SLASH: Readonly<Record<string, Command>> = {
  '/stop': { type: 'stop' },
  '/pause': { type: 'pause' },
  '/takeover': { type: 'takeOver' },
  '/continue': { type: 'continue' },
}

export function readLine(line: string, asked: Asked | undefined, progress: Progress = NO_PROGRESS): Reading {
  const control = SLASH[line]
  if (control) return { kind: 'command', command: control }
  if (/^\/plan(\s|$)/.test(line)) return readPlanLine(line, progress)
  if (/^\/why(\s|$)/.test(line)) return readWhyLine(line, progress)
  if (/^\/switch(\s|$)/.test(line)) return readSwitch(line.split(/\s+/).slice(1))
  if (!asked) return { kind: 'command', command: { type: 'steer', text: line, when: 'now' } }
  const value = readAnswer(line, asked)
  if (value === null) return { kind: 'say', sentence: howToAnswer(asked) }
  return { kind: 'command', command: { type: 'answer', id: asked.id, value } }
}

/** A word that is an effort is one; the other is the model. */
function readSwitch(words: readonly string[]): Reading {
  const isEffort = (word: string) => word === 'default' || effortSchema.safeParse(word).success
  const effort = words.find(isEffort)
  const [model, ...more] = words.filter((word) => word !== effort)
  const command = commandSchema.safeParse({ type: 'switch', ...(model ? { model } : {}), ...(effort ? { effort } : {}) })
  if (command.success && more.length === 0) return { kind: 'command', command: command.data }
  return { kind: 'say', sentence: '      Type /switch MODEL, /switch EFFORT or /switch MODEL EFFORT.' }
}

/** Null when it is none of the words that are asked for: a slip of the hand must allow nothing. */
function readAnswer(line: string, asked: Asked): string | boolean | null {
  if (asked.type === 'approval.asked') return APPROVALS.has(line) ? line : null
  if (asked.kind === 'confirm') return line === 'yes' ? true : line === 'no' ? false : null
  if (asked.kind !== 'choice') return line
  const choices = asked.choices ?? []
  return choices.find((choice, index) => choice === line || String(index + 1) === line) ?? null
}

function howToAnswer(asked: Asked): string {
  if (asked.type === 'approval.asked') return '      Type allow, allow-session or deny.'
  if (asked.kind === 'confirm') return '      Type yes or no.'
  return asked.kind === 'choice' ? '      Type one of the choices or its number.' : '      Type your answer.'
}
