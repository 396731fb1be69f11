/** The icons of the replay page: lucide's lines (ISC), one symbol each; `brand` is ours. */
const CIRCLE = '<circle cx="12" cy="12" r="10"/>'

const SHAPES: Readonly<Record<string, string>> = {
  brand: '<path d="M5.5 3.6 17.6 9l-5.2 1.9-2.3 5z" fill="currentColor"/><path d="M3.5 20.4h17"/>',
  done: `${CIRCLE}<path d="m16 9-5.5 5.5L8 12"/>`,
  failed: `${CIRCLE}<path d="m15 9-6 6"/><path d="m9 9 6 6"/>`,
  denied: `${CIRCLE}<path d="M4.929 4.929 19.07 19.071"/>`,
  interrupted: `${CIRCLE}<path d="M10 15V9"/><path d="M14 15V9"/>`,
  noeffect: `${CIRCLE}<path d="M7 10h10"/><path d="M7 14h10"/>`,
  progress: '<path d="M21.8 10.1a10 10 0 1 1-4.2-6.38"/>',
  skipped: '<circle cx="12" cy="17" r="1"/><path d="M21 7v6h-6"/><path d="M3 17a9 9 0 0 1 9-9 9 9 0 0 1 6 2.3l3 2.7"/>',
  alert:
    '<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>',
  bell: '<path d="M10.268 21a2 2 0 0 0 3.464 0"/><path d="M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326"/>',
  shield:
    '<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/><path d="m9 12 2 2 4-4"/>',
  message: '<path d="M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z"/>',
  mouse: '<rect x="5" y="2" width="14" height="20" rx="7"/><path d="M12 6v4"/>',
  hand: '<path d="M10 15V9"/><path d="M14 15V9"/><rect x="3" y="3" width="18" height="18" rx="4"/>',
  list: '<path d="M9 6h11"/><path d="M9 12h11"/><path d="M9 18h11"/><path d="M4 6h.01"/><path d="M4 12h.01"/><path d="M4 18h.01"/>',
  flag: '<path d="M5 21V4"/><path d="M5 4h13l-3 4.500 3 4.500H5"/>',
  image:
    '<rect x="3" y="3" width="18" height="18" rx="2"/><circle cx="9" cy="9" r="2"/><path d="m21 15-3.1-3.1a2 2 0 0 0-2.8 0L6 21"/>',
  info: `${CIRCLE}<path d="M12 16v-4"/><path d="M12 8h.01"/>`,
  search: '<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>',
  first: '<path d="m18 18-6-6 6-6"/><path d="M6 6v12"/>',
  left: '<path d="m15 18-6-6 6-6"/>',
  right: '<path d="m9 18 6-6-6-6"/>',
  last: '<path d="m6 18 6-6-6-6"/><path d="M18 6v12"/>',
  play: '<path d="M7 4.500v15l12-7.500z" fill="currentColor"/>',
}

export function iconSprite(): string {
  const symbols = Object.entries(SHAPES).map(([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 24 24">${shape}</symbol>`)
  return `<svg width="0" height="0" aria-hidden="true" class="sprite">${symbols.join('')}</svg>`
}

export function icon(name: string, extra = ''): string {
  return `<svg class="i${extra}" aria-hidden="true"><use href="#i-${name in SHAPES ? name : 'info'}"/></svg>`
}
