import type { OpenPlatform } from '../../platform.js'

export const openMacos: OpenPlatform = () => {
  throw new Error('not there yet')
}
