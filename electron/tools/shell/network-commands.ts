/** Commands that want the network, as data: they ask for it, or run without it. */
import type { SimpleCommand } from './read-command.js'

const ALWAYS =
  /^(?:curl|wget|http|https|xh|ssh|scp|sftp|ftp|telnet|nc|ncat|netcat|socat|ping|dig|nslookup|host|whois|gh|glab|hub|aws|gcloud|az|kubectl|helm|docker|podman|apt|apt-get|aptitude|dnf|yum|apk|brew|snap|flatpak|npx|bunx|pnpx|uvx|pipx|lynx|w3m|aria2c|yt-dlp)$/

const SOME: readonly { readonly program: RegExp; readonly args: RegExp }[] = [
  { program: /^git$/, args: /(?:^|\s)(?:clone|fetch|pull|push|ls-remote|submodule|remote\s+(?:update|show|prune)|lfs)\b/ },
  {
    program: /^(?:npm|pnpm|yarn|bun)$/,
    args: /^(?:$|(?:\S+\s+)?(?:i|in|install|ci|add|update|up|upgrade|publish|view|info|audit|outdated|create|init|dlx|login|search|pack|dedupe|exec)\b)/,
  },
  { program: /^(?:pip[\d.]*|uv|poetry|pdm|pipenv|conda|mamba)$/, args: /(?:^|\s)(?:install|download|add|sync|update|lock|search|publish|create)\b/ },
  { program: /^python[\d.]*$/, args: /-m\s+(?:pip|ensurepip)\b/ },
  { program: /^cargo$/, args: /(?:^|\s)(?:fetch|install|update|publish|add|search)\b/ },
  { program: /^go$/, args: /(?:^|\s)(?:get|install|mod\s+(?:download|tidy)|work\s+sync)\b/ },
  { program: /^(?:gem|bundle|bundler|composer|mix|hex|rebar3|stack|cabal|luarocks|cpanm?)$/, args: /(?:^|\s)(?:install|update|require|add|get|deps\.get|fetch)\b/ },
  { program: /^(?:mvn|mvnw|gradle|gradlew|sbt|dotnet|nuget)$/, args: /(?:^|\s)(?:dependency|restore|deploy|publish|--refresh-dependencies|push|add)\b/ },
  { program: /^rsync$/, args: /(?:^|\s)\S+:/ },
  { program: /^playwright$/, args: /\binstall\b/ },
] // prettier-ignore

export const wantsNetwork = (commands: readonly SimpleCommand[]): boolean => commands.some(reachesOut)

function reachesOut({ words }: SimpleCommand): boolean {
  // also behind sudo, env, timeout, xargs …
  return words.some((word, index) => {
    if (word === null) return false
    const program = word.split('/').pop() ?? word
    if (ALWAYS.test(program)) return index === 0 || isPrefixed(words.slice(0, index))
    const rest = words.slice(index + 1).map((arg) => arg ?? '').join(' ') // prettier-ignore
    return (
      SOME.some((sign) => sign.program.test(program) && sign.args.test(rest)) &&
      (index === 0 || isPrefixed(words.slice(0, index)))
    )
  })
}

const PREFIXES =
  /^(?:sudo|doas|env|nohup|time|nice|ionice|exec|command|stdbuf|setsid|timeout|watch|xargs|busybox|if|then|do|while)$/
const isPrefixed = (before: readonly (string | null)[]): boolean => PREFIXES.test((before[0] ?? '').split('/').pop() ?? '')
