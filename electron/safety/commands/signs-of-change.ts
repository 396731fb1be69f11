/** Commands that change what is on this machine and who may do what. */
import type { CommandSign } from './command-signs.js'

const INSTALLS = 'The command installs or updates programs.'
const CHANGES = 'The command changes settings of this machine.'
const HIDDEN = 'The command runs code that cannot be read beforehand.'

export const SIGNS_OF_CHANGE: readonly CommandSign[] = [
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program:
      /^(?:apt|apt-get|aptitude|dnf|yum|zypper|apk|brew|port|snap|flatpak|emerge|nix|choco|scoop|winget|pkg|xbps-install|opkg)$/,
    args: /(?:^|\s)(?:install|add|upgrade|full-upgrade|dist-upgrade|update|reinstall|remove|purge|autoremove|uninstall|-\w*i|refresh)\b/,
  },
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program: /^(?:pacman|yay|paru|dpkg|rpm|nix-env)$/,
    args: /(?:^|\s)(?:-\w*[SUiRre]|--install|--sync|--upgrade|--remove|--purge)/,
  },
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program:
      /^(?:pip[\d.]*|pipx|gem|go|cargo|conda|mamba|luarocks|cpan|cpanm|composer|dotnet|code|codium|asdf|rustup|nvm|ghcup|sdk|krew)$/,
    args: /(?:^|\s)(?:install|--install-extension|create|require|tool\s+install|toolchain|add|get)\b\s*\S/,
  },
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program: /^uv$/,
    args: /^(?:pip\s+install|tool\s+install|add)\b/,
  },
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program: /^(?:npm|pnpm|yarn|bun)$/,
    args: /^(?:\S+\s+)?(?:i|in|install|add|global\s+add|dlx|create|link)\s+(?:.*\s)?[^-\s]/,
  },
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program: /^(?:npx|bunx|uvx|pnpx)$/,
    args: /(?:^|\s)(?:-y|--yes|-p|--package)\b/,
  },
  {
    id: 'command-installs',
    risk: 'installs',
    level: 'medium',
    why: INSTALLS,
    program: /^(?:make|ninja|meson|cmake|setup\.py)$/,
    args: /(?:^|\s)(?:install|uninstall)\b/,
  },

  {
    id: 'command-as-root',
    risk: 'changes-settings',
    level: 'medium',
    why: 'The command runs with all rights.',
    program: /./,
    also: ({ asRoot }) => asRoot,
  },
  {
    id: 'command-changes-settings',
    risk: 'changes-settings',
    level: 'medium',
    why: CHANGES,
    program:
      /^(?:useradd|userdel|usermod|groupadd|adduser|deluser|passwd|chpasswd|chsh|visudo|ufw|iptables|ip6tables|nft|firewall-cmd|setenforce|aa-disable|modprobe|insmod|rmmod|update-alternatives|update-grub|grub-install|crontab|at|batch|schtasks|netsh|reg|regedit|setx|bcdedit|icacls|takeown|set-executionpolicy|new-service|sc|net|defaults|csrutil|spctl|scutil|pmset|launchctl|tccutil|nvram|xfconf-query|gsettings|dconf|kwriteconfig\d?|xdg-settings|xdg-mime|timedatectl|hostnamectl|localectl|nmcli|xhost|chattr|setcap)$/,
    args: /^(?!(?:get|list|show|status|read|describe|query|-l|-L|--list|--version|--help|list-\S+|-S|device|connection show|-V)\b)\S/,
  },
  {
    id: 'command-changes-settings',
    risk: 'changes-settings',
    level: 'medium',
    why: CHANGES,
    program: /^(?:systemctl|service|rc-service|initctl|sysctl)$/,
    args: /(?:^|\s)(?:enable|disable|mask|unmask|edit|set-\S+|stop|start|restart|reload|daemon-reload|link|-w)\b/,
  },
  {
    id: 'command-changes-settings',
    risk: 'changes-settings',
    level: 'medium',
    why: CHANGES,
    program: /^git$/,
    args: /config\s+(?:\S+\s+)*--(?:global|system)\s+(?!--(?:list|get))\S/,
  },
  {
    id: 'command-changes-settings',
    risk: 'changes-settings',
    level: 'medium',
    why: 'The command changes who may use files.',
    program: /^(?:chmod|chown|chgrp|setfacl)$/,
    args: /(?:^|\s)(?:-\w*R|--recursive|\S*[47]77|[ugoa]*\+\w*s|\/(?:etc|usr|bin|boot|lib|root|var)|~?\/?\.ssh)/,
  },
  {
    id: 'command-changes-settings',
    risk: 'changes-settings',
    level: 'high',
    why: 'The command lets another machine log in here.',
    program: /^ssh-copy-id$/,
  },

  { id: 'command-hidden', risk: 'runs-unread', level: 'high', why: HIDDEN, program: /^…$/ },
]
