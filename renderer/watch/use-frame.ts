/** The newest picture of the desktop that has arrived whole, so that nothing flickers between two. */
import { useEffect, useState } from 'react'
import type { WatchFrame } from '../../electron/protocol/watch-ipc.js'
import { ask, frameUrl, on } from '../shared/api.js'

export function useFrame(session: string): WatchFrame | null {
  const [shown, setShown] = useState<WatchFrame | null>(null)
  useEffect(() => {
    let isOver = false
    let loaded = ''
    let newest = 0
    const take = (frame: WatchFrame) => {
      if (isOver || frame.session !== session) return
      const mine = ++newest
      if (frame.frame === loaded) return setShown(frame)
      const image = new Image()
      image.onload = () => {
        // a later one may have been quicker
        if (isOver || mine < newest) return
        loaded = frame.frame
        setShown(frame)
      }
      image.src = frameUrl(frame.session, frame.frame)
    }
    const off = on('watch.frame', take)
    void ask('watch.look', { session }).then((answer) => answer.ok && answer.value && newest === 0 && take(answer.value))
    return () => {
      isOver = true
      off()
    }
  }, [session])
  return shown
}
