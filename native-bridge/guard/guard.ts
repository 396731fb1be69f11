/**
 * A tiny process that outlives us, however we end: it waits at the end of a pipe, and when that closes it carries out what it
 * was told last. It is the system's shell with a few lines, so it starts within milliseconds, sleeps in the kernel until then,
 * and needs neither Node nor Electron. What to do must therefore be prepared by us: bytes for a connection that it inherits
 * open, and a command.
 */
import { spawn, type ChildProcess } from 'node:child_process'

const SHELL = '/bin/sh'
/**
 * Signals that end us are no reason to end before us. After the bytes the connection stays open for a moment: a server may
 * drop what it has not read when the other side is gone.
 */
const SCRIPT = `
trap '' HUP INT QUIT TERM
bytes= command=
while IFS= read -r line; do
  case $line in
    b*) bytes=\${line#b} ;;
    c*) command=\${line#c} ;;
  esac
done
if [ -n "$bytes" ]; then printf "$bytes" >&3; fi
if [ -n "$command" ]; then (trap - HUP INT QUIT TERM; exec 3>&-; eval "exec $command") & fi
if [ -n "$bytes" ]; then sleep 1; fi`

export class Guard {
  private child: ChildProcess | null = null
  private bytes = ''
  private command = ''

  /** `connection`: the file descriptor that the bytes are for, open until the guard is closed; null where there are none. */
  constructor(private readonly connection: number | null) {}

  /** Written to the connection when we die; empty for nothing. It knows when this returns: say it before what it undoes. */
  sendAtDeath(bytes: Buffer): void {
    this.tell('bytes', octal(bytes))
  }

  /** Started when we die; null for nothing. The words are taken as they are. */
  runAtDeath(command: readonly string[] | null): void {
    this.tell('command', command === null ? '' : command.map(quoted).join(' '))
  }

  /** Nothing is to be done any more. */
  close(): void {
    this.sendAtDeath(Buffer.alloc(0))
    this.runAtDeath(null)
    this.child?.stdin?.end()
    this.child = null
  }

  private tell(what: 'bytes' | 'command', text: string): void {
    if (this[what] === text) return
    this[what] = text
    if (this.child) this.child.stdin?.write(`${what.charAt(0)}${text}\n`)
    else if (text !== '') this.start()
  }

  /** With nothing to do there is no process. */
  private start(): void {
    const child = spawn(SHELL, ['-c', SCRIPT], {
      // of a session of its own: a Ctrl+C in the terminal and the end of our process group are not for it
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore', this.connection ?? 'ignore'],
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      cwd: '/',
    })
    this.child = child
    // ended by somebody: the next thing to guard starts another
    const forget = () => {
      if (this.child === child) this.child = null
    }
    child.once('error', forget)
    child.once('exit', forget)
    child.stdin?.on('error', forget)
    child.stdin?.write(`b${this.bytes}\nc${this.command}\n`)
    child.unref()
    if (child.stdin && 'unref' in child.stdin) (child.stdin as unknown as { unref(): void }).unref()
  }
}

/** For printf, which writes them again as they were. */
const octal = (bytes: Buffer): string => Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')

/** One word for the shell. A line break cannot stand in a line: such a command is not for the guard. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
