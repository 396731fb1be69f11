/** `--secret NAME=env:VAR[@APP|@tool]`: values for typing that come from the environment and go to nobody else. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { SecretGrant } from '../runner/running-session.js'
import { secretsIn } from '../safety/secrets.js'
import { dataHome } from '../sessions/data-home.js'
import { createSecretVault } from '../settings/secret-vault.js'
import { refuse } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'

export interface ReadSecrets {
  readonly grants: readonly SecretGrant[]
  /** where the values came from: what Deskhand starts must not find them there */
  readonly variables: readonly string[]
}

const SHAPE = /^(?<name>[A-Za-z_][\w-]*)=env:(?<variable>[A-Za-z_]\w*)(?:@(?<app>.+))?$/

export function readSecrets(
  texts: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Outcome<ReadSecrets, Problem> {
  const grants: SecretGrant[] = []
  const variables: string[] = []
  for (const text of texts) {
    const groups = SHAPE.exec(text)?.groups
    // What follows the = may be a secret written out by mistake, so only the name is repeated.
    if (!groups)
      return refuse(
        'usage',
        `--secret \`${text.split('=')[0]}=…\` must be NAME=env:VARIABLE, NAME=env:VARIABLE@APP or NAME=env:VARIABLE@tool.`,
      )
    const { name = '', variable = '', app } = groups
    if (grants.some((grant) => grant.name === name)) return refuse('usage', `--secret ${name} is given twice.`)
    const value = env[variable]
    if (!value) return refuse('configuration', `--secret ${name}: the variable ${variable} is not set.`)
    grants.push({ name, value, ...whereFor(app) })
    variables.push(variable)
  }
  return { ok: true, value: { grants, variables } }
}

/** Those of the flags, then the kept ones of other names. A keychain that cannot be read matters only to a task that needs it. */
export async function offeredSecrets(
  wanted: { readonly flags: readonly string[]; readonly task: string },
  { keychain }: Pick<Plugs, 'keychain'>,
  io: Pick<Io, 'env'>,
): Promise<Outcome<ReadSecrets, Problem>> {
  const given = readSecrets(wanted.flags, io.env)
  if (!given.ok) return given
  const { grants, variables } = given.value
  const isGiven = (name: string) => grants.some((grant) => grant.name === name)
  const kept = await createSecretVault(dataHome(io.env), keychain).open()
  if (!kept.ok) return secretsIn(wanted.task).every(isGiven) ? given : kept
  return { ok: true, value: { grants: [...grants, ...kept.value.filter(({ name }) => !isGiven(name))], variables } }
}

/** What stands behind the @: a program or site, or the word that means tools. */
export const whereFor = (word: string | undefined): { readonly app: string | null; readonly isForTools?: true } =>
  word === 'tool' ? { app: null, isForTools: true } : { app: word ?? null }
