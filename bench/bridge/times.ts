/** How long each of some runs took, ms. The first ones load code and warm caches; they do not count. */
export async function timesOf(count: number, work: (step: number) => Promise<unknown>, warmUp = 2): Promise<number[]> {
  const times: number[] = []
  for (let step = 0; step < count + warmUp; step++) {
    const began = performance.now()
    await work(step)
    if (step >= warmUp) times.push(performance.now() - began)
  }
  return times
}
