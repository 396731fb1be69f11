/**
 * The ports every platform implements, and the contract of each. tests/native-bridge/bridge.contract.ts runs
 * the same assertions against the fake desktop and the real ones.
 *
 * Common to all: expected failures are returned as Outcome, never thrown or rejected. An AbortSignal that fires
 * ends the call soon (problem kind 'aborted'); input already begun is let go by `releaseAll`, which callers make.
 */
import type {
  Control,
  DesktopWindow,
  Display,
  HumanEvent,
  KeyLayout,
  Look,
  Outcome,
  Permission,
  Picture,
  PictureMime,
  PictureSpace,
  Point,
  RawImage,
  Rect,
  Size,
  Stroke,
  TextLine,
} from './types.js'

export interface Displays {
  /** At least one display, the primary one first. None: problem 'no-display'. */
  list(): Promise<Outcome<readonly Display[]>>
}

export interface Capture {
  /** The whole display at display px, as it is now, without the windows given to `Windows.setOwn` where the platform can. */
  grab(display: Display, signal: AbortSignal): Promise<Outcome<RawImage>>
}

export interface PictureRule {
  readonly size: Size
  readonly mime: PictureMime
  /** 1..100, for JPEG and WebP */
  readonly quality: number
}

export interface Codec {
  /** Scales once (area average or better) to exactly `rule.size` and encodes. Opaque. Must not need a display. */
  encode(image: RawImage, rule: PictureRule, signal: AbortSignal): Promise<Outcome<Picture>>
}

/** What the caller knows of the change to wait for. */
export type LookExpectation =
  /** nothing was done: one grab, no wait */
  | { readonly kind: 'none' }
  /** an action was sent: up to `firstChangeMs` for a first change (CONTRACT 6: 300), then quiet, `patienceMs` in all (3000) */
  | { readonly kind: 'effect'; readonly firstChangeMs: number; readonly patienceMs: number }

/**
 * Which parts of a frame nobody may see, display px: asked before a frame is encoded, once for each. `changed`: where it differs
 * from the frame that was asked about before; null: everywhere. A failure fails the look: what could not be checked is not shown.
 */
export type Mask = (image: RawImage, changed: readonly Rect[] | null, signal: AbortSignal) => Promise<Outcome<readonly Rect[]>>

export interface LookRequest {
  readonly display: Display
  /** picture size for a display of this size in display px; see image rules of each model */
  readonly pictureSize: (display: Size) => Size
  readonly mime: PictureMime
  readonly quality: number
  readonly expect: LookExpectation
  readonly mask?: Mask
}

/** What came of an action. `raw` is the display at rest after it, with nothing masked: for comparing, never for showing. */
export interface Effect {
  readonly changed: number
  readonly changedRect: Rect | null
  readonly reason: Look['reason']
  readonly settledMs: number
  readonly raw: RawImage
}

export interface Eyes {
  /** A frame of the settled display, encoded. Compares with the frame of the look before it on the same display. */
  look(request: LookRequest, signal: AbortSignal): Promise<Outcome<Look>>
  /** Remembers the display as it is now, as the state before an action; `changedSince` compares with it. */
  mark(display: Display, signal: AbortSignal): Promise<Outcome<void>>
  /** Waits as `look` does and says what changed since `mark`, without encoding a picture. */
  effect(display: Display, expect: LookExpectation, signal: AbortSignal): Promise<Outcome<Effect>>
}

export interface Input {
  /**
   * Sends the strokes in order and resolves when the OS took the last one. Before anything is pressed, all of them
   * are checked: an unknown key is 'unknown-key' (with the nearest known name), a point outside the picture
   * 'outside-picture', a stroke that would land on one of Deskhand's windows 'own-window'.
   * Typing is exact: every printable ASCII character whatever the layout; what a platform cannot type is a problem.
   */
  send(strokes: readonly Stroke[], space: PictureSpace, signal: AbortSignal): Promise<Outcome<void>>
  /** Checks only; sends nothing. */
  check(strokes: readonly Stroke[], space: PictureSpace): Outcome<void>
  /** Lets go of every key and button we hold. Never fails, safe to call twice and at any moment. */
  releaseAll(): Promise<void>
  /** Names of the keys and buttons we hold now. */
  held(): readonly string[]
  /** Where the pointer is, OS units. */
  pointer(): Promise<Outcome<Point>>
}

