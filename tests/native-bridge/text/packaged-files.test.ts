/** What tesseract's worker thread needs as files: a packaged app must unpack all of it, as the worker does not see into the archive. */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const modules = (...path: string[]) => join(ROOT, 'node_modules', ...path)
/** required by code for browsers, which shares its folder */
const FOR_BROWSERS = ['idb-keyval']

const packagesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/require\('([^.'][^']*)'\)/g)].map((found) => found[1]!),
    )
    .map((name) => name.split('/')[0]!)

const withDependencies = (name: string): readonly string[] => {
  const { dependencies = {} } = JSON.parse(readFileSync(modules(name, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  return [name, ...Object.keys(dependencies).flatMap(withDependencies)]
}

it('every package the worker requires is unpacked', () => {
  const required = packagesIn(modules('tesseract.js', 'src', 'worker-script')).filter(
    (name) => !builtinModules.includes(name) && !FOR_BROWSERS.includes(name),
  )
  expect(required).toContain('wasm-feature-detect')
  const config = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')
  const isUnpacked = (name: string) =>
    config.includes(`- node_modules/${name}/**`) ||
    new RegExp(`- node_modules/\\{[^}]*\\b${name.replaceAll('.', '\\.')}\\b[^}]*\\}/`).test(config)
  expect([...new Set(required.flatMap(withDependencies))].filter((name) => !isUnpacked(name))).toEqual([])
})
