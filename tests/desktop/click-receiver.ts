/** A window (xev) that covers a place of the screen and writes down where it was clicked. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { vi } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import type { Point, Rect } from '../../native-bridge/types.js'
import { PATIENCE, programEnv } from './receivers.js'

export interface ClickReceiver {
  /** root coordinates of every press so far */
  clicks(): readonly Point[]
  close(): Promise<void>
}

/** On a server without a window manager it lies exactly there. */
export async function cover(desktop: VirtualDesktop, name: string, { x, y, width, height }: Rect): Promise<ClickReceiver> {
  const args = ['-oL', 'xev', '-name', name, '-event', 'button', '-geometry', `${width}x${height}+${x}+${y}`, '-bw', '0']
  const env = programEnv(desktop)
  const child = spawn('stdbuf', args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await vi.waitFor(() => execFileSync('xdotool', ['search', '--onlyvisible', '--name', `^${name}$`], { env }), PATIENCE)
  return {
    clicks: () =>
      [...text.matchAll(/ButtonPress[^]*?root:\((-?\d+),(-?\d+)\)/g)].map(([, left, top]) => ({
        x: Number(left),
        y: Number(top),
      })),
    close: () => end(child),
  }
}

export async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill()
  await gone
}
