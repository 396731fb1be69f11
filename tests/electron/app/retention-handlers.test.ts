import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { retentionHandlers } from '../../../electron/app/retention-handlers.js'
import { createSessionStore } from '../../../electron/sessions/session-store.js'
import { openGrantFolder } from '../../../electron/settings/grants-file.js'
import { createSettingsStore } from '../../../electron/settings/settings-file.js'
import { temporaryFolder, writeSession } from '../sessions/temporary.js'

const [OLD, NEW] = ['01JD0000000000000000000001', '01JD0000000000000000000002'] as const

test('what is no longer kept is counted, then deleted with the leave it had, and the newest stays', async () => {
  const home = temporaryFolder()
  for (const id of [OLD, NEW]) await writeSession(join(home, 'sessions', id))
  const grants = openGrantFolder(home)
  await grants.of(OLD).keep({ rule: 'shell', app: 'xterm', site: null, tool: null })
  const settings = createSettingsStore({ home, project: null, env: {} })
  const handlers = retentionHandlers({ home, store: createSessionStore({ home }), settings })
  expect(await handlers['retention.look'](null, 'settings')).toMatchObject({
    value: { all: { sessions: 2 }, surplus: { sessions: 0 } },
  })
  await settings.save({ retention: { days: 1, megabytes: 0 } })
  const counted = await handlers['retention.look'](null, 'settings')
  expect(counted).toMatchObject({ value: { all: { sessions: 2 }, surplus: { sessions: 1 } } })
  const left = await handlers['retention.apply'](null, 'settings')
  expect(left).toMatchObject({ value: { all: { sessions: 1 }, surplus: { sessions: 0, bytes: 0 } } })
  expect([OLD, NEW].map((id) => existsSync(join(home, 'sessions', id)))).toEqual([false, true])
  expect(await grants.list()).toEqual([])
})
