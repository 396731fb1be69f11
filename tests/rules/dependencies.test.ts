/** docs/dependencies.md names every package of package.json, and none that is gone. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>
const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
const [table = '', development = ''] = page.split('For development:')
const named = (text: string) => [...text.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '')
const isTypes = (name: string) => name.startsWith('@types/')

describe('the page of dependencies', () => {
  it('has a line for each package that ships', () => {
    expect(named(table).sort()).toEqual(Object.keys(about.dependencies).sort())
  })

  it('names each package for development', () => {
    const wanted = Object.keys(about.devDependencies).filter((name) => !isTypes(name))
    expect(
      named(development)
        .filter((name) => !isTypes(name))
        .sort(),
    ).toEqual(wanted.sort())
  })
})
