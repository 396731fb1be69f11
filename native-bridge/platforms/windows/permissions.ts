/** What Windows lets us do: nothing has to be allowed, two things have to be known. */
import koffi from 'koffi'
import type { Permissions } from '../../bridge.js'
import type { Permission } from '../../types.js'

export interface WindowsTrust {
  /** does this process run as administrator? */
  isElevated(): boolean
  /** is a lock screen or a question of User Account Control up, which takes no program's input? */
  isSecureDesktop(): boolean
}

const SWITCH_DESKTOP = 0x0100

export function loadWindowsTrust(): WindowsTrust {
  const isUserAnAdmin = koffi.load('shell32.dll').func('bool __stdcall IsUserAnAdmin()')
  const user = koffi.load('user32.dll')
  const open = user.func('void *__stdcall OpenInputDesktop(uint32_t flags, bool inherit, uint32_t access)')
  const close = user.func('bool __stdcall CloseDesktop(void *desktop)')
  return {
    isElevated: () => isUserAnAdmin() as boolean,
    isSecureDesktop: () => {
      const desktop = open(0, false, SWITCH_DESKTOP) as unknown
      if (desktop !== null) close(desktop)
      return desktop === null
    },
  }
}

export function createWindowsPermissions(load: () => WindowsTrust): Permissions {
  return {
    check: () => {
      const trust = loadOrNothing(load)
      const isSecure = trust?.isSecureDesktop() === true
      return Promise.resolve([
        isSecure ? behindSecureDesktop('screen') : { name: 'screen', granted: true, detail: 'The screen can be read.' },
        isSecure
          ? behindSecureDesktop('input')
          : { name: 'input', granted: true, detail: inputDetail(trust?.isElevated() === true) },
        { name: 'input-monitoring', granted: true, detail: 'A person’s input can be told from Deskhand’s.' },
      ])
    },
  }
}

const inputDetail = (isElevated: boolean): string =>
  isElevated
    ? 'Deskhand runs as administrator: all windows take its input, but not the lock screen or a question of User Account Control.'
    : 'Windows of programs that run as administrator take no input from Deskhand unless it runs as administrator too.'

const behindSecureDesktop = (name: Permission['name']): Permission => ({
  name,
  granted: false,
  detail:
    'Windows shows its secure desktop (the lock screen, or a question of User Account Control). Answer it yourself, then go on.',
})

function loadOrNothing(load: () => WindowsTrust): WindowsTrust | null {
  try {
    return load()
  } catch {
    return null
  }
}
