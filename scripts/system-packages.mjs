// The Debian packages that Deskhand and its tests run on: which are missing, and how they come.
import { spawnSync } from 'node:child_process'
import { has, isCi, say } from './shared.mjs'

/**
 * What Electron, input and a virtual desktop need, and the editor that the demo drives.
 * `a|b`: one library under the names that different releases of Debian and Ubuntu give it.
 */
const RUN = [
  'xvfb',
  'openbox',
  'xauth',
  'x11-utils',
  'x11-xserver-utils',
  'x11-xkb-utils',
  'dbus-x11',
  'at-spi2-core',
  'mousepad',
  'fonts-dejavu-core',
  'libnss3',
  'libgtk-3-0|libgtk-3-0t64',
  'libgbm1',
  'libasound2|libasound2t64',
  'libxtst6',
  'libxss1',
  'libxinerama1',
  'libxrandr2',
  'libxi6',
  'libxkbcommon-x11-0',
  'libsecret-1-0',
  'libnotify4',
]

/** The third-party programs that the desktop tests drive, and what looks at the result from outside. */
const TEST = [
  ...RUN,
  'chromium|google-chrome-stable',
  'xterm',
  'bubblewrap',
  'zenity',
  'featherpad',
  'l3afpad',
  'galculator',
  'xserver-xorg-core',
  'xserver-xorg-video-dummy',
  'xdotool',
  'xclip',
  'imagemagick',
  'gnome-keyring',
  'python3-pyatspi',
  'python3-gi',
  'gir1.2-gtk-3.0',
  'fonts-noto-core',
  'tesseract-ocr-deu',
]

const PACKAGES = { run: RUN, test: TEST, bench: TEST }

const isInstalled = (name) => {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' })
  return query.status === 0 && query.stdout === 'installed'
}

/** Which of the names this release knows; the first when apt has no lists yet. */
const nameHere = (names) => {
  const all = names.split('|')
  return all.find((name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0) ?? all[0]
}

/** root needs nothing in front; others may have a sudo that asks for no password. null: we may not. */
function privilege() {
  if (process.getuid?.() === 0) return []
  return has('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}

/** Quiet when it works; shows all that apt said when it does not. */
function apt(prefix, args) {
  const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  const done = spawnSync(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 64 << 20 })
  if (done.status !== 0) say(`${done.stdout ?? ''}${done.stderr ?? ''}`.trim())
  return done.status === 0
}

/**
 * Installs what is missing where it may; otherwise says the exact command to type. Resolves nothing and returns nothing
 * when all is there. Throws with one sentence when a package is missing and cannot be installed by us.
 */
export function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return
  const wanted = PACKAGES[purpose]
  if (!has('dpkg-query') || !has('apt-get')) return sayForOtherLinux(wanted)
  const missing = wanted.filter((names) => !names.split('|').some(isInstalled)).map(nameHere)
  if (missing.length === 0) return
  const prefix = privilege()
  const command = `sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (!prefix)
    throw new Error(`Some system packages are missing and need your password. Type this, then start again:\n  ${command}`)
  say(`Installing system packages: ${missing.join(' ')}`)
  const install = () => apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...missing])
  const ok = (apt(prefix, ['update', '-qq']) && install()) || install()
  if (!ok) throw new Error(`The system packages could not be installed. Try it by hand, then start again:\n  ${command}`)
}

function sayForOtherLinux(wanted) {
  const programs = ['Xvfb', 'openbox', 'mousepad'].filter((name) => !has(name))
  if (programs.length === 0) return
  const sentence = `Install these with your distribution's package manager, then start again: ${programs.join(', ')} (on Debian: ${wanted.map((names) => names.split('|')[0]).join(' ')})`
  if (isCi) throw new Error(sentence)
  say(sentence)
}
