/**
 * The languages that text on the screen can be read in. English comes with Deskhand; others are found where people install them: a
 * package beside Deskhand's own, or the system's tesseract (Debian: tesseract-ocr-deu). By tesseract's codes: eng, deu, fra.
 */
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'

export const DEFAULT_LANGUAGES: readonly string[] = ['eng']

export interface LanguageData {
  readonly code: string
  /** as tesseract reads it, plain or gzipped */
  readonly data: Uint8Array
}

const resolve = createRequire(import.meta.url)
const SUFFIX = '.traineddata'
/** Beside languages these hold data for finding the direction of a page, and the like. */
const NO_LANGUAGES = new Set(['osd', 'equ'])
const SHARES = ['/usr/share', '/usr/local/share', '/opt/homebrew/share']
/** As tesseract names its languages: a path would lead elsewhere. */
const CODE = /^[a-z]{3}[a-z_]*$/i

/** Files inside a packaged app's archive are no files for a worker thread: they lie unpacked beside it. */
export const unpacked = (path: string): string => path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`)

/** Rejects with a sentence that names what is missing. */
export function loadLanguages(codes: readonly string[]): Promise<readonly LanguageData[]> {
  return Promise.all((codes.length === 0 ? DEFAULT_LANGUAGES : codes).map(loadLanguage))
}

async function loadLanguage(code: string): Promise<LanguageData> {
  for (const path of CODE.test(code) ? await placesOf(code) : []) {
    const data = await readFile(path).catch(() => null)
    if (data) return { code, data }
  }
  const there = (await installedLanguages()).join(', ')
  throw new Error(
    `the language “${code}” is not installed (there are: ${there}). On Debian: apt-get install tesseract-ocr-${code.replace('_', '-')}`,
  )
}

/** Codes in order; English is always among them. */
export async function installedLanguages(): Promise<readonly string[]> {
  const names = (await Promise.all((await folders()).map((folder) => readdir(folder).catch(() => [])))).flat()
  const codes = names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length))
  const packaged = await readdir(dirname(dirname(resolve.resolve('@tesseract.js-data/eng/package.json')))).catch(() => ['eng'])
  return [...new Set([...packaged, ...codes])].filter((code) => CODE.test(code) && !NO_LANGUAGES.has(code)).sort()
}

async function placesOf(code: string): Promise<readonly string[]> {
  return [...packageOf(code), ...(await folders()).map((folder) => join(folder, `${code}${SUFFIX}`))]
}

function packageOf(code: string): readonly string[] {
  try {
    const folder = dirname(resolve.resolve(`@tesseract.js-data/${code}/package.json`))
    return [unpacked(join(folder, '4.0.0_best_int', `${code}${SUFFIX}.gz`))]
  } catch {
    return []
  }
}

/** The system's folders with language data, whatever version of tesseract they belong to. */
async function folders(): Promise<readonly string[]> {
  const chosen = process.env['TESSDATA_PREFIX']
  const versions = await readdir('/usr/share/tesseract-ocr').catch(() => [])
  return [
    ...(chosen ? [chosen] : []),
    ...versions.map((version) => join('/usr/share/tesseract-ocr', version, 'tessdata')),
    ...SHARES.map((share) => join(share, 'tessdata')),
  ]
}
