/**
 * The bridge's input on a desktop where our own windows stand: the overlay steps aside before the hands come, and the
 * keyboard's focus is given back before anything is typed, so that no key meant for a program lands in our field or on our
 * buttons.
 */
import { toOsPoint, type Input, type Outcome, type PictureSpace, type Point, type Stroke } from '../../native-bridge/index.js'

export interface OwnGround {
  /** Makes room at these points, OS units, until the returned function is called. Null when it cannot. */
  makeRoom(points: readonly Point[]): Promise<(() => void) | null>
  /** Does one of our windows have the focus, and could it not be given back? Resolves true when keys would reach us. */
  keepsFocus(): Promise<boolean>
  /** Runs the check as if the overlay were not there: it will step aside. */
  withoutOverlay<T>(check: () => T): T
}

const refuse = (message: string): Outcome<never> => ({ ok: false, problem: { kind: 'own-window', message, retryable: true } })

export function yieldTo(input: Input, ground: OwnGround): Input {
  return {
    ...boundTo(input),
    check: (strokes, space) => ground.withoutOverlay(() => input.check(strokes, space)),
    send: async (strokes, space, signal) => {
      const checked = ground.withoutOverlay(() => input.check(strokes, space))
      if (!checked.ok) return checked
      const leave = await ground.makeRoom(await pointsOf(input, strokes, space))
      if (!leave) return refuse('Deskhand’s overlay stands there and found no free corner to step aside to.')
      try {
        if (strokes.some(isKey) && (await ground.keepsFocus())) {
          return refuse('A window of Deskhand’s has the keyboard. Click into the program first.')
        }
        return await input.send(strokes, space, signal)
      } finally {
        leave()
      }
    },
  }
}

const isKey = (stroke: Stroke): boolean => stroke.kind === 'text' || stroke.kind === 'key'

/** Where the strokes touch the screen: where they move to, and where the pointer already is when they press without moving. */
async function pointsOf(input: Input, strokes: readonly Stroke[], space: PictureSpace): Promise<readonly Point[]> {
  const moves = strokes.flatMap((stroke) => (stroke.kind === 'move' ? [toOsPoint(space, stroke)] : []))
  const first = strokes.find((stroke) => stroke.kind === 'move' || stroke.kind === 'button' || stroke.kind === 'wheel')
  if (!first || first.kind === 'move') return moves
  const here = await input.pointer()
  return here.ok ? [here.value, ...moves] : moves
}

/** A platform's input may be a class: its methods keep their object. */
function boundTo(input: Input): Input {
  return {
    send: (strokes, space, signal) => input.send(strokes, space, signal),
    check: (strokes, space) => input.check(strokes, space),
    releaseAll: () => input.releaseAll(),
    held: () => input.held(),
    pointer: () => input.pointer(),
  }
}
