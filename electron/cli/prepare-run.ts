/** Everything that can be refused before a desktop is touched: flags, settings, provider, key, pictures, secrets, the task. */
import type { Bridge, Outcome, Picture } from '../../native-bridge/index.js'
import type { Model } from '../models/model.js'
import { whyNotFollowing } from '../models/following.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import type { AnswerShape } from '../runner/answer-shape.js'
import type { SecretGrant, SessionPolicy, SessionPorts } from '../runner/running-session.js'
import type { SessionLog } from '../sessions/session-log.js'
import { chooseProvider } from '../settings/choose-provider.js'
import { heldAsBefore } from '../settings/earlier-life.js'
import { chooseSwitch } from '../settings/choose-switch.js'
import { layOver, type Layer } from '../settings/layers.js'
import { chooseProfile } from '../settings/profiles.js'
import type { LoadedSettings } from '../settings/settings.js'
import { tightened, type KeptWorkspace } from '../settings/workspace-memory.js'
import { askForProject } from './ask-for-project.js'
import { loadSettings } from './load-config.js'
import { readDisplayWish, type DisplayWish } from './open-desktop.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, ModelNeeds, Plugs } from './plugs.js'
import { readImages } from './read-images.js'
import { readOutputSchema } from './output-schema.js'
import { offeredSecrets } from './read-secrets.js'
import { readWorkspace } from './read-workspace.js'
import { readRunFlags, type RunFlags } from './run-flags.js'

type MakeModel = NonNullable<SessionPorts['makeModel']>

export interface PreparedRun {
  readonly flags: RunFlags
  readonly settings: Settings
  readonly warnings: readonly string[]
  readonly wish: DisplayWish
  /** where shell and file tools may work, absolute; null: they are off */
  readonly workspace: string | null
  readonly images: readonly Picture[]
  /** what the final answer must be; null: words */
  readonly answer: AnswerShape | null
  readonly secrets: readonly SecretGrant[]
  readonly policy: SessionPolicy
  readonly model: Model
  /** another one in mid-run */
  readonly makeModel: MakeModel
  /** the model was made before them, so that its task can be checked first */
  connect(parts: { bridge: Bridge; log: SessionLog }): void
}

export interface RunRequest {
  readonly args: Pick<ParsedArgs, 'flags'>
  /** what the model is asked to check: the task, or what a follow-up adds */
  readonly task: string
  /** where no flag says otherwise: what the session had in its earlier life */
  readonly earlier: Layer
  /** settings of its earlier life, which may tighten those of now */
  readonly began?: Layer
  /** which model an earlier life of it ended with */
  readonly before?: ModelUse | null
  /** the folder it worked in in its earlier life, which a flag overrides */
  readonly kept?: KeptWorkspace | null
}

export async function prepareRun(request: RunRequest, plugs: Plugs, io: Io): Promise<Outcome<PreparedRun, Problem>> {
  const flags = readRunFlags(request.args)
  if (!flags.ok) return flags
  const workspace = readWorkspace(flags.value.workspace ?? request.kept?.path ?? null, io.cwd)
  if (!workspace.ok) return workspace
  // a project's own settings lie in the folder that is worked in
  const loaded = await loadAnswered(request, flags.value, workspace.value, io)
  if (!loaded.ok) return loaded
  const { settings, warnings, policy } = loaded.value
  const wish = readDisplayWish(settings.display)
  if (!wish.ok) return wish
  const secrets = await offeredSecrets({ flags: flags.value.secrets, task: request.task }, plugs, io)
  if (!secrets.ok) return secrets
  const files = await readFiles(flags.value, io.cwd)
  if (!files.ok) return files
  const opened = await openModel(request, loaded.value, plugs, io)
  if (!opened.ok) return opened
  for (const variable of secrets.value.variables) io.hideFromPrograms(variable)
  return {
    ok: true,
    value: {
      flags: flags.value,
      settings,
      policy,
      warnings,
      wish: wish.value,
      workspace: workspace.value,
      ...files.value,
      secrets: secrets.value.grants,
      ...opened.value,
    },
  }
}

