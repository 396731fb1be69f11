/** What TypeScript may know of electron-runtime.mjs. */
export function electronFolder(): string | null
export function electronBinary(): string | null
export function electronVersion(): string | null
export function ensureElectron(): Promise<void>
