// `npm start`: set-up, then the desktop app. What follows `--` goes to the app.
import { electronBinary } from './electron-runtime.mjs'
import { setUp } from './setup.mjs'
import { fail, root, run } from './shared.mjs'

await setUp('run').catch((error) => fail(error.message))
const binary = electronBinary()
if (!binary) fail('There is no Electron to start; the reason is above.')
if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
  fail(
    'There is no display to show the app on. Without one use the command line: node dist/cli/cli.mjs run "…" --display virtual',
    6,
  )
// Chromium refuses its sandbox to root; everybody else keeps it
const sandbox = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
process.exit(await run(binary, [...sandbox, root, ...process.argv.slice(2)], { shell: false }))
