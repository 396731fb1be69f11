import { describe, expect, it } from 'vitest'
import { bubblewrapCommand } from '../../../../electron/tools/sandbox/bubblewrap.js'
import { cleanEnvironment } from '../../../../electron/tools/sandbox/environment.js'
import { findSandbox } from '../../../../electron/tools/sandbox/find-sandbox.js'
import { profile } from '../../../../electron/tools/sandbox/sandbox-exec.js'
import type { Boundary } from '../../../../electron/tools/sandbox/sandbox.js'

const boundary: Boundary = {
  root: '/Users/me/src',
  isReadOnly: false,
  home: '/Users/me',
  hidden: ['/Users/me/Library/deskhand'],
  alsoRead: ['/srv/data'],
  pathVariable: '/usr/bin:/Users/me/.nvm/v20/bin:/Users/me/.cargo/bin',
}
const shut = { hasNetwork: false, hasTerminal: false }

describe('the profile for macOS', () => {
  const lines = profile(shut, boundary, '/tmp/t').split('\n')
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start))

  it('denies what it does not name, and the network', () => {
    expect(lines.slice(0, 2)).toEqual(['(version 1)', '(deny default)'])
    expect(lines.at(-1)).toBe('(deny network*)')
    expect(profile({ ...shut, hasNetwork: true }, boundary, '/tmp/t')).toContain('(allow network*)')
  })

  it('shuts the home before it opens the workspace, and Deskhand’s data after', () => {
    expect(at('(deny file-read* (subpath "/Users/me")')).toBeLessThan(at('(allow file-read* (subpath "/Users/me/src")'))
    expect(at('(allow file-write* (subpath "/Users/me/src")')).toBeLessThan(
      at('(deny file-write* (subpath "/Users/me/src/.git/hooks")'),
    )
    expect(at('(allow file-read* (subpath "/Users/me/src")')).toBeLessThan(
      at('(deny file-read* file-write* (subpath "/Users/me/Library/deskhand")'),
    )
  })

  it('cannot be left by a quote in a path', () => {
    expect(profile(shut, { ...boundary, root: '/a") (allow default) ("' }, '/t')).toContain(
      '(subpath "/a\\") (allow default) (\\"")',
    )
  })
})

it('bubblewrap mounts of the home only what PATH needs of it', () => {
  const facts = { exists: () => true, isFolder: () => true }
  const { args } = bubblewrapCommand({ file: 'sh', args: [] }, shut, { ...boundary, root: '/work' }, facts)
  const mounted = args.filter((one, index) => args[index - 2] === '--ro-bind' && one.startsWith('/Users/me'))
  expect(mounted).toEqual(['/Users/me/.nvm', '/Users/me/.cargo/bin'])
  expect(args).toContain('--unshare-all')
  expect(args).not.toContain('--share-net')
})

it('where there is no sandbox that is said', () => {
  const { sandbox, missing } = findSandbox(boundary, '/tmp', 'win32')
  expect(sandbox.name).toBe('none')
  expect(missing).toMatch(/every command asks/)
})

it('the environment holds known names only', () => {
  const ours = {
    PATH: '/bin',
    LANG: 'C',
    AWS_SECRET_ACCESS_KEY: 'x',
    GH_TOKEN: 'x',
    DISPLAY: ':0',
    SSH_AUTH_SOCK: '/s',
    LD_PRELOAD: '/x',
    NODE_OPTIONS: '--x',
    DATABASE_URL: 'x',
  }
  const clean = cleanEnvironment(ours, { home: '/h', temp: '/t', hasNetwork: false })
  expect(Object.keys(clean).filter((name) => name in ours)).toEqual(['PATH', 'LANG'])
  expect(clean).toMatchObject({ HOME: '/h', TMPDIR: '/t' })
})
