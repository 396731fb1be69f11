/**
 * Serves one text to one program and to nobody else, so that no clipboard manager gets to keep it: managers that ask are told
 * that it is a secret, and given nothing.
 */
import type { Xid } from '../xlib.js'
import type { Content, Request, Selection, Server } from './selection.js'

/** What KDE's, and by now most other clipboard managers look at before they keep anything. */
const HINT = 'x-kde-passwordManagerHint'
const TEXTS: readonly string[] = ['UTF8_STRING', 'text/plain;charset=utf-8', 'text/plain']
/** The X server hands each client a block of ids of its own of this size. */
const IDS_OF_A_CLIENT = 1 << 21

export const isSameClient = (one: Xid, other: Xid): boolean =>
  Math.floor(one / IDS_OF_A_CLIENT) === Math.floor(other / IDS_OF_A_CLIENT)

/** A paste is over when the program has read the text as often as it does for one, and has asked nothing more for so long. */
const QUIET_MS = 100
/**
 * Chromium asks so many times what there is once it has read the text. A page that is busy does so late, and gets nothing if the
 * text is another one by then, or gone. A version that asks less often is known when it did so twice, one after the other: once may be
 * a machine that is very slow.
 */
const ASKS_OF_CHROMIUM = 4
const BUSY_MS = 1500
/**
 * Read less often: a page that refuses to paste, another version, or a program that is very slow. Where a text before it was read
 * as often as is known, this one was dropped: Chromium does so now and then when it is busy.
 */
const LATE_MS = 1500
/** What is under way when Deskhand stops or dies gets so long to end: a program must not read the person's clipboard instead. */
const STOP_MS = 400

export class PasteServer implements Server {
  private text: Content = utf8('')
  private whenOver: ((wasRead: boolean) => void) | null = null
  private quiet: NodeJS.Timeout | undefined
  private reads = 0
  /** what was asked since the text was last read */
  private asked = 0
  /** how much that is when a paste is over */
  private asksAfter: number
  /** what it was at the paste before, where it was fewer */
  private fewer: number | null = null
  private isUnderWay = false
  private wasReadInFull = false
  hasOffered = false

  constructor(
    private readonly selection: Selection,
    /** a window of the program that may read */
    private readonly reader: Xid,
    /** how often it reads the text of one paste */
    private readonly readsOfOne: number,
    readonly wasTaken: () => void,
  ) {
    this.asksAfter = readsOfOne > 1 ? ASKS_OF_CHROMIUM : 0
  }

  /** `whenOver` is called once the program has it and asks no more, with false when it has dropped it. */
  offer(text: string, whenOver: (wasRead: boolean) => void): void {
    this.text = utf8(text)
    this.whenOver = whenOver
    this.isUnderWay = true
    this.reads = 0
    this.asked = 0
    this.hasOffered = true
    clearTimeout(this.quiet)
    this.selection.serve(this)
  }

  answer({ requestor, target }: Request): Content | null {
    const isReader = isSameClient(requestor, this.reader)
    if (isReader) {
      this.asked++
      this.waitForQuiet()
    }
    if (target === 'TARGETS') return this.selection.atoms(['TARGETS', HINT, ...TEXTS])
    if (target === HINT) return { type: HINT, format: 8, bytes: Buffer.from('secret') }
    if (!TEXTS.includes(target) || !isReader) return null
    return target === 'UTF8_STRING' ? this.text : { ...this.text, type: target }
  }

  wasRead({ target }: Request): void {
    if (!TEXTS.includes(target)) return
    this.reads++
    this.asked = 0
    this.waitForQuiet()
  }

  /** Resolves when no paste is under way any more, soon in any case. */
  over(): Promise<void> {
    if (!this.isUnderWay) return Promise.resolve()
    return new Promise((resolve) => {
      this.whenOver = () => resolve()
      setTimeout(resolve, STOP_MS)
    })
  }

  private waitForQuiet(): void {
    clearTimeout(this.quiet)
    if (this.reads === 0) return
    this.quiet = setTimeout(() => this.finish(), this.patienceMs())
  }

  private patienceMs(): number {
    if (this.reads < this.readsOfOne) return LATE_MS
    return this.asked < this.asksAfter ? BUSY_MS : QUIET_MS
  }

  private finish(): void {
    const isInFull = this.reads >= this.readsOfOne
    const isDropped = !isInFull && this.wasReadInFull
    this.wasReadInFull ||= isInFull
    // it may still come for it: then it must not find the person's
    this.isUnderWay = isDropped
    if (isDropped) this.text = utf8('')
    else this.learn()
    this.whenOver?.(!isDropped)
  }

  private learn(): void {
    if (this.asked >= this.asksAfter) this.fewer = null
    else if (this.fewer === this.asked) this.asksAfter = this.asked
    else this.fewer = this.asked
  }
}

const utf8 = (text: string): Content => ({ type: 'UTF8_STRING', format: 8, bytes: Buffer.from(text, 'utf8') })
