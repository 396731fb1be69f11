import { expect, test } from 'vitest'
import { createKeychain, keyEntry, type KeychainEntry } from '../../../electron/settings/keychain.js'

const BUS = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

function memoryKeychain() {
  const kept = new Map<string, string>()
  const openEntry = (service: string, name: string): KeychainEntry => ({
    getPassword: () => Promise.resolve(kept.get(`${service}/${name}`) ?? null),
    setPassword: (password) => Promise.resolve(void kept.set(`${service}/${name}`, password)),
    deleteCredential: () => Promise.resolve(kept.delete(`${service}/${name}`)),
  })
  return { kept, openEntry }
}

test('what is set is kept under one service, can be read, and is gone when it is removed', async () => {
  const { kept, openEntry } = memoryKeychain()
  const keychain = createKeychain({ env: BUS, openEntry })
  expect(await keychain.problem()).toBeNull()
  expect(await keychain.set(keyEntry('openai'), 'sk-1')).toEqual({ ok: true, value: undefined })
  expect([...kept]).toEqual([['deskhand/key:openai', 'sk-1']])
  expect(await keychain.get(keyEntry('openai'))).toEqual({ ok: true, value: 'sk-1' })
  expect(await keychain.remove(keyEntry('openai'))).toEqual({ ok: true, value: undefined })
  expect(await keychain.get(keyEntry('openai'))).toEqual({ ok: true, value: null })
})

test('on Linux without a session bus that is said, and the library is not even asked', async () => {
  const openEntry = () => {
    throw new Error('asked')
  }
  const keychain = createKeychain({ platform: 'linux', env: {}, openEntry })
  expect(await keychain.problem()).toMatch(/no keychain here \(no session bus\)/)
  expect(await keychain.set('key:openai', 'sk-1')).toMatchObject({ ok: false, problem: { kind: 'secret' } })
})

test('a keychain that does not answer is given up', async () => {
  const never = () => new Promise<never>(() => undefined)
  const openEntry = (): KeychainEntry => ({ getPassword: never, setPassword: never, deleteCredential: never })
  const keychain = createKeychain({ env: BUS, openEntry, patienceMs: 20 })
  expect(await keychain.get('key:openai')).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('did not answer') as string },
  })
})

test('a keychain that refuses, or throws at once, is a problem without the value', async () => {
  const openEntry = () => {
    throw new Error('locked')
  }
  const keychain = createKeychain({ env: BUS, openEntry })
  const refused = await keychain.set('key:openai', 'sk-secret')
  expect(refused).toMatchObject({ ok: false, problem: { message: 'The keychain cannot be used: locked.' } })
  expect(JSON.stringify(refused)).not.toContain('sk-secret')
})
