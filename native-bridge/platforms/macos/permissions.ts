/** What macOS lets us do, asked of the system itself without making it ask the person. */
import koffi from 'koffi'
import type { Permissions } from '../../bridge.js'
import type { Permission } from '../../types.js'

export interface MacTrust {
  seesScreen(): boolean
  sendsInput(): boolean
  hearsInput(): boolean
}

const SERVICES = '/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices'
const PANE = 'x-apple.systempreferences:com.apple.preference.security'

export function loadMacTrust(): MacTrust {
  const services = koffi.load(SERVICES)
  const ask = (name: string) => services.func(`bool ${name}()`) as () => boolean
  return {
    seesScreen: ask('CGPreflightScreenCaptureAccess'),
    sendsInput: ask('AXIsProcessTrusted'),
    hearsInput: ask('CGPreflightListenEventAccess'),
  }
}

export function createMacPermissions(load: () => MacTrust): Permissions {
  return {
    check: () => {
      const trust = loadOrNothing(load)
      return Promise.resolve([
        describe('screen', 'Screen Recording', 'Privacy_ScreenCapture', () => trust?.seesScreen()),
        describe('input', 'Accessibility', 'Privacy_Accessibility', () => trust?.sendsInput()),
        describe('input-monitoring', 'Input Monitoring', 'Privacy_ListenEvent', () => trust?.hearsInput()),
      ])
    },
  }
}

function describe(name: Permission['name'], pane: string, anchor: string, ask: () => boolean | undefined): Permission {
  const granted = ask() === true
  const todo = `Allow it in System Settings › Privacy & Security › ${pane}, then start the program again.`
  return { name, granted, detail: granted ? `${pane} is allowed.` : todo, ...(granted ? {} : { link: `${PANE}?${anchor}` }) }
}

function loadOrNothing(load: () => MacTrust): MacTrust | null {
  try {
    return load()
  } catch {
    return null
  }
}
