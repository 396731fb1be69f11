import { describe, expect, it } from 'vitest'
import type { HumanEvent } from '../../../native-bridge/types.js'
import { bindHotkeys, feedHotkeys, NO_KEYS, type HotkeySignal } from '../../../electron/hotkeys/index.js'
import { hotkeysSchema, type Hotkeys } from '../../../electron/protocol/settings.js'

const DEFAULTS = hotkeysSchema.parse({})

/** '+Code' is down, '-Code' is up; '@ms' sets the time of the next ones, which otherwise come 30 ms apart. */
function play(timeline: string, hotkeys: Partial<Hotkeys> = {}): readonly HotkeySignal[] {
  const bindings = bindHotkeys({ ...DEFAULTS, ...hotkeys })
  let atMs = 0
  let state = NO_KEYS
  const heard: HotkeySignal[] = []
  for (const word of timeline.split(' ')) {
    if (word.startsWith('@')) {
      atMs = Number(word.slice(1)) - 30
      continue
    }
    atMs += 30
    const event: HumanEvent = { kind: 'key', code: word.slice(1), down: word.startsWith('+'), atMs }
    const next = feedHotkeys(state, event, bindings)
    state = next.state
    heard.push(...next.signals)
  }
  return heard
}

const fired = (timeline: string, hotkeys: Partial<Hotkeys> = {}) =>
  play(timeline, hotkeys).flatMap((signal) => (signal.kind === 'fired' ? [signal.name] : []))
const held = (timeline: string) => play(timeline).flatMap((signal) => (signal.kind === 'held' ? [signal.held] : []))

describe('hotkeys over a timeline of keys', () => {
  it.each([
    ['+ControlLeft +AltLeft +Period', ['stop']],
    ['+AltLeft +ControlLeft +Comma', ['pause']],
    ['+ControlRight +AltLeft +Space', ['takeOver']],
    ['+ControlLeft +AltRight +Slash', ['steer']],
    ['+ControlRight +AltRight +Semicolon', ['overlay']],
  ])('%s fires %j', (timeline, names) => {
    expect(fired(timeline)).toEqual(names)
  })

  it.each([
    ['without its modifiers', '+Period -Period'],
    ['with one modifier too few', '+ControlLeft +Period'],
    ['with one modifier too many', '+ControlLeft +AltLeft +ShiftLeft +Period'],
    ['when the modifiers come after the key', '+Period +ControlLeft +AltLeft'],
    ['when a modifier was let go before the key', '+ControlLeft +AltLeft -AltLeft +Period'],
    ['on the way up', '+Period +ControlLeft +AltLeft -Period'],
    ['for another key', '+ControlLeft +AltLeft +KeyP'],
  ])('nothing fires %s', (_when, timeline) => {
    expect(fired(timeline)).toEqual([])
  })

  it('fires once while the key repeats, and again after it went up', () => {
    expect(fired('+ControlLeft +AltLeft +Period +Period +Period')).toEqual(['stop'])
    expect(fired('+ControlLeft +AltLeft +Period -Period +Period')).toEqual(['stop', 'stop'])
  })

  it('fires whatever other keys are down, because a held key must not block Stop', () => {
    expect(fired('+KeyA +ControlLeft +AltLeft +Period')).toEqual(['stop'])
  })

  it('keeps a modifier held while one of its two keys is down', () => {
    expect(fired('+ControlLeft +ControlRight -ControlLeft +AltLeft +Period')).toEqual(['stop'])
  })

  it('takes AltGr, which Windows reports as left Ctrl and right Alt at once, for typing', () => {
    expect(fired('@100 +ControlLeft @101 +AltRight @150 +Period')).toEqual([])
    expect(held('@100 +ControlLeft @101 +AltRight')).toEqual([])
  })

  it('takes AltGr with another Ctrl for that Ctrl alone', () => {
    expect(fired('+ControlRight @100 +ControlLeft @101 +AltRight @150 +Period')).toEqual([])
  })

  it('says when the modifiers of a hotkey are held and when no longer', () => {
    expect(held('+ControlLeft +AltLeft -AltLeft')).toEqual([true, false])
    expect(held('+ControlLeft +AltLeft +ShiftLeft')).toEqual([true, false])
    expect(held('+ControlLeft -ControlLeft')).toEqual([])
  })

  it('says held only once however often the modifiers repeat', () => {
    expect(held('+ControlLeft +AltLeft +ControlLeft +AltLeft +Period -Period')).toEqual([true])
  })

  it('listens for the chord the person chose', () => {
    expect(fired('+ControlLeft +AltLeft +Period', { stop: 'Ctrl+Shift+F12' })).toEqual([])
    expect(fired('+ShiftLeft +ControlLeft +F12', { stop: 'Ctrl+Shift+F12' })).toEqual(['stop'])
  })

  it('does not change for the mouse or for keys without a position', () => {
    const bindings = bindHotkeys(DEFAULTS)
    const events: HumanEvent[] = [
      { kind: 'move', x: 1, y: 1, atMs: 1 },
      { kind: 'wheel', x: 1, y: 1, atMs: 2 },
      { kind: 'button', button: 'left', down: true, x: 1, y: 1, atMs: 3 },
      { kind: 'key', code: '', down: true, atMs: 4 },
    ]
    for (const event of events) expect(feedHotkeys(NO_KEYS, event, bindings)).toEqual({ state: NO_KEYS, signals: [] })
  })
})
