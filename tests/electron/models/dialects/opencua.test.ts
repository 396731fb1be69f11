import { describe, expect, it } from 'vitest'
import { OPENCUA } from '../../../../electron/models/dialects/opencua.js'
import { briefly } from './brief.js'

const reply = (code: string): string =>
  `# Step: 2\n## Thought:\nThe form is open.\n## Action:\nClick the button Save.\n## Code:\n\`\`\`python\n${code}\n\`\`\``

const GOOD: readonly (readonly [string, ...string[]])[] = [
  ['pyautogui.click(x=100, y=200)', 'click left 1 at 100,200'],
  ['pyautogui.click(100, 200)', 'click left 1 at 100,200'],
  ['pyautogui.click((100, 200))', 'click left 1 at 100,200'],
  ['pyautogui.click(x=100.4, y=200.6)', 'click left 1 at 100,201'],
  ["pyautogui.click(x=1, y=2, button='right')", 'click right 1 at 1,2'],
  ["pyautogui.click(x=1, y=2, clicks=2, button='left')", 'click left 2 at 1,2'],
  ['pyautogui.click(x=1, y=2, clicks=3)', 'click left 3 at 1,2'],
  ['pyautogui.click()', 'mouseDown left', 'mouseUp left'],
  ['pyautogui.leftClick(1, 2)', 'click left 1 at 1,2'],
  ['pyautogui.doubleClick(x=1, y=2)', 'click left 2 at 1,2'],
  ['pyautogui.tripleClick(x=1, y=2)', 'click left 3 at 1,2'],
  ['pyautogui.rightClick(x=1, y=2)', 'click right 1 at 1,2'],
  ['pyautogui.middleClick(x=1, y=2)', 'click middle 1 at 1,2'],
  ['computer.triple_click(x=1, y=2)', 'click left 3 at 1,2'],
  ['computer.tripleClick(x=1, y=2)', 'click left 3 at 1,2'],
  ['pyautogui.moveTo(x=5, y=6)', 'move to 5,6'],
  ['pyautogui.moveTo(5, 6, duration=0.5)', 'move to 5,6'],
  ["pyautogui.dragTo(x=5, y=6, button='left')", 'mouseDown left', 'move to 5,6', 'mouseUp left'],
  ['pyautogui.moveTo(1, 2)\npyautogui.dragTo(5, 6)', 'move to 1,2', 'mouseDown left', 'move to 5,6', 'mouseUp left'],
  ['pyautogui.mouseDown(x=1, y=2)', 'move to 1,2', 'mouseDown left'],
  ['pyautogui.mouseUp()', 'mouseUp left'],
  ["pyautogui.mouseDown(button='right')", 'mouseDown right'],
  ["pyautogui.write('hello')", 'type "hello"'],
  ["pyautogui.write(message='hello')", 'type "hello"'],
  ["pyautogui.write(message='two\\nlines')", 'type "two\\nlines"'],
  ["pyautogui.typewrite('x', interval=0.05)", 'type "x"'],
  ['pyautogui.write("""a\n"b" c""")', 'type "a\\n\\"b\\" c"'],
  ["pyautogui.write(r'C:\\new')", 'type "C:\\\\new"'],
  ["pyautogui.write('caf\\u00e9')", 'type "café"'],
  ["pyautogui.press('enter')", 'press enter'],
  ["pyautogui.press(keys='enter')", 'press enter'],
  ["pyautogui.press(['left', 'left'])", 'press left', 'press left'],
  ["pyautogui.press('down', presses=3)", 'press down x3'],
  ["pyautogui.hotkey('ctrl', 'c')", 'press ctrl+c'],
  ["pyautogui.hotkey(['ctrl', 'shift', 't'])", 'press ctrl+shift+t'],
  ["pyautogui.hotkey(keys=['ctrl', 'c'])", 'press ctrl+c'],
  ["pyautogui.keyDown('ctrl')\npyautogui.press('a')\npyautogui.keyUp('ctrl')", 'press ctrl+a'],
  ['pyautogui.scroll(-5)', 'scroll 0,500 at here'],
  ['pyautogui.scroll(3, x=10, y=20)', 'scroll 0,-300 at 10,20'],
  ['pyautogui.vscroll(-1)', 'scroll 0,100 at here'],
  ['pyautogui.hscroll(2)', 'scroll 200,0 at here'],
  ['computer.wait()', 'wait 3000'],
  ['computer.wait(seconds=5)', 'wait 5000'],
  ['import time\ntime.sleep(2)', 'wait 2000'],
  ["computer.terminate(status='success')", 'done: The form is open.'],
  ["computer.terminate(status='success', answer='42')", 'done: 42'],
  ["computer.terminate('failure')", 'failed: The form is open.'],
  ['import pyautogui\n# click it\npyautogui.click(1, 2)', 'click left 1 at 1,2'],
  ["pyautogui.click(1, 2); pyautogui.write('x')", 'click left 1 at 1,2', 'type "x"'],
]

