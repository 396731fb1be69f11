// Which folder may import which. docs/architecture.md draws the same picture; when you change one, change the other.
// tests/rules/import-rules.test.ts plants a violation of each rule and expects it to be reported by name.
const PURE = '^(electron/(protocol|agent|actions|safety|hotkeys|replay|review)|native-bridge/settle)/'
const ADAPTERS = '^electron/(models|sessions|settings|control|recordings|tools)/'

/** "Files matching `from` may import only files matching one of `allowed` (besides their own folder)." */
const only = (name, from, allowed, why) => ({
  name,
  severity: 'error',
  comment: why,
  from: { path: from },
  to: { pathNot: [from, ...allowed] },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^electron$' } },
    { name: 'tests-are-leaves', severity: 'error', from: { pathNot: '^(tests|bench)/' }, to: { path: '^(tests|bench)/' } },
    {
      name: 'electron-only-in-app-and-preload',
      severity: 'error',
      comment: 'Everything else must run under plain Node, or the command line and the tests break.',
      from: { pathNot: '^(electron/(app|preload)|tests|bench)/' },
      to: { path: '(^|node_modules/)electron(/|$)', pathNot: '^electron/' },
    },
    {
      name: 'pure-stays-pure',
      severity: 'error',
      comment: 'No Node built-ins, no packages: the core is data in, data out.',
      from: { path: PURE },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'zod-only-in-protocol',
      severity: 'error',
      from: { path: PURE, pathNot: '^electron/protocol/' },
      to: { path: 'node_modules/zod/' },
    },
    only(
      'native-bridge-knows-nobody',
      '^native-bridge/',
      ['^(?!(electron|renderer|tests|bench)/)'],
      'It can be lifted out as a package.',
    ),
    {
      name: 'native-bridge-through-its-door',
      severity: 'error',
      from: { pathNot: '^(native-bridge|tests|bench)/' },
      to: { path: '^native-bridge/', pathNot: '^native-bridge/(index|types)[.]ts$' },
    },
    only(
      'protocol-imports-only-types',
      '^electron/protocol/',
      ['^native-bridge/types[.]ts$', 'node_modules/zod/'],
      'The shared words come first.',
    ),
    only('agent-imports-only-protocol', '^electron/agent/', ['^electron/protocol/'], 'The state machine knows no ports.'),
    only(
      'pure-imports-only-pure',
      '^electron/(actions|safety|hotkeys|replay|review)/',
      ['^electron/protocol/', '^native-bridge/types[.]ts$'],
      'They decide; others do.',
    ),
    {
      name: 'the-shell-is-on-top',
      severity: 'error',
      from: { path: '^electron/(?!(app|cli|preload)/)' },
      to: { path: '^electron/(app|cli|preload)/' },
    },
    {
      name: 'app-and-cli-are-strangers',
      severity: 'error',
      from: { path: '^electron/(app|preload)/' },
      to: { path: '^electron/cli/' },
    },
    {
      name: 'cli-and-app-are-strangers',
      severity: 'error',
      from: { path: '^electron/cli/' },
      to: { path: '^electron/(app|preload)/' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: ADAPTERS },
      to: {
        path: '^electron/(models|sessions|settings|control|recordings|tools|runner)/',
        // a recording done again stands behind the port of a model
        pathNot: '^electron/($1/|models/model[.]ts$)',
      },
    },
    {
      name: 'runner-meets-adapters-only-at-their-ports',
      severity: 'error',
      comment: 'electron/app and electron/cli choose the adapters and hand them in.',
      from: { path: '^electron/runner/' },
      to: {
        path: '^electron/(models|sessions|settings|control|recordings|tools)/',
        pathNot: '^electron/(models/model|sessions/session-log|settings/(settings|secrets)|tools/tool)[.]ts$',
      },
    },
    {
      name: 'preload-is-thin',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { path: '^(electron|native-bridge)/', pathNot: '^electron/(protocol|preload)/' },
    },
    {
      name: 'renderer-speaks-only-protocol',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|native-bridge)/', pathNot: '^electron/(protocol|replay)/' },
    },
    { name: 'renderer-has-no-node', severity: 'error', from: { path: '^renderer/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'windows-do-not-know-each-other',
      severity: 'error',
      from: { path: '^renderer/(overlay|home|replay|review|settings|measure)/' },
      to: { path: '^renderer/(overlay|home|replay|review|settings|measure)/', pathNot: '^renderer/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
