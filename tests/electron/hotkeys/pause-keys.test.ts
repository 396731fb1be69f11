import { expect, it } from 'vitest'
import { pauseAfter, pauseCommand, type PauseKind } from '../../../electron/hotkeys/index.js'

const line = { v: 1, seq: 1, at: '2030-01-01T00:00:00.000Z', session: 's', type: 'control' } as const

it.each([
  ['running', 'person', undefined, 'none'],
  ['held', 'human-input', undefined, 'none'],
  ['paused', 'person', undefined, 'paused'],
  ['paused', 'human-input', undefined, 'yielded'],
  ['paused', 'hotkey', true, 'yours'],
] as const)('%s by %s is the pause that the keys see', (state, by, takeOver, pause) => {
  expect(pauseAfter({ ...line, state, by, ...(takeOver ? { takeOver } : {}) })).toBe(pause)
})

it.each<[PauseKind, string, string]>([
  ['none', 'pause', 'takeOver'],
  ['paused', 'continue', 'takeOver'],
  ['yielded', 'pause', 'continue'],
  ['yours', 'continue', 'continue'],
])('while %s the pause key says %s and the take-over key says %s', (pause, byPause, byTakeOver) => {
  expect(pauseCommand('pause', pause, 'idle').type).toBe(byPause)
  expect(pauseCommand('takeOver', pause, 'idle').type).toBe(byTakeOver)
})

it('no key ends a pause that only a button or a command may end; it becomes one that was asked for', () => {
  expect(pauseCommand('takeOver', 'yielded', 'never').type).toBe('takeOver')
  expect(pauseCommand('pause', 'yielded', 'never').type).toBe('pause')
})
