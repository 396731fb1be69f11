import { expect, test } from 'vitest'
import { programEnvironment } from '../../native-bridge/program-environment.js'

test('keys, secrets and what steers Deskhand or Node do not reach programs', () => {
  const secrets = {
    OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'u', ANTHROPIC_API_KEY: 'k', GEMINI_API_KEY: 'k', MY_API_KEY: 'k', GITHUB_TOKEN: 't',
    AWS_ACCESS_KEY_ID: 'a', DB_PASSWORD: 'p', DESKHAND_HOME: 'h', DESKHAND_SECRET_MAIL: 's', NODE_OPTIONS: '--inspect',
    ELECTRON_RUN_AS_NODE: '1', mail_secret: 's',
  } // prettier-ignore
  expect(programEnvironment(secrets, {})).toEqual({})
})

test('everything else does, with what is added', () => {
  const ours = {
    PATH: '/bin',
    HOME: '/home/me',
    XAUTHORITY: '/x',
    SSH_AUTH_SOCK: '/s',
    KEYBOARD: 'us',
    MONKEY: 'm',
    HTTPS_PROXY: 'p',
    NONE: undefined,
  }
  const { NONE: _none, ...kept } = ours
  expect(programEnvironment({ ...ours, DISPLAY: ':0' }, { DISPLAY: ':7' })).toEqual({ ...kept, DISPLAY: ':7' })
})
