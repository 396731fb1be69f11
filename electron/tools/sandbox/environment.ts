/** What a command of the agent finds in its environment: what tools need to work, and nothing that was not named here. Pure. */

const KEPT =
  /^(?:PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|COLORTERM|USER|LOGNAME|SHELL|EDITOR|PAGER|NVM_DIR|PYENV_ROOT|VIRTUAL_ENV|CONDA_PREFIX|RBENV_ROOT|GEM_HOME|GOROOT|GOPATH|CARGO_HOME|RUSTUP_HOME|JAVA_HOME|ANDROID_HOME|DOTNET_ROOT|SDKMAN_DIR|PNPM_HOME|BUN_INSTALL|VOLTA_HOME|NODE_ENV|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|SYSTEMROOT|COMSPEC|PATHEXT|WINDIR|PROGRAMFILES(?:\(X86\))?|PROGRAMDATA|NUMBER_OF_PROCESSORS|OS)$/i
const PROXY = /^(?:https?_proxy|no_proxy|all_proxy)$/i

export interface EnvironmentWishes {
  readonly home: string
  readonly temp: string
  /** names the person adds in config.json */
  readonly also?: readonly string[]
  readonly hasNetwork: boolean
  readonly set?: Readonly<Record<string, string>>
}

export type Environment = Readonly<Record<string, string | undefined>>

export function cleanEnvironment(ours: Environment, { home, temp, also = [], hasNetwork, set = {} }: EnvironmentWishes) {
  const clean: Record<string, string> = {}
  for (const [name, value] of Object.entries(ours)) {
    if (value === undefined) continue
    if (KEPT.test(name) || also.includes(name)) clean[name] = value
    else if (hasNetwork && PROXY.test(name)) clean[name] = withoutPassword(value)
  }
  // pagers, editors and questions would wait for somebody
  return { ...clean, ...QUIET, HOME: home, TMPDIR: temp, ...set }
}

const QUIET = {
  CI: '1',
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  GIT_EDITOR: 'true',
  GIT_TERMINAL_PROMPT: '0',
  TERM: 'dumb',
  NO_COLOR: '1',
  DEBIAN_FRONTEND: 'noninteractive',
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}
