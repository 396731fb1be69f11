import { expect, test } from 'vitest'
import { createMacPermissions } from '../../../../native-bridge/platforms/macos/permissions.js'

test('what is missing says where to allow it, with a link to the very page', async () => {
  const trust = { seesScreen: () => true, sendsInput: () => false, hearsInput: () => false }
  const [screen, input, monitoring] = await createMacPermissions(() => trust).check()
  expect(screen).toEqual({ name: 'screen', granted: true, detail: 'Screen Recording is allowed.' })
  expect(input).toMatchObject({
    granted: false,
    link: expect.stringMatching(/^x-apple\.systempreferences:.*Privacy_Accessibility$/) as string,
  })
  expect(monitoring).toMatchObject({ granted: false, link: expect.stringContaining('Privacy_ListenEvent') as string })
})

test('a system that cannot be asked counts as not allowed', async () => {
  const permissions = await createMacPermissions(() => {
    throw new Error('no such framework')
  }).check()
  expect(permissions.map((permission) => permission.granted)).toEqual([false, false, false])
})
