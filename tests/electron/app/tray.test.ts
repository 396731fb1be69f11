import { beforeEach, expect, it, vi } from 'vitest'

interface Entry {
  readonly label?: string
  readonly enabled?: boolean
  readonly click?: () => void
}
let menu: readonly Entry[] = []

vi.mock('electron', () => {
  const picture = { addRepresentation: () => undefined, setTemplateImage: () => undefined, toPNG: () => Buffer.alloc(0) }
  return {
    Menu: { buildFromTemplate: (template: readonly Entry[]) => template },
    Tray: class {
      setImage = () => undefined
      setToolTip = () => undefined
      setContextMenu = (template: readonly Entry[]) => (menu = template)
      on = () => undefined
      destroy = () => undefined
    },
    nativeImage: { createFromPath: () => picture },
    nativeTheme: { on: () => undefined, removeListener: () => undefined, shouldUseDarkColors: true },
  }
})

const { createTray } = await import('../../../electron/app/tray.js')

const actions = {
  stop: vi.fn(),
  pauseOrContinue: vi.fn(),
  showHome: vi.fn(),
  showOverlay: vi.fn(),
  showSettings: vi.fn(),
  quit: vi.fn(),
}
const entry = (label: string): Entry => menu.find((one) => one.label === label) ?? {}

beforeEach(() => vi.clearAllMocks())

it('stops and pauses from its menu while something runs, and offers neither while nothing does', () => {
  const tray = createTray('/pictures', actions)
  expect([entry('Stop').enabled, entry('Pause').enabled]).toEqual([false, false])
  tray.show('working')
  expect([entry('Stop').enabled, entry('Pause').enabled]).toEqual([true, true])
  entry('Stop').click?.()
  entry('Pause').click?.()
  expect(actions.stop).toHaveBeenCalledOnce()
  expect(actions.pauseOrContinue).toHaveBeenCalledOnce()
})

it('lets a paused session go on, and stops one that asks or is the person’s', () => {
  const tray = createTray('/pictures', actions)
  for (const state of ['paused', 'you'] as const) {
    tray.show(state)
    expect(entry('Continue').enabled).toBe(true)
  }
  for (const state of ['needs-you', 'you', 'paused'] as const) {
    tray.show(state)
    expect(entry('Stop').enabled).toBe(true)
  }
  tray.show('stopping')
  expect(entry('Stop').enabled).toBe(false)
})
