/** Versions, folders, display server, keyboard layout, keychain. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { installedLanguages } from '../../../native-bridge/index.js'
import { dataHome } from '../../sessions/data-home.js'
import { userConfigPath } from '../../settings/settings-file.js'
import { openPlaces } from '../load-config.js'
import type { Io, Plugs } from '../plugs.js'
import { failed, look, ok, type Finding } from './finding.js'

const run = promisify(execFile)
const PROGRAM_MS = 3_000

export function versionFinding(plugs: Plugs, io: Io): Finding {
  const data = { deskhand: plugs.version, node: process.versions.node, platform: io.platform, arch: process.arch }
  return ok('version', `Deskhand ${data.deskhand} on Node ${data.node}, ${data.platform} ${data.arch}.`, data)
}

export function folderFinding(io: Io): Finding {
  const home = dataHome(io.env)
  return ok('folders', `Sessions and settings lie in ${home}.`, { home, config: userConfigPath(home) })
}

/** Sessions that run now: each holds its desktop. */
export function sessionFindings(io: Io): Finding[] {
  const places = openPlaces(io)
  if (!places.ok) return [failed('sessions', places.problem.message, 'Remove the folder.')]
  return places.value.registry.list().map(({ id, pid, display, started }) => {
    return ok('session', `The session ${id} runs on ${display} (process ${pid}).`, { id, pid, display, started })
  })
}

export function displayServerFinding(io: Io): Finding {
  if (io.platform !== 'linux') return ok('display-server', `The desktop of ${io.platform}.`)
  const display = io.env['DISPLAY']
  if (display && io.env['XDG_SESSION_TYPE'] === 'wayland') {
    return look(
      'display-server',
      `Wayland, with XWayland on ${display}: X11 programs take keys and clicks; Wayland’s own windows can neither be seen nor driven, nor through portals yet.`,
      'Log in to an X11 session, or use --display virtual.',
    )
  }
  if (display) return ok('display-server', `X11 on ${display}.`, { server: 'x11', display })
  const mend = 'Use --display virtual, or start Deskhand in an X11 session.'
  if (io.env['WAYLAND_DISPLAY'])
    return failed(
      'display-server',
      'Wayland without XWayland lets no program see or drive the others; its portals are not used yet.',
      mend,
    )
  return failed('display-server', 'There is no display ($DISPLAY is not set).', mend)
}

/** What X says of its keyboard; typing works with any layout, chords follow the positions of this one. */
export async function keyboardFinding(xDisplay: string | null, env: NodeJS.ProcessEnv): Promise<Finding> {
  if (xDisplay === null) return ok('keyboard', 'The layout is the system’s own.')
  const answer = await run('xprop', ['-display', xDisplay, '-root', '_XKB_RULES_NAMES'], { env, timeout: PROGRAM_MS }).catch(
    () => null,
  )
  const [, , layout, variant] = [...(answer?.stdout.matchAll(/"([^"]*)"/g) ?? [])].map((match) => match[1])
  if (!layout) return look('keyboard', 'The keyboard layout could not be read.', 'Install x11-utils (xprop).')
  return ok('keyboard', `Layout ${layout}${variant ? ` (${variant})` : ''}.`, { layout, variant: variant ?? '' })
}

export async function keychainFinding(plugs: Plugs): Promise<Finding> {
  const problem = await plugs.keychain.problem()
  if (problem === null) return ok('keychain', 'Keys can be kept in the system’s keychain.')
  return look('keychain', problem, 'Give keys in the environment, or start a keychain service.')
}

/** In which languages text on the screen can be read, and in which it is. */
export async function textFinding(chosen: readonly string[]): Promise<Finding> {
  const installed = await installedLanguages()
  const missing = chosen.filter((language) => !installed.includes(language))
  const data = { chosen, installed }
  if (missing.length === 0)
    return ok('text', `Text on the screen is read in ${chosen.join(', ')}; installed: ${installed.join(', ')}.`, data)
  const packages = missing.map((language) => `tesseract-ocr-${language.replace('_', '-')}`).join(' ')
  return look(
    'text',
    `Text on the screen cannot be read: ${missing.join(', ')} of the setting textLanguages is not installed; installed: ${installed.join(', ')}.`,
    `On Debian: apt-get install ${packages}. Otherwise take it out of the setting.`,
  )
}
