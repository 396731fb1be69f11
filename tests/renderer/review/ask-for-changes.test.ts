import { expect, it } from 'vitest'
import { requestText } from '../../../renderer/review/ask-for-changes.js'

const note = { path: 'src/a.ts', line: 12, isOld: false, code: '  const a = 1', text: ' name it better ' }

it('a request for changes is the message, then each note with its place and line', () => {
  expect(requestText('  Two things. ', [note, { ...note, isOld: true, line: 4, code: '', text: 'keep this' }])).toBe(
    'Two things.\n\n- src/a.ts, line 12, “const a = 1”: name it better\n- src/a.ts, the line that was taken away (it was line 4): keep this',
  )
})

it('may be notes alone, and quotes no endless line', () => {
  const text = requestText('', [{ ...note, code: 'x'.repeat(5000) }])
  expect(text.startsWith('- src/a.ts, line 12, “xxx')).toBe(true)
  expect(text.length).toBeLessThan(250)
  expect(requestText(' ', [])).toBe('')
})
