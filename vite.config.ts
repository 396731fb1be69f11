// One config, four bundles: the windows, the main process, its preload, the CLI.
// `vite` serves the windows; `vite build --app` builds all four.
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)
const outsideTheBundle = ['electron', /^node:/, ...builtinModules]

const nodeBundle = (name: string, entry: string, format: 'es' | 'cjs'): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { noExternal: true, conditions: ['node', 'import', 'default'] },
  build: {
    outDir: at(`dist/${name}`),
    emptyOutDir: true,
    ssr: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: at(entry),
      external: outsideTheBundle,
      output: { format, entryFileNames: format === 'cjs' ? `${name}.cjs` : `${name}.mjs` },
    },
  },
})

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
        rollupOptions: { input: { overlay: at('renderer/overlay/index.html') } },
      },
    },
    main: nodeBundle('main', 'electron/app/main.ts', 'es'),
    preload: nodeBundle('preload', 'electron/preload/preload.ts', 'cjs'),
    cli: nodeBundle('cli', 'electron/cli/main.ts', 'es'),
  },
  test: { root: at('.'), include: ['tests/**/*.test.{ts,tsx}'] },
} as Parameters<typeof defineConfig>[0])
