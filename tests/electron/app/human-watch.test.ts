import { describe, expect, it } from 'vitest'
import { shareHumanInput } from '../../../electron/app/human-watch.js'
import type { HumanEvent, HumanInput } from '../../../native-bridge/index.js'

const KEY: HumanEvent = { kind: 'key', code: 'KeyA', down: true, atMs: 1 }

function source(isAllowed = true) {
  let listener: ((event: HumanEvent) => void) | null = null
  const seen = { watches: 0, ends: 0 }
  const input: HumanInput = {
    watch: (next) => {
      if (!isAllowed)
        return Promise.resolve({ ok: false, problem: { kind: 'no-permission', message: 'Not allowed.', retryable: false } })
      listener = next
      seen.watches += 1
      return Promise.resolve({
        ok: true,
        value: () => {
          seen.ends += 1
        },
      })
    },
  }
  return { input, seen, send: () => listener?.(KEY) }
}

describe('one watch of the person’s input', () => {
  it('is heard by everybody who wants to, and watched once', async () => {
    const real = source()
    const shared = shareHumanInput(real.input)
    const heard: string[] = []
    const first = await shared.watch(() => heard.push('first'))
    await shared.watch(() => heard.push('second'))
    real.send()
    if (first.ok) first.value()
    real.send()
    expect(heard).toEqual(['first', 'second', 'second'])
    expect(real.seen).toEqual({ watches: 1, ends: 0 })
  })

  it('ends with the last listener and begins again with a new one', async () => {
    const real = source()
    const shared = shareHumanInput(real.input)
    const only = await shared.watch(() => undefined)
    if (only.ok) only.value()
    await Promise.resolve()
    expect(real.seen).toEqual({ watches: 1, ends: 1 })
    await shared.watch(() => undefined)
    expect(real.seen.watches).toBe(2)
  })

  it('says why it cannot watch, to each who asks', async () => {
    const shared = shareHumanInput(source(false).input)
    for (const attempt of [1, 2]) {
      const watch = await shared.watch(() => undefined)
      expect(watch.ok, `attempt ${attempt}`).toBe(false)
    }
  })
})
