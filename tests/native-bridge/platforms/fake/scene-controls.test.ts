import { describe, expect, test } from 'vitest'
import { openFakeDesktop } from '../../../../native-bridge/platforms/fake/open-fake-desktop.js'

const never = new AbortController().signal
const rect = (x: number, y: number) => ({ x, y, width: 200, height: 36 })

function openBank() {
  return openFakeDesktop({
    windows: [
      {
        title: 'Bank',
        app: 'browser',
        url: 'https://bank.test/login',
        ...{ x: 100, y: 100, width: 400, height: 300 },
        controls: [
          { kind: 'field', id: 'name', name: 'User', rect: rect(20, 20) },
          { kind: 'field', id: 'secret', name: 'Password', isPassword: true, rect: rect(20, 80), text: 'hunter2' },
          { kind: 'button', id: 'send', text: 'Log in', rect: rect(20, 140) },
          { kind: 'field', id: 'note', multiline: true, rect: rect(20, 200) },
        ],
      },
    ],
  })
}

describe('the controls of the desktop in memory', () => {
  test('the one with the keyboard follows the pointer and the Tab key', async () => {
    const { bridge } = openBank()
    expect(await bridge.controls.focused(never)).toEqual({
      ...{ role: 'textbox', name: 'User', rect: { x: 120, y: 120, width: 200, height: 36 } },
      ...{ isEditable: true, isMultiline: false, isPassword: false, app: 'browser', url: 'https://bank.test/login' },
    })
    const [display] = await listed(bridge.displays)
    if (!display) throw new Error('no display')
    await bridge.input.send([{ kind: 'text', text: '\t' }], { display, picture: display }, never)
    expect(await bridge.controls.focused(never)).toMatchObject({ role: 'password', name: 'Password', isPassword: true })
  })

  test('the one at a place is told by its words; bare ground has none', async () => {
    const desktop = openBank()
    const { controls } = desktop.bridge
    expect(await controls.at(desktop.centerOf('send'), never)).toMatchObject({
      role: 'button',
      name: 'Log in',
      isEditable: false,
    })
    expect(await controls.at(desktop.centerOf('note'), never)).toMatchObject({ role: 'textbox', isMultiline: true })
    expect(await controls.at({ x: 480, y: 380 }, never)).toBeNull()
    expect(await controls.at({ x: 5, y: 5 }, never)).toBeNull()
  })

  test('a password field is a secret place and shows only how long its text is', async () => {
    const desktop = openBank()
    expect(await desktop.bridge.controls.secretFields(never)).toEqual([{ x: 120, y: 180, width: 200, height: 36 }])
    const [display] = await listed(desktop.bridge.displays)
    if (!display) throw new Error('no display')
    const image = await desktop.bridge.capture.grab(display, never)
    if (!image.ok) throw new Error(image.problem.message)
    const lines = await desktop.bridge.text.read(image.value, null, never)
    const texts = lines.ok ? lines.value.map(({ text }) => text) : []
    expect(texts).toContain('*******')
    expect(texts.join(' ')).not.toContain('hunter2')
  })

  test('a question that was given up is answered with nothing', async () => {
    const desktop = openBank()
    const { controls } = desktop.bridge
    const given = AbortSignal.abort()
    expect([
      await controls.focused(given),
      await controls.at(desktop.centerOf('send'), given),
      await controls.secretFields(given),
    ]).toEqual([null, null, []])
  })
})

async function listed(displays: ReturnType<typeof openBank>['bridge']['displays']) {
  const all = await displays.list()
  return all.ok ? all.value : []
}
