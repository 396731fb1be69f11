/**
 * The profile of macOS' sandbox-exec: reading the system and the workspace, writing the workspace and temp, no network unless
 * allowed, nothing of the person's home but what programs in PATH need. Pure. The last rule that fits counts.
 */
import { posix } from 'node:path'
import type { Boundary, CommandLine, Confined } from './sandbox.js'

export function sandboxExecCommand(
  { file, args }: CommandLine,
  confined: Confined,
  boundary: Boundary,
  temp: string,
): CommandLine {
  return { file: '/usr/bin/sandbox-exec', args: ['-p', profile(confined, boundary, temp), file, ...args] }
}

export function profile({ hasNetwork, hasTerminal }: Confined, boundary: Boundary, temp: string): string {
  const { root, isReadOnly, home, hidden, alsoRead, pathVariable } = boundary
  const tools = pathVariable.split(':').filter((folder) => folder.startsWith(`${home}/`))
  const readable = [...tools, ...tools.map((folder) => posix.dirname(folder)).filter((folder) => folder !== home), ...alsoRead]
  const locked = ['.git/hooks', '.git/config', '.deskhand'].map((path) => posix.join(root, path))
  return [
    '(version 1)',
    '(deny default)',
    '(allow process-exec process-fork signal sysctl-read mach-lookup ipc-posix-shm)',
    '(allow file-read*)',
    `(deny file-read* ${subpaths([home, '/Users', '/Volumes', '/private/var/folders', '/private/var/root', '/Network'])})`,
    `(allow file-read-metadata)`,
    `(allow file-read* ${subpaths([root, temp, ...readable])})`,
    `(allow file-write* ${subpaths(isReadOnly ? [temp] : [root, temp])} (literal "/dev/null") (literal "/dev/zero"))`,
    ...(hasTerminal ? ['(allow file-read* file-write* file-ioctl (regex #"^/dev/ttys?[0-9]*$"))'] : []),
    `(deny file-write* ${subpaths(locked)})`,
    ...(hidden.length > 0 ? [`(deny file-read* file-write* ${subpaths(hidden)})`] : []),
    // the keychain, the window server and Apple events would lead out
    '(deny mach-lookup (global-name "com.apple.SecurityServer") (global-name "com.apple.securityd.xpc") (global-name "com.apple.windowserver.active") (global-name "com.apple.coreservices.appleevents"))',
    '(deny appleevent-send)',
    hasNetwork ? '(allow network*)' : '(deny network*)',
  ].join('\n')
}

const subpaths = (paths: readonly string[]): string => [...new Set(paths)].map((path) => `(subpath ${quote(path)})`).join(' ')

const quote = (path: string): string => `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
