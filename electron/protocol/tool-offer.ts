/** What a model is told of a tool. electron/tools makes them, the model adapters put them on the wire. */

/** How a tool is offered to a model. An adapter whose API has a typed form uses it; every other offers a function. */
export type ToolForm = 'function' | 'shell' | 'apply-patch' | 'text-editor'

export interface ToolOffer {
  /** unique in a session; MCP tools are `server__tool` */
  readonly name: string
  readonly description: string
  /** JSON schema of the input object */
  readonly parameters: object
  readonly form: ToolForm
}
