/** All dialects, and which one a model speaks. */
import type { Dialect } from './dialect.js'
import { FARA_15, FARA_7B } from './fara.js'
import { GENERIC } from './generic.js'
import { GLM_V } from './glm.js'
import { HOLO } from './holo.js'
import { HOLO_15 } from './holo-15.js'
import { OPENCUA } from './opencua.js'
import { QWEN_25, QWEN_3, QWEN_35 } from './qwen.js'
import { UI_TARS_2 } from './ui-tars-2.js'
import { UI_TARS_10, UI_TARS_15 } from './ui-tars.js'

/** In the order in which a model's id is tried on them; the last fits all. */
export const DIALECTS: readonly Dialect[] = [
  UI_TARS_2,
  UI_TARS_10,
  UI_TARS_15,
  FARA_15,
  FARA_7B,
  HOLO_15,
  HOLO,
  OPENCUA,
  GLM_V,
  QWEN_25,
  QWEN_3,
  QWEN_35,
  GENERIC,
]

export const DIALECT_NAMES: readonly string[] = DIALECTS.map(({ name }) => name)

/** null: there is no dialect of that name. */
export const dialectNamed = (name: string): Dialect | null => DIALECTS.find((dialect) => dialect.name === name) ?? null

export const dialectFor = (model: string): Dialect => DIALECTS.find(({ models }) => models.test(model)) ?? GENERIC

/** Is it a model that one of the dialects was made for? */
export const isOpenModel = (model: string): boolean => dialectFor(model) !== GENERIC
