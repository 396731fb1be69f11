/** What a sandbox is asked: the command line that runs a program shut in. bubblewrap.ts and sandbox-exec.ts answer. */

export interface Boundary {
  /** the workspace, without links */
  readonly root: string
  readonly isReadOnly: boolean
  /** the person's home: only what programs in PATH need of it is there, and read-only */
  readonly home: string
  /** folders of Deskhand's own: data, runtime folder with the control channel */
  readonly hidden: readonly string[]
  /** more files and folders to be read: the person's choice */
  readonly alsoRead: readonly string[]
  readonly pathVariable: string
  /** more that is mounted, read-only: the socket and cookie of a private desktop */
  readonly sockets?: readonly string[]
}

export interface Confined {
  readonly hasNetwork: boolean
  /** it gets a pseudo-terminal as its controlling one */
  readonly hasTerminal: boolean
}

export interface CommandLine {
  readonly file: string
  readonly args: readonly string[]
}

export interface Sandbox {
  readonly name: 'bubblewrap' | 'sandbox-exec' | 'none'
  wrap(command: CommandLine, confined: Confined): CommandLine
  /** HOME and TMPDIR inside */
  readonly home: string
  readonly temp: string
  /** all that was started inside ends with the program that was wrapped */
  readonly endsTree: boolean
}