const BROKEN: readonly (readonly [string, string])[] = [
  ['', 'There is no action'],
  ['# nothing to do', 'There is no action'],
  ['import pyautogui', 'There is no action'],
  ['pyautogui.click', '"(" is missing'],
  ['pyautogui.click(', 'a value is missing'],
  ['pyautogui.click(x=100, y=200', 'is missing in pyautogui.click'],
  ["pyautogui.write('hello", 'no closing quote'],
  ['pyautogui.click(x=100)', 'x and y are no numbers'],
  ["pyautogui.click(x='100', y='200')", 'x and y are no numbers'],
  ['pyautogui.click((1,))', 'x and y are no numbers'],
  ['pyautogui.click(x=1, y=2, clicks=7)', 'clicks is none of 1, 2, 3'],
  ['pyautogui.click(x=1, y=2, clicks=1.5)', 'clicks is none of 1, 2, 3'],
  ["pyautogui.click(x=1, y=2, clicks='two')", 'clicks is no number'],
  ["pyautogui.click(x=1, y=2, button='side')", 'button is none of left, middle, right'],
  ['pyautogui.click(x=1, y=2, button=9)', 'button is none of left, middle, right'],
  ['pyautogui.moveTo()', 'x and y are missing'],
  ['pyautogui.moveTo(x=1)', 'x and y are no numbers'],
  ['pyautogui.dragTo()', 'x and y are missing'],
  ['computer.triple_click()', 'x and y are missing'],
  ['pyautogui.write()', 'message is missing'],
  ['pyautogui.write([1])', 'message is missing'],
  ['pyautogui.press()', 'a key is missing'],
  ['pyautogui.press([])', 'a key is missing'],
  ['pyautogui.press(5)', 'a key is missing'],
  ["pyautogui.press('a', presses=0)", 'presses is none of 1 to 100'],
  ["pyautogui.press('a', presses=1000)", 'presses is none of 1 to 100'],
  ['pyautogui.hotkey()', 'a key is missing'],
  ["pyautogui.hotkey('ctrl', 5)", 'a key is missing'],
  ["pyautogui.keyDown('shift')", 'A key cannot stay down'],
  ["pyautogui.keyUp('shift')", 'A key cannot stay down'],
  ["pyautogui.keyDown('ctrl')\npyautogui.click(1, 2)\npyautogui.keyUp('ctrl')", 'A key cannot stay down'],
  ['pyautogui.scroll()', 'clicks is missing'],
  ["pyautogui.scroll('down')", 'clicks is no number'],
  ['pyautogui.scroll(3, x=1)', 'x and y are no numbers'],
  ['computer.terminate()', 'status is missing'],
  ["computer.terminate(status='maybe')", 'status is neither'],
  ["os.system('rm -rf ~')", 'There is no call os.system'],
  ["subprocess.run(['ls'])", 'There is no call subprocess.run'],
  ["pyautogui.alert('hi')", 'There is no call pyautogui.alert'],
  ['click(x=1, y=2)', 'There is no call click'],
  ['x = 5', '"(" is missing after x'],
  ['for i in range(3): pyautogui.click(1, 2)', '"(" is missing after for'],
  ['pyautogui.click(x=a+1, y=2)', 'is missing in pyautogui.click'],
]

describe('a reply of OpenCUA', () => {
  it.each(GOOD)('%s', (code, ...steps) => {
    expect(briefly(OPENCUA, reply(code))).toEqual(steps)
  })

  it.each(BROKEN)('%s is refused with words', (code, words) => {
    const all = briefly(OPENCUA, reply(code))
    expect(all.some((step) => step.startsWith('refused: ') && step.includes(words))).toBe(true)
  })

  it.each([
    ['without code', '# Step: 1\n## Action:\nClick.'],
    ['whose code is not closed', '## Code:\n```python\npyautogui.click(1, 2)'],
    ['that is only words', 'I would click.'],
  ])('%s is refused', (_, content) => {
    expect(briefly(OPENCUA, content)[0]).toMatch(/^refused: There is no action/)
  })

  it('that is empty says nothing', () => {
    expect(briefly(OPENCUA, '')).toEqual(['nothing'])
  })

  it('comes with the sentence of its action, which is also its line in the history', () => {
    const { thought } = OPENCUA.read(
      { content: reply('computer.wait()'), toolCalls: [] },
      { picture: { width: 9, height: 9 }, tools: [] },
    )
    expect(thought).toBe('Click the button Save.')
    if (OPENCUA.history.kind !== 'steps') throw new Error('its history is told in steps')
    expect(OPENCUA.history.line(reply('computer.wait()'), 2)).toBe('# Step 2:\n## Action:\nClick the button Save.\n')
  })
})
