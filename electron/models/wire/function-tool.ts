/** A function as every API can be given it. */
export interface FunctionTool {
  readonly name: string
  readonly description: string
  /** JSON schema */
  readonly parameters: object
}
