/** `doctor`: what works here, what does not, and how to mend it. Exit 0 when the desktop can be driven, else 6. */
import type { Outcome } from '../../../native-bridge/index.js'
import type { Problem } from '../../protocol/problem.js'
import { createColours, wantsColours } from '../colours.js'
import { EXIT } from '../exit-codes.js'
import { loadSettings } from '../load-config.js'
import { openDesktop, readDisplayWish, type Desktop, type DesktopLocks, type DisplayWish } from '../open-desktop.js'
import { refuse, type ParsedArgs } from '../parse-args.js'
import type { Io, Plugs } from '../plugs.js'
import { captureFinding, displayFindings, ownWindowFindings, permissionFindings, pointerFinding } from './desktop-findings.js'
import { failed, type Finding, look } from './finding.js'
import {
  displayServerFinding,
  folderFinding,
  keyboardFinding,
  keychainFinding,
  sessionFindings,
  textFinding,
  versionFinding,
} from './machine-findings.js'
import { sandboxFinding, searchFinding } from './tool-findings.js'
import { modelFinding, settingFindings } from './settings-findings.js'

type Say = (finding: Finding) => void

export async function doctorCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  if (args.words.length > 0) return refuse('usage', '`doctor` takes no words.')
  const say = args.flags.has('json') ? sayJson(io) : sayText(io)
  say(versionFinding(plugs, io))
  say(folderFinding(io))
  const loaded = await loadSettings(io, {})
  if (!loaded.ok) say(failed('settings', loaded.problem.message, 'Correct the file or the variable.'))
  sessionFindings(io).forEach(say)
  const display = loaded.ok ? loaded.value.settings.display : null
  const isDrivable = await examineDesktop(display, args.flags.has('self-test'), plugs, io, say)
  if (loaded.ok) say(await textFinding(loaded.value.settings.textLanguages))
  say(await keychainFinding(plugs))
  say(sandboxFinding(io))
  say(await searchFinding(io))
  if (loaded.ok) {
    say(await modelFinding(loaded.value, plugs, io))
    settingFindings(loaded.value).forEach(say)
  }
  return { ok: true, value: isDrivable ? EXIT.done : EXIT.noDesktop }
}

/** The desktop of the settings; with --self-test a private one as well, where real input disturbs nobody. */
async function examineDesktop(display: string | null, selfTest: boolean, plugs: Plugs, io: Io, say: Say): Promise<boolean> {
  const wish = readDisplayWish(display)
  if (!wish.ok) {
    say(failed('display', wish.problem.message, 'Correct the setting `display`.'))
    return false
  }
  const isPrivate = wish.value.kind === 'virtual'
  if (selfTest && !isPrivate && isWithoutDisplay(io)) return testPrivately(plugs, io, say)
  if (!isPrivate) say(displayServerFinding(io))
  const isDrivable = await withDesktop(wish.value, plugs, io, say, async (desktop) => {
    const findings = await examine(desktop, io)
    if (desktop.isVirtual) findings.push(await pointerFinding(desktop), ...(await ownWindowFindings(desktop, plugs)))
    else if (selfTest && io.platform !== 'linux') findings.push(await pointerFinding(desktop))
    return findings
  })
  if (!selfTest || isPrivate || io.platform !== 'linux') return isDrivable
  return (await inPrivate(plugs, io, say)) && isDrivable
}

const isWithoutDisplay = ({ env, platform }: Io): boolean => platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']

/** Without a display of one's own, a private one that works is the desktop that can be driven. */
async function testPrivately(plugs: Plugs, io: Io, say: Say): Promise<boolean> {
  const mend = 'Sessions need --display virtual here, or an X11 session around them.'
  say(look('display-server', 'There is no display ($DISPLAY is not set); what follows is of a private one.', mend))
  return inPrivate(plugs, io, say)
}

const inPrivate = (plugs: Plugs, io: Io, say: Say): Promise<boolean> =>
  withDesktop({ kind: 'virtual', size: { width: 1024, height: 768 } }, plugs, io, say, async (desktop) => [
    await captureFinding(desktop),
    await pointerFinding(desktop),
    ...(await ownWindowFindings(desktop, plugs)),
  ])

async function examine(desktop: Desktop, io: Io): Promise<Finding[]> {
  const xDisplay = io.platform === 'linux' ? (desktop.programEnv['DISPLAY'] ?? desktop.name) : null
  return [
    ...(await permissionFindings(desktop.bridge)),
    ...displayFindings(desktop.displays),
    await keyboardFinding(xDisplay, { ...io.env, ...desktop.programEnv }),
    await captureFinding(desktop),
  ]
}

/** Looking disturbs no session, so the doctor takes no lock, and none keeps it from looking. */
const JUST_LOOKING: DesktopLocks = { lockDesktop: () => ({ ok: true, value: () => undefined }) }

async function withDesktop(
  wish: DisplayWish,
  plugs: Plugs,
  io: Io,
  say: Say,
  examined: (desktop: Desktop) => Promise<readonly Finding[]>,
): Promise<boolean> {
  const desktop = await openDesktop(wish, JUST_LOOKING, plugs, io)
  if (!desktop.ok) {
    say(failed('desktop', desktop.problem.message, 'See the lines above.'))
    return false
  }
  try {
    const findings = await examined(desktop.value)
    findings.forEach(say)
    return findings.every((finding) => finding.state !== 'failed')
  } finally {
    await desktop.value.close()
  }
}

function sayJson(io: Io): Say {
  return (finding) => io.out(`${JSON.stringify(finding)}\n`)
}

function sayText(io: Io): Say {
  const colours = createColours(wantsColours(io.outIsTerminal, io.env))
  const marks = { ok: colours.good('ok    '), look: colours.warn('look  '), failed: colours.bad('failed') }
  return ({ check, state, detail, mend }) => {
    io.out(`${marks[state]}  ${check.padEnd(14)}  ${detail}\n`)
    if (mend) io.out(`        ${' '.repeat(14)}  ${colours.dim(mend)}\n`)
  }
}
