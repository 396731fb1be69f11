/** Where one line of text ends and the next begins, told from how much ink each row has. */

/** Two lines of the smallest text. */
export const MIN_STACK_HEIGHT = 18
const MIN_LINE_HEIGHT = 7
/** How far up and down the fullest row of a line is looked for: the line height of ordinary text. */
const REACH = 14
/** A gap has less than this share of the ink of the fullest rows above and below it. */
const GAP_SHARE = 0.34
/** What has less than this share of the ink of the fullest row is the tail of a g or y, not a line. */
const LINE_SHARE = 0.25

/** Row numbers of the gaps. `share`: of the fullest rows around it, what a gap may have. */
export const findGaps = (ink: readonly number[], share = GAP_SHARE): readonly number[] => {
  const peak = (from: number, to: number) => Math.max(0, ...ink.slice(Math.max(0, from), Math.max(0, to)))
  const fullest = Math.max(0, ...ink)
  const gaps: number[] = []
  for (let row = MIN_LINE_HEIGHT; row < ink.length - MIN_LINE_HEIGHT; row++) {
    const isLowest = ink[row]! <= Math.min(...ink.slice(row - 3, row + 4))
    const around = Math.min(peak(row - REACH, row), peak(row + 1, row + REACH + 1))
    const isFar = gaps.length === 0 || row - gaps.at(-1)! >= MIN_LINE_HEIGHT
    const isLine = around >= fullest * LINE_SHARE
    if (isLowest && isFar && isLine && ink[row]! < around * share) gaps.push(row)
  }
  return gaps
}
