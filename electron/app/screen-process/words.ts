/** What the app's main process and the process that looks at the screen say to one another. */
import type { Display, Outcome, Picture, PictureRule, Rect, Size, Stroke } from '../../../native-bridge/index.js'

export type Asked =
  | {
      readonly ask: 'open'
      readonly id: number
      /** whose windows are left out of what is seen */
      readonly ownPid: number
      /** the file that pixels are handed over in */
      readonly file: string
      /** another X server than that of the environment */
      readonly xDisplay: string | null
    }
  | { readonly ask: 'grab'; readonly id: number; readonly display: Display }
  | { readonly ask: 'encode'; readonly id: number; readonly frame: number; readonly rule: PictureRule }
  /** what a person does at a window that shows this screen; display px */
  | { readonly ask: 'person'; readonly id: number; readonly display: Display; readonly strokes: readonly Stroke[] }
  /** nothing that a person held stays down */
  | { readonly ask: 'let-go' }
  | { readonly ask: 'abort'; readonly id: number }
  /** our windows are here now, OS units */
  | { readonly ask: 'own'; readonly rects: readonly Rect[] }

/** A grab that equals the one before it has its number, and its pixels are not handed over again. */
export interface Grabbed extends Size {
  readonly frame: number
}

export interface Answer {
  readonly id: number
  /** of open and person: nothing; of grab: Grabbed; of encode: a picture, or null where that frame is not kept any more */
  readonly outcome: Outcome<Grabbed | Picture | null>
}
