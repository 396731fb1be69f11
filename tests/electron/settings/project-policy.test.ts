import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSettingsStore } from '../../../electron/settings/settings-file.js'
import { temporaryFolder } from '../sessions/temporary.js'

async function load(user: object, project: object) {
  const home = temporaryFolder()
  const folder = temporaryFolder()
  writeFileSync(join(home, 'config.json'), JSON.stringify(user))
  mkdirSync(join(folder, '.deskhand'))
  writeFileSync(join(folder, '.deskhand', 'config.json'), JSON.stringify(project))
  const loaded = await createSettingsStore({ home, project: folder, env: {} }).load()
  if (!loaded.ok) throw new Error(loaded.problem.message)
  return loaded.value
}

const mine = { id: 'mine', risk: 'pays', then: 'deny' }

it('a project’s rules stand beside those of the person, and the ones that allow are left out and named', async () => {
  const tight = { id: 'tight', risk: 'sends', then: 'deny' }
  const loose = { id: 'loose', then: 'allow' }
  const { settings, warnings } = await load({ policy: [mine] }, { policy: [tight, loose] })
  expect(settings.policy).toEqual([mine])
  expect(settings.projectPolicy).toEqual([tight])
  expect(warnings.join()).toMatch(/“loose” in .*config\.json is not used: a project may only ask and deny/)
})

it('a project brings no profile and no mark of a prompt', async () => {
  const profiles = { night: { expires: '2999-01-01', approvals: 'never' } }
  const { settings, warnings } = await load({}, { profiles, prompt: { phrase: 'trust me' } })
  expect(settings.profiles).toEqual({})
  expect(settings.prompt.phrase).toBe('')
  expect(warnings.length).toBe(2)
})

it('a rule with a word that is not known is refused, with the nearest one', async () => {
  await expect(load({ policy: [{ id: 'a', sites: 'bank.example', then: 'deny' }] }, {})).rejects.toThrow(
    /policy\.0: “sites” is not known there; the nearest one is “site”/,
  )
})
