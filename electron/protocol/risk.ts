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
])
export type RiskKind = z.infer<typeof riskKindSchema>
