/** The running app: ties the desktop, the windows, the hotkeys and the tray to the one task. */
import { app, nativeTheme } from 'electron'
import type { Bridge, HumanEvent, Outcome, Point } from '../../native-bridge/index.js'
import type { SessionRegistry } from '../control/session-registry.js'
import type { AppState } from '../protocol/ipc.js'
import { settingsSchema, type HotkeyName, type Settings } from '../protocol/settings.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { SecretVault } from '../settings/secret-vault.js'
import type { SecretStore } from '../settings/secrets.js'
import type { LoadedSettings, SettingsStore } from '../settings/settings.js'
import { readAppState } from './app-state.js'
import { CurrentTask } from './current-task.js'
import { electronParts, forSession, openDesktop, openScreenProcess, toDip } from './desktop.js'
import { loadStoredFrame } from './frames.js'
import { openGlobalHotkeys, type GlobalHotkeys } from './global-hotkeys.js'
import { createHandlers } from './handlers.js'
import { createHumanHold } from './human-hold.js'
import { bindIpc, type Push } from './ipc-main.js'
import { LiveWatch } from './live-watch.js'
import { lockDown } from './lock-down.js'
import { testKey } from './models.js'
import { createNotifier } from './notify.js'
import { openReplayParts } from './replay-parts.js'
import { openSessionDesktop } from './session-desktop.js'
import { startRedo, startTask, type StartParts } from './start-task.js'
import { createTray, type AppTray } from './tray.js'
import { AppWindows } from './windows/app-windows.js'

export interface AppParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** folders of Deskhand's own: data, control channel, locks */
  readonly hidden: readonly string[]
  readonly version: string
  readonly registry: SessionRegistry
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly keychain: SecretStore
  readonly vault: SecretVault
  readonly files: { readonly renderer: string; readonly preload: string; readonly tray: string; readonly icon: string }
}

/** A server that says nothing this long will not do for a key test. */
const KEY_TEST_MS = 10_000
/** Stopping lets go within milliseconds; what takes longer (a log on a slow disk) may not keep the app from quitting. */
const QUIT_MS = 5_000
const QUIT_NOW_MS = 500

export async function runApp(parts: AppParts): Promise<void> {
  const loaded = await parts.settings.load()
  const running = new RunningApp(parts, await openDesktop(loaded.ok ? loaded.value.settings.textLanguages : []))
  await running.open()
}

class RunningApp {
  private readonly windows: AppWindows
  private readonly task: CurrentTask
  private readonly watch: LiveWatch
  private readonly hold
  private hotkeys!: GlobalHotkeys
  private tray: AppTray | null = null
  private readonly notifier = createNotifier(() => this.windows.focusOverlay())
  private push: Push = () => undefined
  private overlayPlace: Point | null = null
  private prices: Settings['prices'] = {}
  private quitting: Promise<void> | null = null

  constructor(
    private readonly parts: AppParts,
    private readonly desktop: Outcome<Bridge>,
  ) {
    this.task = new CurrentTask({ changed: () => this.taskChanged(), ended: () => this.taskEnded() })
    this.windows = new AppWindows({
      parts: parts.files,
      memory: { place: () => this.overlayPlace, remember: (place) => void this.changeOverlay(place) },
      changed: () => this.groundChanged(),
    })
    this.watch = new LiveWatch({
      isSeen: (session) => this.windows.isSeen(`watch:${session}`),
      show: (frame) => this.push('watch.frame', frame, `watch:${frame.session}`),
      isWithPerson: () => this.task.isWithPerson,
    })
    this.hold = createHumanHold({
      rects: () => this.windows.rects(),
      hasFocus: () => this.windows.hasFocus(),
      hold: (isHeld) => this.task.hold(isHeld),
    })
  }

  async open(): Promise<void> {
    const { parts, desktop } = this
    const { settings } = await this.loadSettings()
    nativeTheme.themeSource = settings.theme
    const { x, y } = settings.overlay
    this.overlayPlace = x === null || y === null ? null : { x, y }
    const stored = loadStoredFrame(parts.store)
    lockDown(parts.files.renderer, (...named) => Promise.resolve(this.watch.picture(...named) ?? stored(...named)))
    this.hotkeys = await openGlobalHotkeys(desktop.ok ? desktop.value : null, {
      fired: (name, atMs) => this.obeyHotkey(name, atMs),
      held: (held) => {
        this.task.hold(held, 'keys')
        this.push('overlay.keys', { held })
      },
      human: (event, isChord) => this.hearPerson(event, isChord),
    })
    this.hotkeys.bind(settings.hotkeys)
    this.push = bindIpc(this.handlers(), this.windows)
    this.listenToApp()
    this.tray = this.openTray()
    this.windows.overlay()
    this.windows.show('home')
  }

  private hearPerson(event: HumanEvent, isChord: boolean): void {
    if (event.kind === 'button' && event.button === 'left') this.windows.overlay().press(event.down)
    if (event.kind !== 'key') this.windows.overlay().pointer(toDip(event))
    // the hands first: they yield before anything else is done about it
    this.task.human(event, isChord ? 'hotkey' : this.hold.isOver(event) ? 'own' : 'desktop')
    if (!isChord) this.hold.human(event)
  }

