/** What config.json says of tools: how far commands may reach, and which MCP servers there are. */
import { z } from 'zod'

export const toolSettingsSchema = z.object({
  /** commands and file tools change nothing in the workspace */
  readOnly: z.boolean().default(false),
  /** `ask`: off but for a command that wants it and is allowed to by a person */
  network: z.enum(['off', 'ask', 'on']).default('ask'),
  /** names of more variables that commands get */
  env: z.array(z.string().regex(/^[A-Za-z_]\w*$/)).default([]),
  /** more files and folders that commands may read, absolute */
  read: z.array(z.string()).default([]),
})
export type ToolSettings = z.infer<typeof toolSettingsSchema>

const serverName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,29}$/, 'a name of letters, digits and dashes')

export const mcpServerSchema = z.union([
  z.strictObject({
    command: z.string().min(1),
    args: z.array(z.string()).default([]),
    /** the only variables it gets beside those that every program needs */
    env: z.record(z.string(), z.string()).default({}),
    network: z.boolean().default(false),
  }),
  z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    headers: z.record(z.string(), z.string()).default({}),
  }),
])
export type McpServer = z.infer<typeof mcpServerSchema>
export const mcpServersSchema = z.record(serverName, mcpServerSchema).default({})
