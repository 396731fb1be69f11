/**
 * A session bus of the virtual desktop's own, where programs find each other and tell what controls they show. Without it they
 * would speak to the person's: a second editor would open its window on the person's screen. Only accessibility is started there:
 * no keyring asks for a password on a desktop that nobody looks at.
 */
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { programEnvironment } from '../program-environment.js'
import { spawnBound } from './child.js'

const DAEMON = ['/usr/bin/dbus-daemon', '/bin/dbus-daemon'].find((path) => existsSync(path))
const LAUNCHER = ['/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher'].find((path) =>
  existsSync(path),
)

export interface SessionBus {
  readonly address: string
  readonly env: Readonly<Record<string, string>>
  readonly daemon: ChildProcess
  /** resolves with the first line it says, its address */
  readonly isReady: (line: string) => boolean
}

/** Null where there is no D-Bus: programs then run without one. `folder` is this user's alone. */
export async function startSessionBus(folder: string, env: Readonly<Record<string, string>>): Promise<SessionBus | null> {
  if (!DAEMON) return null
  const [config, services, runtime, address] = ['bus.conf', 'services', 'run', `unix:path=${join(folder, 'bus')}`] as const
  await Promise.all([services, runtime].map((name) => mkdir(join(folder, name), { mode: 0o700 })))
  await writeFile(join(folder, config), configOf(address, join(folder, services)))
  if (LAUNCHER) await writeFile(join(folder, services, 'org.a11y.Bus.service'), accessibilityService(join(folder, runtime)))
  const busEnv = { ...env, DBUS_SESSION_BUS_ADDRESS: address }
  const args = [`--config-file=${join(folder, config)}`, '--nofork', '--nopidfile', '--print-address']
  const daemon = spawnBound(DAEMON, args, programEnvironment(process.env, busEnv), ['ignore', 'pipe', 'pipe'])
  return { address, env: { DBUS_SESSION_BUS_ADDRESS: address }, daemon, isReady: (line) => line.startsWith('unix:') }
}

const configOf = (address: string, services: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${services}</servicedir>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`

/** `--a11y=1`: programs tell from their start. The switch is not written into the person's settings. */
const accessibilityService = (runtime: string): string => `[D-BUS Service]
Name=org.a11y.Bus
Exec=/usr/bin/env XDG_RUNTIME_DIR=${runtime} GSETTINGS_BACKEND=memory ${LAUNCHER} --a11y=1
`
