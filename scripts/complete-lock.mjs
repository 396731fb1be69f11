// `node scripts/complete-lock.mjs [--check]`: names in package-lock.json the platform packages that `npm install` left out, which it does
// when the registry it asked has not got them yet. `npm ci` refuses a lock without them, also on platforms that never fetch them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, say } from './shared.mjs'

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const PLATFORM = /-(android|darwin|linux|win32|freebsd)-(arm64|x64|arm|riscv64|ia32)(?:-(gnu|musl|msvc|gnueabihf))?$/
const LIBC = { gnu: ['glibc'], musl: ['musl'] }

const missing = Object.entries(lock.packages).flatMap(([at, { optionalDependencies = {}, license, engines }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${at}/node_modules/${name}`])
    .map(([name, version]) => ({ name, version, license, engines })),
)

const entryOf = ({ name, version, license, engines }) => {
  const [, os, cpu, abi] = PLATFORM.exec(name) ?? []
  if (!os || !/^\d/.test(version))
    fail(`${name} ${version} is missing in package-lock.json and is no package of one platform: run npm install.`)
  const libc = os === 'linux' ? LIBC[abi] : undefined
  return { version, cpu: [cpu], ...(libc ? { libc } : {}), license, optional: true, os: [os], engines }
}

if (missing.length === 0) say('package-lock.json names every platform.')
else if (process.argv.includes('--check'))
  fail(`package-lock.json lacks ${missing.map(({ name }) => name).join(', ')}: run node scripts/complete-lock.mjs.`)
else {
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one)
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  say(`named ${missing.length} packages of other platforms`)
}
