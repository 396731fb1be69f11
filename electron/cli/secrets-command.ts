/** `secrets`: named values in the OS keychain. A value is read from stdin or typed unseen, never given as an argument. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import type { Outcome } from '../../native-bridge/index.js'
import { SECRET_NAME, type KeptSecret } from '../protocol/kept-secret.js'
import type { Problem } from '../protocol/problem.js'
import { dataHome } from '../sessions/data-home.js'
import { createSecretVault, type SecretVault } from '../settings/secret-vault.js'
import { EXIT } from './exit-codes.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'
import { whereFor } from './read-secrets.js'

const DONE = { ok: true, value: EXIT.done } as const
const USE = 'Use `deskhand secrets`, `deskhand secrets add NAME[@APP|@tool]` or `deskhand secrets remove NAME`.'

export async function secretsCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  const vault = createSecretVault(dataHome(io.env), plugs.keychain)
  const [verb = 'list', name, ...more] = args.words
  // the word too many may be the value, so it is not repeated
  if (more.length > 0)
    return refuse('usage', 'A value is never given on the command line: it is read from stdin, or asked for in a terminal.')
  if (verb === 'list' && name === undefined) return list(vault, args, io)
  if (verb === 'add' && name !== undefined) return add(vault, name, io)
  if (verb === 'remove' && name !== undefined) return remove(vault, name, io)
  return refuse('usage', USE)
}

async function list(vault: SecretVault, args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const listed = await vault.list()
  if (!listed.ok) return listed
  if (args.flags.has('json')) for (const secret of listed.value) io.out(`${JSON.stringify(secret)}\n`)
  else if (listed.value.length === 0) io.out('No secret is kept.\n')
  else for (const secret of listed.value) io.out(`${secret.name.padEnd(20)}  ${whereWords(secret)}\n`)
  return DONE
}

const whereWords = ({ app, isForTools }: KeptSecret): string =>
  isForTools ? 'for tools' : app === null ? 'anywhere' : `in ${app}`

async function add(vault: SecretVault, word: string, io: Io): Promise<Outcome<number, Problem>> {
  const [name = '', ...where] = word.split('@')
  if (!SECRET_NAME.test(name) || (where.length > 0 && where.join('@') === '')) return refuse('usage', `That is no name. ${USE}`)
  const { app, isForTools = false } = whereFor(where.length > 0 ? where.join('@') : undefined)
  const value = io.stdin.isTTY ? await askUnseen(name, io) : withoutLastBreak(await readAll(io.stdin))
  if (value === '') return refuse('usage', `The value of ${name} is empty, so nothing is kept.`)
  const kept = await vault.add({ name, app, isForTools }, value)
  if (!kept.ok) return kept
  io.out(`${name} is kept in the keychain, ${whereWords({ name, app, isForTools })}. Write {{secret:${name}}} in a task.\n`)
  return DONE
}

async function remove(vault: SecretVault, name: string, io: Io): Promise<Outcome<number, Problem>> {
  const removed = await vault.remove(name)
  if (!removed.ok) return removed
  if (!removed.value) return refuse('usage', 'No secret of this name is kept; `deskhand secrets` lists them.')
  io.out(`${name} is removed.\n`)
  return DONE
}

/** `echo value | …` and files end in a line break that is not meant. */
const withoutLastBreak = (text: string): string => text.replace(/\r?\n$/, '')

/** What is typed shows nowhere. */
async function askUnseen(name: string, io: Io): Promise<string> {
  io.err(`Value of ${name} (it is not shown): `)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: io.stdin, output: unseen, terminal: true })
  const value = await new Promise<string>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(''))
  })
  lines.close()
  io.err('\n')
  return value
}
