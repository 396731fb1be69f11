/** Where the overlay takes the pointer: on what can be pressed, typed into, scrolled or dragged, and on all of a question. Elsewhere clicks go through. */

const CONTROLS = [
  ...['button', 'input', 'textarea', 'select', 'a[href]', 'summary', '[role="menu"]', '[tabindex="0"]'],
  // what the window is dragged by
  ...['.strip', '.pill'],
  // a click beside a button of a question must not land somewhere else
  ...['.approval', '.ask', '.acts'],
].join(',')

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** CSS px from the window's top left. */
export function controlPlaces(box: Element): readonly Place[] {
  return [...box.querySelectorAll(CONTROLS)].flatMap((control) => {
    if (control.parentElement?.closest(CONTROLS)) return []
    const { left, top, right, bottom } = control.getBoundingClientRect()
    const [x, y] = [Math.floor(left), Math.floor(top)]
    const place = { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y }
    return place.width > 0 && place.height > 0 ? [place] : []
  })
}
