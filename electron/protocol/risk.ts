/**
 * What can go wrong with something that is to be done, in words the policy, the prompts and the log share. Told from what an
 * action does and where it lands, never from how the model words it.
 */
import { z } from 'zod'

export const riskKindSchema = z.enum([
  /** a message, a form, a publication leaves this machine for somebody else */
  'sends',
  'pays',
  'deletes',
  'installs',
  'changes-settings',
  'runs-command',
  /** reads or writes outside the workspace */
  'leaves-workspace',
  'types-secret',
  /** uses the network from a command or tool */
  'uses-network',
  /** runs code that nobody has read: pasted, recalled, or straight from another command or the network */
  'runs-unread',
  /** shuts the machine down, logs out, or switches away from the desktop */
  'ends-session',
])
export type RiskKind = z.infer<typeof riskKindSchema>

/** How bad it may be. A high risk is asked for each time: no grant covers it. */
export const riskLevelSchema = z.enum(['low', 'medium', 'high'])
export type RiskLevel = z.infer<typeof riskLevelSchema>

/** Where on a picture something lands, for the prompt's crop: picture px of the frame with that id. */
export const spotSchema = z.object({ frame: z.string(), x: z.number(), y: z.number() })
export type Spot = z.infer<typeof spotSchema>

/** What let something be done that a rule speaks of, or that a person was not asked for. */
export const decidedSchema = z.object({
  by: z.enum(['policy', 'grant', 'mode']),
  /** id of the rule */
  rule: z.string(),
  risks: z.array(riskKindSchema),
})
export type Decided = z.infer<typeof decidedSchema>
