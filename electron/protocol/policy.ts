/**
 * The policy language of config.json: rules that say of what is to be done allow, ask or deny (docs/safety.md), and profiles for
 * runs that nobody watches.
 */
import { z } from 'zod'
import { actionSchema, type ActionKind } from './action.js'
import { riskKindSchema } from './risk.js'

export const policyAnswerSchema = z.enum(['allow', 'ask', 'deny'])
export type PolicyAnswer = z.infer<typeof policyAnswerSchema>

const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)])
const pattern = z.string().min(1)
const ACTION_KINDS = actionSchema.options.map((option) => option.shape.kind.value) as [ActionKind, ...ActionKind[]]

/**
 * All that a rule names must fit; of a list one is enough. In texts `*` stands for anything, `?` for one character, upper and
 * lower case are the same. A rule that names nothing fits everything.
 */
export const policyRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'an id of small letters, digits and dashes'),
  /** one sentence for the person who is asked */
  why: z.string().min(1).max(300).optional(),
  risk: oneOrMore(riskKindSchema).optional(),
  /** program of the window it lands in, as the trace shows it */
  app: oneOrMore(pattern).optional(),
  /** title of that window */
  title: oneOrMore(pattern).optional(),
  /** host of the web page it lands in: `example.com` is that and what is under it */
  site: oneOrMore(pattern).optional(),
  tool: oneOrMore(pattern).optional(),
  action: oneOrMore(z.enum(ACTION_KINDS)).optional(),
  then: policyAnswerSchema,
})
export type PolicyRule = z.infer<typeof policyRuleSchema>
export const POLICY_RULE_KEYS: readonly string[] = Object.keys(policyRuleSchema.shape)

/** What leave for the rest of a session covers: a rule, in one program and on one site. */
export const grantScopeSchema = z.object({
  rule: z.string(),
  app: z.string(),
  site: z.string().nullable(),
  /** null for actions */
  tool: z.string().nullable(),
})
export type GrantScope = z.infer<typeof grantScopeSchema>

/** What the person says in advance for runs that nobody watches; `run --profile NAME`. */
export const profileSchema = z.strictObject({
  /** from then on it is refused, and what it allowed is asked for again in a run that still goes on */
  expires: z.iso.datetime({ offset: true }).or(z.iso.date()),
  approvals: z.enum(['ask', 'risky', 'never']).optional(),
  /** before the person's other rules */
  policy: z.array(policyRuleSchema).default([]),
  limits: z
    .strictObject({
      steps: z.number().int().min(0),
      costUsd: z.number().min(0),
      minutes: z.number().min(0),
      tokens: z.number().int().min(0),
    })
    .partial()
    .default({}),
})
export type Profile = z.infer<typeof profileSchema>
export const PROFILE_KEYS: readonly string[] = Object.keys(profileSchema.shape)
