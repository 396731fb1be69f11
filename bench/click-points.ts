/** Where the steps click, display px: two places of the page in turn. */
export const clickPoint = (step: number) => (step % 2 === 0 ? { x: 700, y: 500 } : { x: 1200, y: 800 })
