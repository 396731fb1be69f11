/** The picture to show, once it is decoded: until then the one before stays, and while one is loading only the newest wish counts. */
import { useEffect, useRef, useState } from 'react'
import { frameUrl } from '../shared/api.js'

export interface ShownPicture {
  readonly frame: string
  readonly image: HTMLImageElement
}

/** null: there is none yet. `isMissing`: the one that is wanted cannot be shown. */
export function usePicture(session: string, frame: string | null): { shown: ShownPicture | null; isMissing: boolean } {
  const [shown, setShown] = useState<ShownPicture | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const wanted = useRef(frame)
  const isLoading = useRef(false)
  useEffect(() => {
    wanted.current = frame
    const load = async (): Promise<void> => {
      if (isLoading.current) return
      isLoading.current = true
      for (let next = wanted.current, done = ''; next !== null && next !== done; next = wanted.current) {
        done = next
        const image = new Image()
        // so that the changed part can be told from its pixels
        image.crossOrigin = 'anonymous'
        image.src = frameUrl(session, next)
        await image.decode().then(
          () => setShown({ frame: done, image }),
          () => setMissing(done),
        )
      }
      isLoading.current = false
    }
    void load()
  }, [session, frame])
  return { shown: frame === null ? null : shown, isMissing: missing !== null && missing === frame }
}
