import { describe, expect, it } from 'vitest'
import { fitting, roomFor } from '../../../renderer/overlay/room.js'
import { moneySentence, rowSentence } from '../../../renderer/overlay/spoken-words.js'
import { foldEvents } from '../../../renderer/shared/session-view.js'
import { EventScript } from '../support/event-script.js'
import { sampleSession } from '../support/sample-sessions.js'

describe('the room on a screen', () => {
  it.each([
    [{ width: 1920, height: 1080 }, 'full', 'expanded'],
    [{ width: 1366, height: 768 }, 'short', 'expanded'],
    [{ width: 1024, height: 632 }, 'shorter', 'expanded'],
    [{ width: 800, height: 500 }, 'shorter', 'compact'],
    [{ width: 390, height: 1080 }, 'full', 'pill'],
  ] as const)('of %o', (work, kind, largest) => {
    expect(roomFor(work)).toMatchObject({ kind, largest })
  })

  it('leaves 32 px and never grows beyond what it needs', () => {
    expect(roomFor({ width: 800, height: 600 }).heightPx).toBe(568)
    expect(roomFor({ width: 3840, height: 2160 }).heightPx).toBeLessThan(900)
  })

  it('counts in the size of the text', () => {
    expect(roomFor({ width: 1920, height: 1080 }, 2)).toEqual({
      heightPx: 1048,
      kind: 'shorter',
      largest: 'expanded',
      isTextLarge: true,
    })
    expect(roomFor({ width: 1920, height: 900 }, 2).largest).toBe('compact')
  })

  it('gives the size that was asked for as far as it fits', () => {
    const low = roomFor({ width: 800, height: 480 })
    expect([fitting('expanded', low), fitting('compact', low), fitting('pill', low)]).toEqual(['compact', 'compact', 'pill'])
  })
})

describe('what is said for ears', () => {
  it('is a sentence for the action that ended last, not for the one under way', () => {
    expect(rowSentence(foldEvents(sampleSession('working', 0)))).toBe('Type “1,462.00” in “Net amount”: done.')
  })

  it('names a result that is not “done”', () => {
    const events = sampleSession('working', 0).filter((event) => event.type !== 'action.finished' || event.effect !== 'changed')
    expect(rowSentence(foldEvents(events))).toBe('Scroll down: No effect.')
  })

  it.each([
    [1.59, ''],
    [1.6, '80 % of $2.00 is used.'],
    [2, 'The limit of $2.00 is used up.'],
  ])('tells of money at 80 and at 100 percent: %s', (usd, sentence) => {
    expect(moneySentence(foldEvents(new EventScript(0).start('x').spend(1, 10, usd).events))).toBe(sentence)
  })
})