  private handlers() {
    const { parts, windows, task, hotkeys } = this
    return createHandlers({
      windows,
      task,
      hotkeys,
      store: parts.store,
      settings: parts.settings,
      keychain: parts.keychain,
      vault: parts.vault,
      readState: () => this.readState(),
      home: parts.home,
      env: parts.env,
      watch: this.watch,
      startTask: (wishes) => startTask(wishes, this.startParts()),
      startRedo: (redo, display) => startRedo(redo, display, this.startParts()),
      testKey: async (provider) =>
        testKey(provider, { ...parts, loaded: await this.loadSettings() }, AbortSignal.timeout(KEY_TEST_MS)),
      replay: openReplayParts({
        ...parts,
        windows,
        isLive: (session) => parts.registry.isLive(session),
        prices: () => this.prices,
        textLanguages: async () => {
          const loaded = await parts.settings.load()
          return loaded.ok ? loaded.value.settings.textLanguages : []
        },
        push: (...said) => this.push(...said),
      }),
      changed: (settings) => this.settingsChanged(settings),
      sent: () => this.hold.sent(),
      quit: () => void this.quit(QUIT_NOW_MS),
    })
  }

  private startParts(): StartParts {
    const { parts, desktop, windows, task } = this
    const own = desktop.ok ? { ok: true as const, value: forSession(desktop.value, windows) } : desktop
    return {
      ...parts,
      task,
      openDesktop: async (wanted) => {
        const { textLanguages } = (await this.loadSettings()).settings
        return openSessionDesktop({
          wanted,
          own,
          parts: { ...electronParts(), textLanguages },
          openScreen: openScreenProcess,
          env: parts.env,
        })
      },
      heard: (event) => {
        task.hear(event)
        this.watch.hear(event)
        this.push('session.event', event)
        this.notifier.hear(event)
      },
      goesOnAt: (atMs) => this.push('control.goesOnAt', { atMs }),
      warn: (sentence) => this.notifier.tell(sentence),
      started: (isVirtual) => {
        this.hold.sent()
        windows.show('overlay')
        if (!isVirtual) windows.clear()
        if (task.id !== null && task.watched) {
          this.watch.begin(task.id, task.watched)
          windows.showWatch(task.id, false)
        }
      },
    }
  }

  private obeyHotkey(name: HotkeyName, atMs: number): void {
    switch (name) {
      case 'stop':
        this.task.command({ type: 'stop' }, 'hotkey')
        break
      case 'pause':
      case 'takeOver':
        this.task.press(name, 'hotkey')
        break
      case 'steer':
        this.windows.focusOverlay()
        this.push('overlay.steer', null, 'overlay')
        break
      case 'overlay':
        void this.nextOverlaySize()
        break
    }
    this.push('hotkey.heard', { name, ms: performance.now() - atMs })
  }

  private async nextOverlaySize(): Promise<void> {
    const { overlay } = (await this.loadSettings()).settings
    const size = ({ expanded: 'compact', compact: 'pill', pill: 'expanded' } as const)[overlay.size]
    this.windows.show('overlay')
    await this.changeOverlay({ size })
  }

  private async changeOverlay(change: Partial<Settings['overlay']>): Promise<void> {
    const { settings } = await this.loadSettings()
    const saved = await this.parts.settings.save({ overlay: { ...settings.overlay, ...change } })
    if (saved.ok) await this.settingsChanged(saved.value)
    else console.error(saved.problem.message)
  }

  private async settingsChanged(changed: Settings | null): Promise<void> {
    const { settings } = await this.loadSettings()
    if (changed !== null) {
      nativeTheme.themeSource = settings.theme
      this.hotkeys.bind(settings.hotkeys)
    }
    await this.tellState()
  }

  private taskChanged(): void {
    this.tray?.show(this.task.state)
    void this.tellState()
  }

  private taskEnded(): void {
    this.watch.end()
    this.hold.sent()
  }

  /** Where our windows are has changed, or who has the focus. */
  private groundChanged(): void {
    if (this.desktop.ok) this.desktop.value.windows.setOwn(this.windows.rects())
    this.hold.groundChanged()
  }

  private async tellState(): Promise<void> {
    this.push('app.changed', await this.readState())
  }

  private async readState(): Promise<AppState> {
    const { parts, desktop, hotkeys, task } = this
    return readAppState({
      ...parts,
      desktop,
      hotkeys,
      live: task.id,
      canWatch: task.watched !== null,
      loaded: await this.loadSettings(),
    })
  }

  /** A broken file is said once, by `doctor` and in the log of the app; until it is mended the defaults hold. */
  private async loadSettings(): Promise<LoadedSettings> {
    const loaded = await this.parts.settings.load()
    if (loaded.ok) {
      this.prices = loaded.value.settings.prices
      return loaded.value
    }
    console.error(loaded.problem.message)
    return { settings: settingsSchema.parse({}), origins: {}, warnings: [loaded.problem.message], waiting: [] }
  }

  private openTray(): AppTray {
    return createTray(this.parts.files.tray, {
      stop: () => this.task.command({ type: 'stop' }, 'person'),
      pauseOrContinue: () => this.task.toggle('person'),
      showHome: () => this.windows.show('home'),
      showOverlay: () => this.windows.show('overlay'),
      showSettings: () => this.windows.show('settings'),
      quit: () => void this.quit(QUIT_MS),
    })
  }

  private listenToApp(): void {
    app.on('second-instance', () => this.windows.show('home'))
    app.on('activate', () => this.windows.show('home'))
    // closed windows are only hidden, and the tray goes on without any
    app.on('window-all-closed', () => undefined)
    app.on('before-quit', (event) => {
      event.preventDefault()
      void this.quit(QUIT_MS)
    })
  }

  /** Stops the session first, at most this long; then everything is let go, and the app is gone. */
  private quit(patienceMs: number): Promise<void> {
    this.quitting ??= (async () => {
      const tooLong = new Promise((resolve) => setTimeout(resolve, patienceMs))
      await Promise.race([this.task.stopAndWait('person'), tooLong])
      this.windows.letClose()
      this.hotkeys.close()
      if (this.desktop.ok) await Promise.race([this.desktop.value.close(), tooLong])
      this.tray?.destroy()
      this.notifier.close()
      app.exit(0)
    })()
    return this.quitting
  }
}
