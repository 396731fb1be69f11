/** Which row is shown, and playing: each row stands about as long as it took, never too short to be seen or too long to wait for. */
import { useCallback, useEffect, useState } from 'react'
import type { ReplayShown } from './replay-store.js'

export const SPEEDS = ['1', '2', '8'] as const
export type Speed = (typeof SPEEDS)[number]

const LEAST_MS = 350
const MOST_MS = 4000

export interface Player {
  readonly at: number
  readonly isPlaying: boolean
  readonly speed: Speed
  readonly isFollowing: boolean
  readonly go: (row: number) => void
  readonly toggle: () => void
  readonly setSpeed: (speed: Speed) => void
  readonly follow: () => void
}

export function usePlayer(shown: ReplayShown): Player {
  const { rows, about } = shown
  const last = Math.max(0, rows.length - 1)
  const [chosen, setChosen] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>('1')
  const [isWanted, setWanted] = useState(true)
  const isFollowing = isWanted && about?.isLive === true
  const at = isFollowing ? last : Math.min(chosen, last)
  const go = useCallback(
    (row: number) => {
      setPlaying(false)
      setWanted(row >= last)
      setChosen(Math.max(0, Math.min(last, row)))
    },
    [last],
  )
  useEffect(() => {
    const [row, next] = [rows[at], rows[at + 1]]
    if (!isPlaying || isFollowing || !row || !next) return
    const wait = Math.min(MOST_MS, Math.max(LEAST_MS, next.atMs - row.atMs)) / Number(speed)
    const timer = setTimeout(() => setChosen(at + 1), wait)
    return () => clearTimeout(timer)
  }, [isPlaying, isFollowing, at, rows, speed])
  const isAtEnd = at >= last
  return {
    at,
    isPlaying: isPlaying && !isAtEnd,
    speed,
    isFollowing,
    go,
    toggle: () => {
      if (isAtEnd) setChosen(0)
      setWanted(false)
      setPlaying(isAtEnd || !isPlaying)
    },
    setSpeed,
    follow: () => setWanted(true),
  }
}
