/** The computer as a plain function, for models whose API has no tool of its own for it; read-action.ts reads its actions. */
import type { FunctionTool } from './function-tool.js'

const number = { type: 'number' }
const keys = { type: 'array', items: { type: 'string' } }

const TYPES = [
  'click',
  'double_click',
  'triple_click',
  'move',
  'drag',
  'mouse_down',
  'mouse_up',
  'scroll',
  'type',
  'keypress',
  'hold_key',
  'wait',
  'zoom',
  'screenshot',
]

const action = {
  type: 'object',
  properties: {
    type: { type: 'string', enum: TYPES },
    x: number,
    y: number,
    button: { type: 'string', enum: ['left', 'right', 'middle', 'back', 'forward'] },
    path: {
      type: 'array',
      items: { type: 'object', properties: { x: number, y: number }, required: ['x', 'y'] },
      description: 'drag: at least two points',
    },
    scroll_x: { ...number, description: 'scroll: pixels, + is right' },
    scroll_y: { ...number, description: 'scroll: pixels, + is down' },
    text: { type: 'string', description: 'type: as it is; a newline is Return' },
    keys: { ...keys, description: 'keypress, hold_key: pressed together; on mouse actions: held meanwhile' },
    seconds: { ...number, description: 'wait, hold_key' },
    width: { ...number, description: 'zoom: of the region from x, y' },
    height: { ...number, description: 'zoom' },
  },
  required: ['type'],
}

export const COMPUTER_FUNCTION: FunctionTool = {
  name: 'computer',
  description:
    'Operate mouse and keyboard. The actions are done in order; afterwards you get one fresh picture of the screen. Coordinates are pixels of the newest whole picture.',
  parameters: { type: 'object', properties: { actions: { type: 'array', items: action } }, required: ['actions'] },
}
