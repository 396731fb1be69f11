/** What an X server lets us do. X11 asks nobody; under Wayland only X programs can be reached, which is said. */
import type { Permissions } from '../../bridge.js'
import type { Permission } from '../../types.js'
import type { Connection } from './connection.js'

export const createPermissions = (connection: Connection, env: NodeJS.ProcessEnv = process.env): Permissions => ({
  check: () => Promise.resolve(checkAll(connection, env)),
})

function checkAll(connection: Connection, env: NodeJS.ProcessEnv): readonly Permission[] {
  const isWayland = isInsideWayland(connection, env)
  return [
    isWayland
      ? {
          name: 'screen',
          granted: false,
          detail: 'This is a Wayland session: its screen cannot be read through X. Log in to an X11 session.',
        }
      : permission(
          'screen',
          connection.isAlive,
          `The X display ${connection.name} can be read.`,
          `The X display ${connection.name} has gone.`,
        ),
    isWayland
      ? {
          name: 'input',
          granted: false,
          detail: 'This is a Wayland session: only X programs would get input. Log in to an X11 session.',
        }
      : permission(
          'input',
          connection.hasExtension('XTEST'),
          'Mouse and keyboard go through XTEST.',
          'The X server has no XTEST extension.',
        ),
    permission(
      'input-monitoring',
      connection.hasExtension('XInputExtension'),
      "A person's own input is noticed through XInput.",
      'The X server has no XInput extension, so a person at the mouse cannot be noticed.',
    ),
  ]
}

const permission = (name: Permission['name'], granted: boolean, yes: string, no: string): Permission => ({
  name,
  granted,
  detail: granted ? yes : no,
})

/** Is this X server only the Wayland session's helper for X programs? A virtual desktop beside it is not. */
function isInsideWayland(connection: Connection, env: NodeJS.ProcessEnv): boolean {
  if (connection.hasExtension('XWAYLAND')) return true
  const isSession = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY'])
  return isSession && connection.name === env['DISPLAY']
}
