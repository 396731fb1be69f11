/** The settings a person can change: config.json, environment and flags fill this one shape (CONTRACT 5). */
import { z } from 'zod'

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
})
export type Limits = z.infer<typeof limitsSchema>

export const hotkeysSchema = z.object({
  stop: chordSchema.default('Ctrl+Alt+Period'),
  pause: chordSchema.default('Ctrl+Alt+Comma'),
  takeOver: chordSchema.default('Ctrl+Alt+Space'),
  steer: chordSchema.default('Ctrl+Alt+Slash'),
  overlay: chordSchema.default('Ctrl+Alt+Semicolon'),
})
export type Hotkeys = z.infer<typeof hotkeysSchema>
export type HotkeyName = keyof Hotkeys

export const settingsSchema = z.object({
  /** null: the first key found, else offline */
  provider: providerSchema.nullable().default(null),
  /** null: the provider's default */
  model: z.string().nullable().default(null),
  baseUrl: z.string().nullable().default(null),
  effort: effortSchema.nullable().default(null),
  /** an id that doctor prints, 'virtual' or 'virtual:WxH'; null: the primary display */
  display: z.string().nullable().default(null),
  approvals: approvalModeSchema.default('risky'),
  limits: limitsSchema.prefault({}),
  hotkeys: hotkeysSchema.prefault({}),
  overlay: z
    .object({
      size: z.enum(['pill', 'compact', 'expanded']).default('expanded'),
      x: z.number().nullable().default(null),
      y: z.number().nullable().default(null),
    })
    .prefault({}),
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
