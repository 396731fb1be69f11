/** Commands by which something leaves this machine. */
import type { CommandSign } from './command-signs.js'

const SENDS = 'The command sends data to another machine.'

export const SIGNS_OF_SENDING: readonly CommandSign[] = [
  { id: 'command-sends', risk: 'sends', level: 'high', why: SENDS, program: /^(?:nc|ncat|netcat|socat|telnet)$/, args: /\S/ },
  {
    id: 'command-sends',
    risk: 'sends',
    level: 'medium',
    why: SENDS,
    program:
      /^(?:scp|sftp|ftp|tftp|lftp|mail|mailx|mutt|sendmail|msmtp|swaks|rclone|croc|magic-wormhole|wormhole|transfer|ffsend|send-mailmessage)$/,
  },
  {
    id: 'command-sends',
    risk: 'sends',
    level: 'medium',
    why: SENDS,
    program: /^rsync$/,
    args: /(?:^|\s)(?:\S+@)?[\w.-]{2,}::?\S*|rsync:\/\//,
  },
  {
    id: 'command-sends',
    risk: 'sends',
    level: 'high',
    why: SENDS,
    program: /^curl$/,
    args: /(?:^|\s)(?:-\w*[dFT](?=\S|\s|$)|--data(?:-\w+)?\b|--form\b|--json\b|--upload-file\b|--url-query\b|-X\s*(?!GET|HEAD)[A-Z]+|--request[ =](?!GET|HEAD))/,
  },
  { id: 'command-sends', risk: 'sends', level: 'high', why: SENDS, program: /^wget$/, args: /(?:^|\s)--(?:post|body|method)/ },
  {
    id: 'command-sends',
    risk: 'sends',
    level: 'high',
    why: SENDS,
    program: /^(?:http|https|xh|invoke-webrequest|iwr|invoke-restmethod|irm)$/,
    args: /(?:^|\s)(?:post|put|delete|patch|-Method\s+(?!get)|-InFile|-Body)\b/i,
  },
  {
    id: 'command-sends',
    risk: 'sends',
    level: 'high',
    why: 'The command puts the output of another one into a request to another machine.',
    program: /^(?:curl|wget|ping|dig|host|nslookup|ssh|http|https|xh|iwr|irm|invoke-webrequest)$/,
    also: ({ hasSubstitution, isPiped }) => hasSubstitution || isPiped,
  },
  {
    id: 'command-publishes',
    risk: 'sends',
    level: 'medium',
    why: 'The command publishes work for others.',
    program: /^git$/,
    args: /^(?:-\S+\s+\S+\s+)*(?:push|send-email)\b/,
  },
  {
    id: 'command-rewrites-history',
    risk: 'sends',
    level: 'high',
    why: 'The command overwrites what others may have.',
    program: /^git$/,
    args: /^(?:-\S+\s+\S+\s+)*push\b.*(?:--force|--mirror|--delete|\s-\w*f|\s\+\S)/,
  },
  {
    id: 'command-publishes',
    risk: 'sends',
    level: 'medium',
    why: 'The command publishes something for others.',
    program: /^(?:npm|yarn|pnpm|cargo|poetry|flit|uv|gem|dotnet|twine|vsce|hex|mix|lerna|goreleaser|snapcraft|clasp)$/,
    args: /(?:^|\s)(?:publish|upload|release|push|deploy)\b/,
  },
  {
    id: 'command-publishes',
    risk: 'sends',
    level: 'medium',
    why: 'The command publishes something for others.',
    program: /^(?:docker|podman|buildah|helm|skopeo)$/,
    args: /^(?:image\s+)?(?:push|copy)\b/,
  },
  {
    id: 'command-publishes',
    risk: 'sends',
    level: 'medium',
    why: 'The command publishes something for others.',
    program: /^(?:gh|glab|hub)$/,
    args: /\b(?:create|comment|merge|close|reopen|edit|review|fork|upload|api\s+.*-X|approve|delete|ready|transfer)\b/,
  },
  {
    id: 'command-publishes',
    risk: 'sends',
    level: 'medium',
    why: 'The command changes a service that others use.',
    program:
      /^(?:kubectl|terraform|tofu|helm|ansible(?:-playbook)?|vercel|netlify|fly|flyctl|heroku|firebase|wrangler|serverless|sls|cap|eb|sam|cdk|pulumi|now|surge|gcloud|aws|az|doctl)$/,
    args: /(?:^|\s)(?:apply|deploy|create|upgrade|up|publish|--prod|scale|rollout|exec|patch|replace|set|put|put-\S+|cp|sync|mv|push|send-\S+|update-\S+|create-\S+|run-\S+)\b/,
  },
]
