/** The settings a person can change: config.json, environment and flags fill this one shape (CONTRACT 5). */
import { z } from 'zod'
import { policyRuleSchema, profileSchema } from './policy.js'
import { mcpServersSchema, toolSettingsSchema } from './tool-settings.js'

export const providerSchema = z.enum(['openai', 'anthropic', 'gemini', 'openai-chat', 'offline', 'scripted'])
export type Provider = z.infer<typeof providerSchema>
export const effortSchema = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])
export const approvalModeSchema = z.enum(['ask', 'risky', 'never'])
export type ApprovalMode = z.infer<typeof approvalModeSchema>

/** A chord of key positions: modifiers and a DOM KeyboardEvent.code, 'Ctrl+Alt+Period' for instance. */
export const chordSchema = z.string().regex(/^((Ctrl|Alt|Shift|Meta)\+)+[A-Z][A-Za-z0-9]*$/, 'a chord such as Ctrl+Alt+Period')

export const limitsSchema = z.object({
  /** completed model turns; 0 = no limit */
  steps: z.number().int().min(0).default(200),
  costUsd: z.number().min(0).default(5),
  minutes: z.number().min(0).default(60),
  /** what is sent and what comes back, together; 0 = no limit */
  tokens: z.number().int().min(0).default(0),
})
/** `tokens` left out: no limit of them. */
export type Limits = Omit<z.infer<typeof limitsSchema>, 'tokens'> & { readonly tokens?: number }

export const hotkeysSchema = z.object({
  stop: chordSchema.default('Ctrl+Alt+Period'),
  pause: chordSchema.default('Ctrl+Alt+Comma'),
  takeOver: chordSchema.default('Ctrl+Alt+Space'),
  steer: chordSchema.default('Ctrl+Alt+Slash'),
  overlay: chordSchema.default('Ctrl+Alt+Semicolon'),
})
export type Hotkeys = z.infer<typeof hotkeysSchema>
export type HotkeyName = keyof Hotkeys

/** What follows when a person touches mouse or keyboard of the display that is driven. */
export const yieldSchema = z.object({
  /**
   * When hands that yielded go on again: after some idle seconds, by the take-over hotkey (or a button, or a command), or only by
   * a button or a command. `off`: hands do not yield.
   */
  mode: z.enum(['idle', 'hotkey', 'never', 'off']).default('idle'),
  idleSeconds: z.number().min(1).max(3600).default(5),
})
export type YieldSettings = z.infer<typeof yieldSchema>

export const cornerSchema = z.enum(['off', 'top-left', 'top-right', 'bottom-left', 'bottom-right'])
export type StopCorner = z.infer<typeof cornerSchema>

/** Which sessions are removed by themselves when one ends: never one that runs, and never the newest. */
export const retentionSchema = z.object({
  /** those that began longer ago; 0: keep all */
  days: z.number().min(0).default(0),
  /** the oldest ones while all together take more than this; 0: no limit */
  megabytes: z.number().min(0).default(0),
})
export type Retention = z.infer<typeof retentionSchema>

export const promptPictureSchema = z.enum([
  'none',
  'anchor',
  'bird',
  'cat',
  'feather',
  'fish',
  'leaf',
  'moon',
  'mountain',
  'sailboat',
  'sun',
  'tree',
  'umbrella',
])
export type PromptPicture = z.infer<typeof promptPictureSchema>

export const settingsSchema = z.object({
  /** null: the first key found, else offline */
  provider: providerSchema.nullable().default(null),
  /** null: the provider's default */
  model: z.string().nullable().default(null),
  baseUrl: z.string().nullable().default(null),
  effort: effortSchema.nullable().default(null),
  /** how an open model writes its actions; null: by the model's name */
  dialect: z.string().nullable().default(null),
  /** OpenAI over one WebSocket, which carries only what is new; when it fails, requests go over HTTP as ever */
  webSocket: z.boolean().default(false),
  /** an id that doctor prints, 'virtual' or 'virtual:WxH'; null: the primary display */
  display: z.string().nullable().default(null),
  approvals: approvalModeSchema.default('risky'),
  /** the person's own rules; the first that fits a risk answers, before the built-in ones (docs/safety.md) */
  policy: z.array(policyRuleSchema).default([]),
  /** rules that only tighten, beside `policy`: where those of a project's file go */
  projectPolicy: z.array(policyRuleSchema).default([]),
  /** by name, for `run --profile` */
  profiles: z.record(z.string(), profileSchema).default({}),
  /** what every prompt shows so that no page can imitate it: chosen by the person, never sent or logged */
  prompt: z
    .object({
      phrase: z.string().max(40).default(''),
      picture: promptPictureSchema.default('none'),
    })
    .prefault({}),
  /** of shell and file tools, which `--workspace` turns on */
  tools: toolSettingsSchema.prefault({}),
  /** by name; their tools are offered as `name__tool` */
  mcpServers: mcpServersSchema,
  limits: limitsSchema.prefault({}),
  hotkeys: hotkeysSchema.prefault({}),
  yield: yieldSchema.prefault({}),
  /** a person who pushes the mouse into this corner of the driven display stops the session */
  stopCorner: cornerSchema.default('off'),
  overlay: z
    .object({
      size: z.enum(['pill', 'compact', 'expanded']).default('expanded'),
      x: z.number().nullable().default(null),
      y: z.number().nullable().default(null),
    })
    .prefault({}),
  /** sessions are kept for ever where both are 0 */
  retention: retentionSchema.prefault({}),
  /** what text on the screen is read in, by tesseract's codes; `doctor` says which are installed */
  textLanguages: z.array(z.string()).default(['eng']),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** USD per 1M tokens, by model id; wins over the built-in table */
  prices: z
    .record(
      z.string(),
      z.object({ input: z.number(), cached: z.number(), cacheWrite: z.number().optional(), output: z.number() }),
    )
    .default({}),
})
export type Settings = z.infer<typeof settingsSchema>
