import { openFakeDesktop } from '../../native-bridge/platforms/fake/open-fake-desktop.js'
import type { HumanEvent } from '../../native-bridge/types.js'
import { describeBridgeContract } from './bridge.contract.js'

describeBridgeContract('the desktop in memory', () => {
  const rect = { x: 20, y: 20, width: 300, height: 40 }
  const field = { kind: 'field', id: 'field', rect } as const
  const desktop = openFakeDesktop({ windows: [{ title: 'Receiver', x: 50, y: 60, width: 400, height: 200, controls: [field] }] })
  let forgotten = 0
  const press = (down: boolean): HumanEvent => ({ kind: 'key', code: 'Period', down, atMs: 0 })
  const clickField = async () => {
    const { x, y } = desktop.centerOf('field')
    const [display] = await desktop.bridge.displays.list().then((list) => (list.ok ? list.value : []))
    if (!display) throw new Error('no display')
    const space = { display, picture: { width: display.width, height: display.height } }
    const strokes = [
      { kind: 'move', x, y },
      { kind: 'button', button: 'left', down: true },
      { kind: 'button', button: 'left', down: false },
    ] as const
    await desktop.bridge.input.send(strokes, space, new AbortController().signal)
  }
  return Promise.resolve({
    bridge: desktop.bridge,
    title: 'Receiver',
    field: desktop.centerOf('field'),
    text: () => Promise.resolve(desktop.textOf('field') ?? ''),
    buttons: () => Promise.resolve(desktop.events.slice(forgotten).filter((event) => event.kind === 'button')),
    clear: async () => {
      await clickField()
      desktop.setText('field', '')
      forgotten = desktop.events.length
    },
    personPressesPeriod: () => {
      desktop.human.emit(press(true))
      desktop.human.emit(press(false))
      return Promise.resolve()
    },
    close: () => desktop.bridge.close(),
  })
})
