/** Each import rule of .dependency-cruiser.cjs reports its planted violation, and lets pass what it should. */
import { createRequire } from 'node:module'
import { afterAll, describe, expect, it } from 'vitest'
import { plantTree } from './planted-tree.js'

/** rule → importing file → import that breaks it */
const PLANTED: readonly (readonly [rule: string, from: string, text: string])[] = [
  ['no-cycles', 'electron/protocol/cycle-a.ts', "import './cycle-b.js'"],
  ['resolvable', 'electron/runner/nowhere.ts', "import './nothing-here.js'"],
  ['tests-are-leaves', 'electron/runner/from-tests.ts', "import '../../tests/some.test.js'"],
  ['electron-only-in-app-and-preload', 'electron/runner/electron.ts', "import { app } from 'electron'\nexport const a = app"],
  ['electron-only-in-app-and-preload', 'electron/cli/electron.ts', "import { app } from 'electron'\nexport const a = app"],
  ['pure-stays-pure', 'electron/agent/fs.ts', "import fs from 'node:fs'\nexport const a = fs"],
  ['pure-stays-pure', 'electron/safety/react.ts', "import React from 'react'\nexport const a = React"],
  ['pure-stays-pure', 'native-bridge/settle/fs.ts', "import fs from 'node:fs'\nexport const a = fs"],
  ['zod-only-in-protocol', 'electron/agent/zod.ts', "import { z } from 'zod'\nexport const a = z"],
  ['native-bridge-knows-nobody', 'native-bridge/knows.ts', "import '../electron/protocol/word.js'"],
  ['native-bridge-through-its-door', 'electron/runner/side-door.ts', "import '../../native-bridge/inner.js'"],
  ['protocol-imports-only-types', 'electron/protocol/upwards.ts', "import '../agent/core.js'"],
  ['agent-imports-only-protocol', 'electron/agent/bridge.ts', "import '../../native-bridge/index.js'"],
  ['pure-imports-only-pure', 'electron/hotkeys/runner.ts', "import '../runner/loop.js'"],
  ['pure-imports-only-pure', 'electron/actions/agent.ts', "import '../agent/core.js'"],
  ['pure-imports-only-pure', 'electron/replay/log.ts', "import '../sessions/session-log.js'"],
  ['the-shell-is-on-top', 'electron/runner/shell.ts', "import '../app/shell.js'"],
  ['app-and-cli-are-strangers', 'electron/app/cli.ts', "import '../cli/shell.js'"],
  ['cli-and-app-are-strangers', 'electron/cli/app.ts', "import '../app/shell.js'"],
  ['adapters-do-not-know-each-other', 'electron/models/log.ts', "import '../sessions/session-log.js'"],
  ['adapters-do-not-know-each-other', 'electron/control/runner.ts', "import '../runner/loop.js'"],
  ['runner-meets-adapters-only-at-their-ports', 'electron/runner/adapter.ts', "import '../models/vendor.js'"],
  ['preload-is-thin', 'electron/preload/runner.ts', "import '../runner/loop.js'"],
  ['renderer-speaks-only-protocol', 'renderer/overlay/agent.ts', "import '../../electron/agent/core.js'"],
  ['renderer-speaks-only-protocol', 'renderer/overlay/bridge.ts', "import '../../native-bridge/types.js'"],
  ['renderer-has-no-node', 'renderer/home/fs.ts', "import fs from 'node:fs'\nexport const a = fs"],
  ['windows-do-not-know-each-other', 'renderer/overlay/home.ts', "import '../home/window.js'"],
]

const GOOD: Readonly<Record<string, string>> = {
  'electron/protocol/word.ts':
    "import { z } from 'zod'\nimport type { Point } from '../../native-bridge/types.js'\nexport type P = Point\nexport const word = z.string()",
  'electron/protocol/cycle-b.ts': "import './cycle-a.js'",
  'electron/agent/core.ts': "import '../protocol/word.js'\nexport const core = 1",
  'electron/runner/loop.ts':
    "import '../agent/core.js'\nimport '../models/model.js'\nimport '../sessions/session-log.js'\nimport '../../native-bridge/index.js'\nexport const loop = 1",
  'electron/models/model.ts': 'export const model = 1',
  'electron/models/vendor.ts': "import './model.js'\nexport const vendor = 1",
  'electron/sessions/session-log.ts': 'export const log = 1',
  'electron/app/shell.ts':
    "import { app } from 'electron'\nimport '../runner/loop.js'\nimport '../models/vendor.js'\nexport const shell = app",
  'electron/cli/shell.ts': "import '../runner/loop.js'\nexport const shell = 1",
  'native-bridge/index.ts': "import './inner.js'\nexport const door = 1",
  'native-bridge/inner.ts': "import fs from 'node:fs'\nexport const inner = fs",
  'native-bridge/types.ts': 'export interface Point { x: number }',
  'electron/replay/fold.ts': "import '../protocol/word.js'\nexport const fold = 1",
  'renderer/home/window.ts':
    "import '../../electron/protocol/word.js'\nimport '../../electron/replay/fold.js'\nexport const home = 1",
  'tests/some.test.ts': "import '../electron/agent/core.js'",
}

interface Report {
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] }
}

const tree = plantTree({ ...GOOD, ...Object.fromEntries(PLANTED.map(([, from, text]) => [from, text])) })
afterAll(() => tree.close())
const { output } = tree.run('depcruise', [
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
  'electron',
  'renderer',
  'native-bridge',
  'tests',
])
const { violations } = (JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as Report).summary

describe('the import rules', () => {
  it.each(PLANTED)('%s is broken by %s', (rule, from) => {
    expect(violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name)).toContain(rule)
  })

  it('leave files alone that keep them', () => {
    const good = Object.keys(GOOD).filter((path) => !path.includes('cycle'))
    expect(violations.filter((violation) => good.includes(violation.from))).toEqual([])
  })

  it('are each proved above', () => {
    const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }
    expect([...new Set(PLANTED.map(([rule]) => rule))].sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
  })
})
