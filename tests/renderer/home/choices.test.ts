import { describe, expect, it } from 'vitest'
import { chosenDisplay, chosenModel, displayChoices, modelName } from '../../../renderer/home/choices.js'
import { sampleApp } from '../support/sample-app.js'

const withKey = (key: 'none' | 'environment' | 'keychain') => {
  const app = sampleApp()
  const providers = app.providers.map((one) => (one.needsKey ? { ...one, key } : one))
  return { ...app, providers, settings: { ...app.settings, provider: null } }
}

describe('the model of a task', () => {
  it('is the person’s choice first', () => {
    expect(chosenModel(sampleApp(), { provider: 'offline', model: null }).provider).toBe('offline')
  })

  it('is the settings’ provider next', () => {
    expect(chosenModel(sampleApp(), null)).toEqual({ provider: 'openai', model: null })
  })

  it('is the first key found when the settings name none', () => {
    expect(chosenModel(withKey('environment'), null).provider).toBe('openai')
  })

  it('is the offline model without any key', () => {
    const app = withKey('none')
    expect(modelName(app, chosenModel(app, null))).toBe('Offline model')
  })

  it('is implied by a model that only one provider has', () => {
    const app = withKey('none')
    const named = { ...app, settings: { ...app.settings, model: 'gpt-5.3-codex' } }
    expect(chosenModel(named, null)).toEqual({ provider: 'openai', model: 'gpt-5.3-codex' })
  })

  it('goes by the provider’s default name when none is chosen', () => {
    expect(modelName(sampleApp(), { provider: 'openai', model: null })).toBe('gpt-5.3-codex')
  })
})

describe('the display of a task', () => {
  it('is the primary one when nothing is chosen', () => {
    expect(chosenDisplay(sampleApp(), null)).toMatchObject({ id: ':0', words: 'Display 1' })
  })

  it('offers a private one where that works', () => {
    expect(displayChoices(sampleApp()).at(-1)?.id).toMatch(/^virtual:\d+x\d+$/)
    expect(displayChoices(sampleApp({ canVirtual: false })).map((one) => one.id)).toEqual([':0', ':0.1'])
  })

  it('knows “virtual” from the settings', () => {
    const app = sampleApp()
    const chosen = chosenDisplay({ ...app, settings: { ...app.settings, display: 'virtual' } }, null)
    expect(chosen?.words).toBe('Virtual display')
  })

  it('is nothing without displays', () => {
    expect(chosenDisplay(sampleApp({ displays: [], canVirtual: false }), null)).toBeUndefined()
  })
})
