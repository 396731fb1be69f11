/** What the fake server knows of models; written down apart from the product's own table, so that one checks the other. */
import { ApiFault } from './api-fault.js'

export interface KnownModel {
  readonly environments: readonly string[]
  readonly functions: readonly string[]
  readonly levels: readonly string[]
  readonly perPicture: number
}

const DESKTOP = [
  ...['click', 'double_click', 'triple_click', 'middle_click', 'right_click', 'mouse_down', 'mouse_up', 'move', 'type'],
  ...['drag_and_drop', 'wait', 'press_key', 'key_down', 'key_up', 'hotkey', 'take_screenshot', 'scroll'],
]
const LEGACY = [
  ...['open_web_browser', 'wait_5_seconds', 'go_back', 'go_forward', 'search', 'navigate', 'click_at', 'hover_at'],
  ...['type_text_at', 'key_combination', 'scroll_document', 'scroll_at', 'drag_and_drop'],
]
const LEVELS = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH']

const current: KnownModel = {
  environments: ['ENVIRONMENT_BROWSER', 'ENVIRONMENT_MOBILE', 'ENVIRONMENT_DESKTOP'],
  functions: DESKTOP,
  levels: LEVELS,
  perPicture: 1120,
}
const legacy: KnownModel = { ...current, environments: ['ENVIRONMENT_BROWSER'], functions: LEGACY }

export const KNOWN_MODELS: Readonly<Record<string, KnownModel>> = {
  'gemini-3.8-flash': current,
  'gemini-3.7-flash': current,
  'gemini-3.5-flash': current,
  'gemini-3-flash-preview': legacy,
  'gemini-2.5-computer-use-preview-10-2025': { ...legacy, levels: [], perPicture: 258 },
}

export function knownModel(name: string): KnownModel {
  const model = KNOWN_MODELS[name]
  if (model) return model
  throw new ApiFault(404, `models/${name} is not found for API version v1beta, or is not supported for generateContent.`)
}
