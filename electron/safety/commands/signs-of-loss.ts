/** Commands that delete, or end what runs. */
import type { CommandSign } from './command-signs.js'

const DELETES = 'The command deletes files.'

export const SIGNS_OF_LOSS: readonly CommandSign[] = [
  {
    id: 'command-deletes',
    risk: 'deletes',
    level: 'high',
    why: DELETES,
    program: /^rm$/,
    args: /(?:^|\s)(?:-\w*[rRf]|--recursive|--force)/,
  },
  {
    id: 'command-deletes',
    risk: 'deletes',
    level: 'medium',
    why: DELETES,
    program: /^(?:rm|rmdir|unlink|del|erase|rd|remove-item|ri|trash(?:-put)?|gvfs-trash)$/,
  },
  { id: 'command-deletes', risk: 'deletes', level: 'high', why: DELETES, program: /^(?:shred|srm|wipe|trash-empty)$/ },
  { id: 'command-deletes', risk: 'deletes', level: 'medium', why: DELETES, program: /^gio$/, args: /^(?:trash|remove)\b/ },
  { id: 'command-deletes', risk: 'deletes', level: 'high', why: DELETES, program: /^find$/, args: /(?:^|\s)-delete\b/ },
  {
    id: 'command-deletes',
    risk: 'deletes',
    level: 'high',
    why: DELETES,
    program: /^rsync$/,
    args: /(?:^|\s)--(?:delete|remove-source)/,
  },
  { id: 'command-deletes', risk: 'deletes', level: 'medium', why: DELETES, program: /^truncate$/ },
  {
    id: 'command-discards',
    risk: 'deletes',
    level: 'high',
    why: 'The command throws away changes for good.',
    program: /^git$/,
    args: /(?:^|\s)(?:clean\s.*-\w*f|reset\s.*--hard|checkout\s+(?:--\s|\.(?:\s|$))|restore\s|branch\s+-D|stash\s+(?:drop|clear)|reflog\s+expire|filter-branch|update-ref\s+-d)/,
  },
  {
    id: 'command-drops-data',
    risk: 'deletes',
    level: 'high',
    why: 'The command deletes data of a database or a service.',
    program: /^(?:mysql|psql|sqlite3|mongo(?:sh)?|redis-cli|mariadb)$/,
    args: /\b(?:drop|delete|truncate|flushall|flushdb|dropdatabase|deletemany)\b/i,
  },
  {
    id: 'command-drops-data',
    risk: 'deletes',
    level: 'high',
    why: 'The command deletes data of a database or a service.',
    program:
      /^(?:docker|podman|kubectl|helm|terraform|tofu|aws|gcloud|az|heroku|vagrant|virsh|gh|doctl|flyctl|fly|dropdb|mysqladmin)$/,
    args: /(?:^|\s)(?:rm|rmi|delete|destroy|prune|uninstall|purge|terminate-\S+|delete-\S+|undefine|drop)\b/,
  },
  {
    id: 'command-drops-data',
    risk: 'deletes',
    level: 'high',
    why: 'The command deletes data of a database or a service.',
    program: /^(?:dropdb|dropuser)$/,
  },
  {
    id: 'command-overwrites-disk',
    risk: 'deletes',
    level: 'high',
    why: 'The command overwrites a disk.',
    program: /^(?:mkfs(?:\.\w+)?|wipefs|fdisk|sfdisk|gdisk|parted|cryptsetup|blkdiscard|format|diskpart|badblocks)$/,
  },
  {
    id: 'command-overwrites-disk',
    risk: 'deletes',
    level: 'high',
    why: 'The command overwrites a disk or file.',
    program: /^dd$/,
    args: /\bof=/,
  },

  {
    id: 'command-ends-machine',
    risk: 'ends-session',
    level: 'high',
    why: 'The command shuts the machine down, restarts it or logs out.',
    program: /^(?:shutdown|reboot|poweroff|halt|init|telinit|logoff|stop-computer|restart-computer)$/,
    args: /^(?!--help)/,
  },
  {
    id: 'command-ends-machine',
    risk: 'ends-session',
    level: 'high',
    why: 'The command shuts the machine down, restarts it or logs out.',
    program: /^(?:systemctl|loginctl|gnome-session-quit|xfce4-session-logout|qdbus)$/,
    args: /(?:^|\s)(?:poweroff|reboot|halt|suspend|hibernate|kexec|emergency|rescue|terminate-\S+|kill-\S+|--logout|--reboot|--halt|logout)\b/,
  },
  {
    id: 'command-ends-machine',
    risk: 'ends-session',
    level: 'high',
    why: 'The command ends programs of the desktop.',
    program: /^(?:xfce4-session-logout|gnome-session-quit)$/,
  },
  {
    id: 'command-ends-machine',
    risk: 'ends-session',
    level: 'high',
    why: 'The command ends all programs.',
    program: /^(?:kill|pkill|killall)$/,
    args: /(?:^|\s)(?:-1$|-u\b|--user\b|Xorg|xfce4-session|gnome-shell|systemd)/,
  },
]
