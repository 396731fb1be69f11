import { expect, it } from 'vitest'
import { guardTerminal, terminalsAmong } from '../../../electron/cli/own-terminal.js'
import { openFakeDesktop, type DesktopWindow, type PictureSpace } from '../../../native-bridge/index.js'

const window = (id: string, pid: number | null): DesktopWindow => ({
  id,
  title: id,
  app: 'xterm',
  pid,
  active: false,
  x: 0,
  y: 0,
  width: 9,
  height: 9,
})
const parents: Record<number, number> = { 50: 40, 40: 30, 30: 20, 20: 1 }
const where = { pid: 50, parentOf: (pid: number) => parents[pid] ?? null }
const idsOf = (windows: readonly DesktopWindow[], windowId?: string) =>
  terminalsAmong(windows, windowId, where).map(({ id }) => id)

it('is found by its id, else by the nearest process above that shows a window', () => {
  const all = [window('x11:1', 30), window('x11:2', 30), window('x11:3', 20), window('x11:4', 99), window('x11:5', null)]
  expect(idsOf(all, '3')).toEqual(['x11:3'])
  expect(idsOf(all, '77')).toEqual(['x11:1', 'x11:2'])
  expect(idsOf(all)).toEqual(['x11:1', 'x11:2'])
  expect(idsOf([window('x11:4', 99)])).toEqual([])
})

it('is not clicked and not typed into, wherever it goes', async () => {
  const terminal = { id: 'x11:7', title: 'xterm', app: 'xterm', x: 100, y: 100, width: 300, height: 200 }
  const editor = { id: 'x11:8', title: 'Editor', app: 'mousepad', x: 600, y: 100, width: 300, height: 200 }
  const desktop = openFakeDesktop({ windows: [editor, terminal] })
  const { bridge, isOver } = await guardTerminal(desktop.bridge, { env: { WINDOWID: '7' } }, where)
  const listed = await bridge.displays.list()
  if (!listed.ok) throw new Error(listed.problem.message)
  const display = listed.value[0]!
  const space: PictureSpace = { display, picture: { width: display.width, height: display.height } }
  const send = (...strokes: Parameters<typeof bridge.input.send>[0]) =>
    bridge.input.send(strokes, space, new AbortController().signal)

  const typed = await send({ kind: 'text', text: 'allow\n' })
  expect(typed).toMatchObject({ ok: false, problem: { kind: 'own-window' } })
  expect(await send({ kind: 'key', key: 'Return', down: true })).toMatchObject({ ok: false })
  const press = [
    { kind: 'button', button: 'left', down: true },
    { kind: 'button', button: 'left', down: false },
  ] as const
  expect(await send({ kind: 'move', x: 200, y: 150 }, ...press)).toMatchObject({ ok: false, problem: { kind: 'own-window' } })
  expect(desktop.strokes).toEqual([])
  expect(isOver({ kind: 'move', x: 200, y: 150, atMs: 0 })).toBe(true)
  expect(isOver({ kind: 'key', code: 'KeyA', down: true, atMs: 0 })).toBe(true)

  desktop.activate('x11:8')
  expect(await send({ kind: 'text', text: 'hello' })).toMatchObject({ ok: true })
  expect(isOver({ kind: 'key', code: 'KeyA', down: true, atMs: 0 })).toBe(false)
})