async function readFiles(
  { images: pictures, outputSchema }: RunFlags,
  cwd: string,
): Promise<Outcome<Pick<PreparedRun, 'images' | 'answer'>, Problem>> {
  const images = await readImages(pictures, cwd)
  if (!images.ok) return images
  const answer = await readOutputSchema(outputSchema, cwd)
  return answer.ok ? { ok: true, value: { images: images.value, answer: answer.value } } : answer
}

/** The model, once it can do the task; the desktop and the log it will need come later. */
async function openModel(
  { task, before = null }: RunRequest,
  loaded: Loaded,
  plugs: Plugs,
  io: Io,
): Promise<Outcome<Pick<PreparedRun, 'model' | 'makeModel' | 'connect'>, Problem>> {
  const input = { loaded, env: io.env, keychain: plugs.keychain, built: plugs.builtProviders }
  const choice = await chooseProvider(input)
  if (!choice.ok) return choice
  const connected: { parts: { bridge: Bridge; log: SessionLog } | null } = { parts: null }
  const needs: ModelNeeds = {
    prices: loaded.settings.prices,
    loadFrame: (id) => connected.parts?.log.loadFrame(id) ?? Promise.resolve(noLogYet(id)),
    bridge: () => connected.parts?.bridge ?? null,
    log: () => connected.parts?.log ?? null,
  }
  const model = await plugs.createModel(choice.value, needs)
  if (!model.ok) return model
  const strange = whyNotFollowing(model.value, before)
  if (strange !== null) return refuse('usage', strange)
  const understood = model.value.check(task)
  if (!understood.ok) return understood
  const makeModel: MakeModel = async (wanted, now) => {
    const chosen = await chooseSwitch(input, wanted, now)
    return chosen.ok ? plugs.createModel(chosen.value, needs) : chosen
  }
  const connect: PreparedRun['connect'] = (parts) => {
    connected.parts = parts
  }
  return { ok: true, value: { model: model.value, makeModel, connect } }
}

type Loaded = LoadedSettings & { readonly policy: SessionPolicy }

/** What the project wants is asked for first, and then all is read again. */
async function loadAnswered(
  { earlier, began = {}, kept }: RunRequest,
  flags: RunFlags,
  workspace: string | null,
  io: Io,
): Promise<Outcome<Loaded, Problem>> {
  const place = { env: io.env, cwd: workspace ?? io.cwd }
  const load = async (): Promise<Outcome<Loaded, Problem>> => {
    const loaded = await loadWithProfile(earlier, flags, place)
    if (!loaded.ok) return loaded
    // a profile is said now, as flags are
    const settings = flags.profile === null ? heldAsBefore(loaded.value.settings, began, flags.layer) : loaded.value.settings
    const tools = kept ? tightened(settings.tools, kept) : settings.tools
    return { ok: true, value: { ...loaded.value, settings: { ...settings, tools } } }
  }
  const loaded = await load()
  if (!loaded.ok) return loaded
  const { waiting, settings } = loaded.value
  const answered = await askForProject(workspace, { waiting, json: flags.json }, settings, io)
  if (!answered.ok) return answered
  return answered.value ? load() : loaded
}

/** A profile lies under the flags. What it allows ends with it; what the person has without it stays. */
async function loadWithProfile(
  earlier: Layer,
  { layer, profile: name }: RunFlags,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<Outcome<Loaded, Problem>> {
  const plain = await loadSettings(io, layOver(earlier, layer))
  if (!plain.ok) return plain
  const { policy: rules, projectPolicy: projectRules, approvals } = plain.value.settings
  if (name === null) return { ok: true, value: { ...plain.value, policy: { rules, projectRules } } }
  const chosen = chooseProfile(name, plain.value.settings, Date.now())
  if (!chosen.ok) return chosen
  const loaded = await loadSettings(io, layOver(earlier, layOver(chosen.value.layer, layer)))
  if (!loaded.ok) return loaded
  const profile = { expiresAtMs: chosen.value.expiresAtMs, rules: chosen.value.rules, approvalsAfter: approvals }
  return { ok: true, value: { ...loaded.value, policy: { rules, projectRules, profile } } }
}

function noLogYet(id: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'log', message: `The picture ${id} is not stored yet.`, retryable: false } }
}