export interface Windows {
  /** Top-level windows of the user, topmost first where the platform can tell. */
  list(): Promise<Outcome<readonly DesktopWindow[]>>
  /** Rectangles (OS units) of Deskhand's own visible windows; input there is refused. Replaces the last call's. */
  setOwn(rects: readonly Rect[]): void
}

export interface ScreenText {
  /** Reads the text of `region` (display px of `image`; all of it when null). Must not need a network. */
  read(image: RawImage, region: Rect | null, signal: AbortSignal): Promise<Outcome<readonly TextLine[]>>
  close(): Promise<void>
}

export interface HumanInput {
  /** Reports real input until the returned function is called. One listener at a time is enough. */
  watch(listener: (event: HumanEvent) => void): Promise<Outcome<() => void>>
  /** The keyboard's layout, for recording what a person types; null where it cannot be read. */
  layout?(): KeyLayout | null
}

/**
 * What the OS's accessibility tells of the controls on the screen (Linux: AT-SPI). A program that tells nothing is no failure:
 * null. Answers within 200 ms or with null, so that no action waits for a program that hangs.
 */
export interface Controls {
  /** the control that has the keyboard */
  focused(signal: AbortSignal): Promise<Control | null>
  /** the innermost control at a place, OS units */
  at(point: Point, signal: AbortSignal): Promise<Control | null>
  /** fields on the screen whose content is hidden or must not be seen (password fields), OS units */
  secretFields(signal: AbortSignal): Promise<readonly Rect[]>
}

export interface Permissions {
  check(): Promise<readonly Permission[]>
}

export interface Bridge {
  readonly platform: 'fake' | 'linux-x11' | 'macos' | 'windows'
  readonly displays: Displays
  readonly capture: Capture
  readonly codec: Codec
  readonly eyes: Eyes
  readonly input: Input
  readonly windows: Windows
  readonly controls: Controls
  readonly text: ScreenText
  readonly human: HumanInput
  readonly permissions: Permissions
  /** Lets go of everything and frees what was opened. Safe to call twice. */
  close(): Promise<void>
}

/** A program, its arguments, and the folder it begins in; default: the root. */
export interface ProgramStart {
  readonly command: string
  readonly args: readonly string[]
  readonly folder?: string
}

/** What a composition root may hand in where a capability exists only there (Electron's codec, capture and list of displays). */
export interface BridgeParts {
  readonly codec?: Codec
  readonly capture?: Capture
  /** macOS and Windows: all displays; without it only the main one is known. Goes with a `capture` that can see them. */
  readonly displays?: Displays
  /** X11: what starts the clipboard's holder where this process's program is not Node; without it such a process types by keys */
  readonly clipboardHolder?: ProgramStart
}

export interface OpenBridgeOptions extends BridgeParts {
  /** what text on the screen is read in, by tesseract's codes; default: English */
  readonly textLanguages?: readonly string[]
  /** X11: the display to connect to, ':99'; default $DISPLAY */
  readonly xDisplay?: string
  /** X11: the process whose windows are left out of what is grabbed; default: this one */
  readonly ownPid?: number
}

/** A private X server with a window manager, started and ended by us (Linux). */
export interface VirtualDesktop {
  /** ':101' */
  readonly xDisplay: string
  /** environment for programs that shall open there; with the cookie that the server asks for (`XAUTHORITY`) */
  readonly env: Readonly<Record<string, string>>
  /** Ends the programs started there, the window manager and the server. Safe to call twice. */
  close(): Promise<void>
}

export interface LaunchedProgram {
  readonly pid: number
  /** ends the program and its children */
  close(): Promise<void>
}
