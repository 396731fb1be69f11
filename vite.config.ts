// One config, six bundles: the windows, the main process, the process that looks at the screen for it, its preload, the
// command line, and the program that holds the clipboard during a paste. `vite` serves the windows; `vite build --app` builds them all.
import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)
const about = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string; dependencies: Record<string, string> }

// Packages stay outside: several carry native binaries, workers or data files that a bundle would lose.
const packages = Object.keys(about.dependencies).map((name) => new RegExp(`^${name}(/|$)`))
const outsideTheBundle = ['electron', /^node:/, ...builtinModules, ...packages]

const nodeBundle = (name: string, entry: string, format: 'es' | 'cjs'): EnvironmentOptions => ({
  consumer: 'server',
  define: { __DESKHAND_VERSION__: JSON.stringify(about.version) },
  resolve: {
    conditions: ['node', 'import', 'default'],
    external: Object.keys(about.dependencies),
    noExternal: format === 'cjs' ? true : [],
  },
  build: {
    outDir: at(`dist/${name}`),
    emptyOutDir: true,
    ssr: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: at(entry),
      // preload is sandboxed: it can require nothing but electron, so everything else goes in
      external: format === 'cjs' ? ['electron'] : outsideTheBundle,
      output: { format, entryFileNames: format === 'cjs' ? `${name}.cjs` : `${name}.mjs` },
    },
  },
})

const windows = ['overlay', 'home', 'settings', 'replay', 'review', 'measure', 'watch'].filter((name) =>
  existsSync(at(`renderer/${name}/index.html`)),
)

export default defineConfig({
  root: at('renderer'),
  base: './',
  plugins: [react()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        // a data: font or script would need a wider content security policy
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rollupOptions: { input: Object.fromEntries(windows.map((name) => [name, at(`renderer/${name}/index.html`)])) },
      },
    },
    main: nodeBundle('main', 'electron/app/begin.ts', 'es'),
    screen: nodeBundle('screen', 'electron/app/screen-process/screen-process.ts', 'es'),
    preload: nodeBundle('preload', 'electron/preload/preload.ts', 'cjs'),
    cli: nodeBundle('cli', 'electron/cli/main.ts', 'es'),
    clipboardHolder: nodeBundle('clipboard-holder', 'native-bridge/platforms/linux-x11/clipboard/holder.ts', 'es'),
  },
  test: {
    root: at('.'),
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    // generous: two cores that do something else must not fail a test; what hangs still ends
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
} as Parameters<typeof defineConfig>[0])
