import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createKeychain, type KeychainEntry } from '../../../electron/settings/keychain.js'
import { call, scripted, temporaryHome, WINDOW, type CallOptions } from './call.js'

const VALUE = 'p4ss "word"'

function memoryKeychain() {
  const kept = new Map<string, string>()
  const openEntry = (service: string, name: string): KeychainEntry => ({
    getPassword: () => Promise.resolve(kept.get(`${service}/${name}`) ?? null),
    setPassword: (password) => Promise.resolve(void kept.set(`${service}/${name}`, password)),
    deleteCredential: () => Promise.resolve(kept.delete(`${service}/${name}`)),
  })
  return { kept, keychain: createKeychain({ platform: 'darwin', env: {}, openEntry }) }
}

function saying(text: string): PassThrough {
  const stdin = new PassThrough()
  stdin.end(text)
  return stdin
}

async function secrets(words: string, options: CallOptions): Promise<{ code: number; out: string; err: string }> {
  const made = call(`secrets ${words}`.trim().split(' '), options)
  return { code: await made.ended, out: made.out(), err: made.err() }
}

const filesOf = (home: string) =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')

test('a value is read from stdin, kept in the keychain alone, listed by name, and removed', async () => {
  const home = temporaryHome()
  const { kept, keychain } = memoryKeychain()
  const options = { home, plugs: { keychain } }
  expect(await secrets('', options)).toMatchObject({ code: 0, out: 'No secret is kept.\n' })
  const added = await secrets('add bank@bank.example', { ...options, stdin: saying(`${VALUE}\n`) })
  expect(added).toMatchObject({ code: 0, err: '' })
  await secrets('add deploy@tool', { ...options, stdin: saying('x') })
  expect([...kept]).toEqual([
    ['deskhand/secret:bank', VALUE],
    ['deskhand/secret:deploy', 'x'],
  ])
  expect(filesOf(home)).not.toContain('p4ss')
  const listed = await secrets('--json', options)
  expect(
    listed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { name: 'bank', app: 'bank.example', isForTools: false },
    { name: 'deploy', app: null, isForTools: true },
  ])
  expect(await secrets('remove bank', options)).toMatchObject({ code: 0 })
  expect([...kept.keys()]).toEqual(['deskhand/secret:deploy'])
  expect(await secrets('remove bank', options)).toMatchObject({ code: 2 })
})

test('in a terminal the value is asked for and what is typed is not shown', async () => {
  const { kept, keychain } = memoryKeychain()
  const stdin = saying(`${VALUE}\n`)
  const made = await secrets('add pw', { plugs: { keychain }, stdin, isTerminal: true })
  expect(made.code).toBe(0)
  expect(kept.get('deskhand/secret:pw')).toBe(VALUE)
  expect(made.err).toContain('Value of pw')
  expect(made.out + made.err).not.toContain('p4ss')
})

test('a value on the command line is refused and not repeated', async () => {
  const { kept, keychain } = memoryKeychain()
  const made = await secrets('add pw hunter2', { plugs: { keychain } })
  expect(made).toMatchObject({ code: 2, out: '' })
  expect(made.err).toMatch(/never given on the command line/)
  expect(made.err).not.toContain('hunter2')
  expect(kept.size).toBe(0)
})

test.each(['add', 'add 1st', 'add pw@', 'list x', 'show'])('`secrets %s` is refused with what can be said', async (words) => {
  const { keychain } = memoryKeychain()
  const made = await secrets(words, { plugs: { keychain }, stdin: saying('x') })
  expect(made.code).toBe(2)
  expect(made.err).toContain('deskhand secrets add NAME')
})

test('where there is no keychain that is said, and nothing is stored', async () => {
  const home = temporaryHome()
  const made = await secrets('add pw', { home, stdin: saying(VALUE) })
  expect(made).toMatchObject({ code: 2, out: '' })
  expect(made.err).toMatch(/^There is no keychain here[^\n]*\n$/)
  expect(filesOf(home)).toBe('')
})

test('a kept secret is offered to a run by its name, and one given by --secret goes before it', async () => {
  const home = temporaryHome()
  const { keychain } = memoryKeychain()
  const plugs = { keychain }
  await secrets('add pw@form', { home, plugs, stdin: saying(VALUE) })
  const field = { kind: 'click', x: WINDOW.x + 40, y: WINDOW.y + 115 }
  const words = scripted(home, [{ actions: [field, { kind: 'type', text: '{{secret:pw}}' }] }, { text: 'Done.' }])
  const run = call(['run', 'Type {{secret:pw}}', '--json', ...words], { home, plugs })
  expect(await run.ended).toBe(0)
  expect(run.desktop.textOf('name')).toBe(VALUE)
  expect(filesOf(home) + run.out() + run.err()).not.toContain('p4ss')
  const given = call(['run', 'x', '--secret', 'pw=env:PW', ...words], { home, plugs, env: { PW: 'other' } })
  expect(await given.ended).toBe(0)
  expect(given.desktop.textOf('name')).toBe('other')
})

test('a task that names a secret is refused when the keychain that has it cannot be read', async () => {
  const home = temporaryHome()
  const { keychain } = memoryKeychain()
  await secrets('add pw', { home, plugs: { keychain }, stdin: saying(VALUE) })
  const words = scripted(home, [{ text: 'Done.' }])
  const refused = call(['run', 'Type {{secret:pw}}', ...words], { home })
  expect(await refused.ended).toBe(2)
  expect(refused.err()).toMatch(/no keychain here/)
  expect(await call(['run', 'Do nothing', ...words], { home }).ended).toBe(0)
})
