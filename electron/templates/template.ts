/** A way to begin a task: `/debug the login fails` becomes the template's text with the words after its name in it. */

export interface Template {
  /** small letters, digits and dashes */
  readonly name: string
  /** one line for a list */
  readonly about: string
  /** `{{task}}` is where the person's words go; without it they stand at the end */
  readonly text: string
  readonly from: 'built-in' | 'project'
}

export const TEMPLATE_NAME = /^[a-z][a-z0-9-]{0,40}$/
