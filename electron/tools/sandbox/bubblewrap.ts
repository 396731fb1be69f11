/**
 * bubblewrap's arguments. The system is read-only, the workspace writable, home and temp are empty and the command's own,
 * processes are those of the sandbox alone, the network is off unless it was allowed. What is not mounted is not there: no
 * keys, no Deskhand data, no control channel, no display. Pure but for what the caller says exists.
 */
import { dirname, join, relative } from 'node:path/posix'
import type { Boundary, CommandLine, Confined } from './sandbox.js'

export const INNER_HOME = '/tmp/home'
export const INNER_TEMP = '/tmp'

const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/etc', '/opt', '/nix', '/snap', '/var/lib/dpkg', '/var/lib/flatpak', '/var/cache/fontconfig'] // prettier-ignore
/** Of the system's own secrets not even root's sandbox reads. */
const SECRETS = ['/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/sudoers']
const SECRET_FOLDERS = [
  '/etc/ssh',
  '/etc/sudoers.d',
  '/etc/ssl/private',
  '/etc/wireguard',
  '/etc/NetworkManager/system-connections',
]
/** In the workspace: what runs outside the sandbox when the person next uses the folder. */
const LOCKED = ['.git/hooks', '.git/config', '.deskhand']

export interface BubblewrapFacts {
  readonly exists: (path: string) => boolean
  readonly isFolder: (path: string) => boolean
}

export function bubblewrapCommand(
  { file, args }: CommandLine,
  confined: Confined,
  boundary: Boundary,
  facts: BubblewrapFacts,
): CommandLine {
  return {
    file: 'bwrap',
    args: [
      ...namespaces(confined),
      ...systemMounts(facts),
      ...(confined.hasNetwork ? nameMounts(facts) : []),
      ...homeMounts(boundary, facts),
      ...workspaceMounts(boundary, facts),
      ...(boundary.sockets ?? []).filter(facts.exists).flatMap((path) => ['--ro-bind', path, path]),
      ...['--chdir', boundary.root, '--', file, ...args],
    ],
  }
}

/** Who starts it gives it a session and a group of its own, so that a signal reaches all of it. */
const namespaces = ({ hasNetwork }: Confined): readonly string[] => [
  '--unshare-all',
  ...(hasNetwork ? ['--share-net'] : []),
  '--die-with-parent',
  ...['--cap-drop', 'ALL', '--hostname', 'deskhand-sandbox'],
]

function systemMounts({ exists, isFolder }: BubblewrapFacts): readonly string[] {
  return [
    ...SYSTEM.filter(exists).flatMap((path) => ['--ro-bind', path, path]),
    ...SECRETS.filter(exists).flatMap((path) => ['--ro-bind', '/dev/null', path]),
    ...SECRET_FOLDERS.filter(isFolder).flatMap((path) => ['--tmpfs', path]),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--dir', INNER_HOME, '--tmpfs', '/run', '--tmpfs', '/var/tmp'],
  ]
}

/** Where /etc/resolv.conf often leads. */
const nameMounts = ({ exists }: BubblewrapFacts): readonly string[] =>
  ['/run/systemd/resolve', '/run/resolvconf', '/run/NetworkManager/resolv.conf']
    .filter(exists)
    .flatMap((path) => ['--ro-bind', path, path])

/** Toolchains that live in the home folder, as far as PATH names them. */
function homeMounts({ home, pathVariable, alsoRead }: Boundary, { exists }: BubblewrapFacts): readonly string[] {
  const folders = pathVariable
    .split(':')
    .filter((folder) => folder.startsWith(`${home}/`))
    .map((folder) => toolFolder(home, folder))
  return [...new Set([...folders, ...alsoRead])].filter(exists).flatMap((path) => ['--ro-bind', path, path])
}

/** Folders whose neighbours hold keys: only this much of them. */
const SHARED = new Set(['.local', '.config', '.cargo', '.npm', '.docker', 'Library', 'go', 'snap'])

function toolFolder(home: string, folder: string): string {
  const [first = '', second] = relative(home, folder).split('/')
  return SHARED.has(first) && second !== undefined ? join(home, first, second) : join(home, first)
}

function workspaceMounts({ root, isReadOnly, hidden }: Boundary, { exists, isFolder }: BubblewrapFacts): readonly string[] {
  const locked = isReadOnly
    ? []
    : LOCKED.map((path) => join(root, path)).filter((path) => exists(path) || isFolder(dirname(path)))
  const git = join(root, '.git')
  return [
    ...[isReadOnly ? '--ro-bind' : '--bind', root, root],
    // a mount of its own cannot be moved away to make room for another
    ...(!isReadOnly && isFolder(git) ? ['--bind', git, git] : []),
    ...locked.filter(exists).flatMap((path) => ['--ro-bind', path, path]),
    // not there yet: an empty one stands in its place, so that none is made
    ...locked.filter((path) => !exists(path) && path.endsWith('hooks')).flatMap((path) => ['--tmpfs', path]),
    ...hidden.filter((path) => path === root || path.startsWith(`${root}/`)).filter(isFolder).flatMap((path) => ['--tmpfs', path]), // prettier-ignore
  ]
}
