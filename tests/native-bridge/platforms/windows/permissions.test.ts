import { expect, test } from 'vitest'
import { createWindowsPermissions } from '../../../../native-bridge/platforms/windows/permissions.js'

const check = (isElevated: boolean, isSecure: boolean) =>
  createWindowsPermissions(() => ({ isElevated: () => isElevated, isSecureDesktop: () => isSecure })).check()

test('windows of administrators are said to be out of reach, unless Deskhand is one itself', async () => {
  const [, plain] = await check(false, false)
  const [, elevated] = await check(true, false)
  expect(plain).toMatchObject({ granted: true, detail: expect.stringContaining('take no input from Deskhand') as string })
  expect(elevated).toMatchObject({ granted: true, detail: expect.stringContaining('all windows take its input') as string })
})

test('behind the secure desktop nothing is seen or sent, and a person is told to answer it', async () => {
  const permissions = await check(true, true)
  expect(permissions.map(({ name, granted }) => [name, granted])).toEqual([
    ['screen', false],
    ['input', false],
    ['input-monitoring', true],
  ])
  expect(permissions[0]?.detail).toMatch(/secure desktop.*Answer it yourself/)
})

test('a system that cannot be asked is taken for an ordinary one', async () => {
  const permissions = await createWindowsPermissions(() => {
    throw new Error('no such library')
  }).check()
  expect(permissions.every(({ granted }) => granted)).toBe(true)
})
