/**
 * What Deskhand asks for where the person's own policy says nothing, in the same language as theirs. They come after the
 * person's rules, so each can be answered differently by a rule of theirs.
 */
import type { PolicyRule } from '../protocol/policy.js'

export const BUILT_IN_RULES: readonly PolicyRule[] = [
  {
    id: 'password-prompts',
    why: 'This window asks for a password of the system.',
    app: [
      '*polkit*',
      'lxqt-policykit*',
      'pkexec',
      'gcr-prompter',
      'pinentry*',
      '*ssh-askpass*',
      'gksu*',
      'kdesu*',
      'consent.exe',
    ],
    then: 'ask',
  },
  {
    id: 'password-managers',
    why: 'A password manager shows every secret you have.',
    app: [
      '*keepass*',
      '*1password*',
      '*bitwarden*',
      'seahorse',
      'kwalletmanager*',
      'keychain access',
      '*dashlane*',
      '*lastpass*',
    ],
    then: 'ask',
  },
  { id: 'pays', risk: 'pays', then: 'ask' },
  { id: 'sends', risk: 'sends', then: 'ask' },
  { id: 'deletes', risk: 'deletes', then: 'ask' },
  { id: 'installs', risk: 'installs', then: 'ask' },
  { id: 'changes-settings', risk: 'changes-settings', then: 'ask' },
  { id: 'ends-session', risk: 'ends-session', then: 'ask' },
  { id: 'runs-unread', risk: 'runs-unread', then: 'ask' },
  { id: 'leaves-workspace', risk: 'leaves-workspace', then: 'ask' },
  { id: 'tool-runs-command', risk: 'runs-command', tool: '*', then: 'ask' },
  { id: 'tool-uses-network', risk: 'uses-network', tool: '*', then: 'ask' },
  { id: 'tool-gets-secret', risk: 'types-secret', tool: '*', then: 'ask' },
  // an ordinary command typed into a terminal; what it deletes, sends, installs … is a risk of its own
  { id: 'types-command', risk: 'runs-command', then: 'allow' },
  { id: 'uses-network', risk: 'uses-network', then: 'allow' },
  // you gave the secret for this task, and bound it to where it may go
  { id: 'types-secret', risk: 'types-secret', then: 'allow' },
]
