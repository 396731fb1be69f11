import type { OpenPlatform } from '../../platform.js'

export const openWindows: OpenPlatform = () => {
  throw new Error('not there yet')
}
