/** Where something lands, in the words of the policy. */
export interface Place {
  /** program of the window, '' if unknown */
  readonly app: string
  readonly title: string
  /** host of the web page, null where there is none or it is not told */
  readonly site: string | null
}

export const NOWHERE: Place = { app: '', title: '', site: null }

/** What kind of program a window belongs to, as far as that changes what a key or a word means there. */
export type AppClass =
  'terminal' | 'launcher' | 'browser' | 'mail' | 'chat' | 'files' | 'text' | 'office' | 'settings' | 'store' | 'disks'

/** Names as X11's WM_CLASS, macOS and Windows tell them. */
const CLASSES: readonly (readonly [AppClass, RegExp])[] = [
  [
    'terminal',
    /^(?:u?x?rxvt.*|u?xterm|.*terminal(?:-server|\.exe|preview)?|terminology|konsole|yakuake|guake|tilix|terminator|alacritty|kitty|(?:org\.wezfurlong\.)?wezterm(?:-gui)?|foot(?:client)?|(?:com\.mitchellh\.)?ghostty|st(?:-256color)?|cool-retro-term|iterm2?|warp|hyper|cmd(?:\.exe)?|(?:windows ?)?powershell(?:\.exe)?|pwsh|conhost(?:\.exe)?|mintty|putty|ptyxis|kgx|org\.gnome\.(?:terminal|console|ptyxis))$/,
  ],
  ['launcher', /^(?:xfce4-appfinder|krunner|gmrun|rofi|dmenu|ulauncher|albert|xfrun4|mate-panel-run|synapse|kupfer)$/],
  [
    'browser',
    /^(?:.*firefox.*|navigator|chromium(?:-browser)?|google-chrome.*|google chrome.*|chrome(?:\.exe)?|brave.*|vivaldi.*|opera.*|microsoft-?edge.*|microsoft edge|msedge(?:\.exe)?|safari|epiphany|org\.gnome\.epiphany|falkon|librewolf|waterfox|konqueror|midori|qutebrowser|arc)$/,
  ],
  [
    'mail',
    /^(?:.*thunderbird.*|betterbird|evolution|org\.gnome\.evolution|geary|org\.gnome\.geary|kmail|claws-mail|sylpheed|balsa|mailspring|outlook(?:\.exe)?|microsoft outlook|olk(?:\.exe)?|mail|hxoutlook(?:\.exe)?|betterbird)$/,
  ],
  [
    'chat',
    /^(?:slack|discord.*|element.*|signal.*|telegram.*|org\.telegram\.desktop|whatsapp.*|zapzap|teams.*|ms-?teams.*|microsoft teams.*|skype.*|zulip|mattermost|rocket\.chat|pidgin|gajim|dino|im\.dino\.dino|polari|hexchat|konversation|fractal|messages|wechat|line|viber|zoom)$/,
  ],
  [
    'files',
    /^(?:thunar|(?:org\.gnome\.)?nautilus|files|(?:org\.kde\.)?dolphin|nemo|caja|pcmanfm(?:-qt)?|krusader|doublecmd|spacefm|io\.elementary\.files|finder|explorer(?:\.exe)?)$/,
  ],
  [
    'text',
    /^(?:mousepad|gedit|org\.gnome\.(?:gedit|texteditor)|gnome-text-editor|kate|kwrite|org\.kde\.(?:kate|kwrite)|xed|pluma|leafpad|l3afpad|featherpad|notepad(?:\.exe)?|notepad\+\+|textedit|geany|emacs|gvim|vim|neovide|sublime_text|l3afpad|.*calc(?:ulator)?|galculator|gnome-calculator|kcalc)$/,
  ],
  [
    'office',
    /^(?:libreoffice.*|soffice.*|onlyoffice.*|desktopeditors|wps|et|wpp|winword(?:\.exe)?|excel(?:\.exe)?|powerpnt(?:\.exe)?|microsoft (?:word|excel|powerpoint)|pages|numbers|keynote|gnumeric|abiword|calligra.*|inkscape|gimp.*|krita|drawio)$/,
  ],
  [
    'settings',
    /^(?:xfce4-.*settings.*|xfce4-settings-manager|gnome-control-center|org\.gnome\.settings|systemsettings\d?|org\.kde\.systemsettings|unity-control-center|cinnamon-settings.*|mate-control-center|lxappearance|lxqt-config.*|system ?(?:settings|preferences)|systemsettings(?:\.exe)?|control(?:\.exe)?|pavucontrol|nm-connection-editor|blueman-manager|gufw.*|firewall-config|seahorse|regedit(?:\.exe)?|mmc(?:\.exe)?)$/,
  ],
  [
    'store',
    /^(?:gnome-software|org\.gnome\.software|plasma-discover|org\.kde\.discover|snap-store|pamac.*|synaptic|gdebi.*|update-manager|software-properties.*|app store|winstore\.app(?:\.exe)?|octopi)$/,
  ],
  [
    'disks',
    /^(?:gnome-disks|org\.gnome\.diskutility|gparted(?:bin)?|kde-partitionmanager|partitionmanager|disk utility|diskmgmt.*)$/,
  ],
]

export function classOf(app: string): AppClass | null {
  const name = app.trim().toLowerCase()
  return CLASSES.find(([, names]) => names.test(name))?.[0] ?? null
}

const HOST = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i

/** 'example.com' of its address; null for what has no host. */
export const siteOf = (url: string | null): string | null => HOST.exec(url ?? '')?.[1]?.toLowerCase() ?? null
