/** A real keychain for a test: gnome-keyring on a session bus of its own, its entries in the scene's folder. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import type { Scene } from './running-app.js'

const run = promisify(execFile)

export interface Keyring {
  /** what programs that shall use it need in their environment */
  readonly env: Record<string, string>
  close(): Promise<void>
}

export async function openKeyring(scene: Scene): Promise<Keyring> {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    env: scene.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(bus.stdout, 'data')) as [Buffer]
  const env = { DBUS_SESSION_BUS_ADDRESS: line.toString().trim(), XDG_DATA_HOME: join(scene.home, 'data') }
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...scene.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin.end('a test’s password')
  const hasOwner = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  await vi.waitFor(
    async () => {
      const { stdout } = await run('dbus-send', [...hasOwner, 'string:org.freedesktop.secrets'], {
        env: { ...scene.env, ...env },
      })
      if (!stdout.includes('true')) throw new Error('The keyring is not there yet.')
    },
    { timeout: 15_000, interval: 50 },
  )
  return {
    env,
    close: async () => {
      for (const child of [daemon, bus]) {
        const gone = once(child, 'exit')
        child.kill()
        await gone
      }
    },
  }
}
