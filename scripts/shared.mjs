// What the project's scripts share: where the checkout is, how they speak, how they run a command.
import { spawn, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const isCi = Boolean(process.env.CI)

/** One line for the person; standard error, so that results on standard output stay clean. */
export const say = (text) => process.stderr.write(`${text}\n`)

/** The path of a tool that a package of ours brings. */
export const localBin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)

export const has = (program) =>
  spawnSync(process.platform === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0

/** Runs a command with our terminal and resolves with its exit code (128 + n for a signal is folded into 1). */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Ends the script with one sentence and no stack. */
export function fail(message, code = 1) {
  say(message)
  process.exit(code)
}
