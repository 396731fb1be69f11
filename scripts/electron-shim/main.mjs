// Does what Electron's own default_app does for `electron FOLDER`, for a runtime that ships without one.
// An ES module, so that Electron holds back `ready` until the app's own main has been loaded.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const isAppFolder = (argument) =>
  existsSync(argument) && statSync(argument).isDirectory() && existsSync(join(argument, 'package.json'))
const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-') && isAppFolder(argument))
if (!folder) {
  console.error('Say which app to run: electron FOLDER')
  process.exit(2)
}
const root = resolve(folder)
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
app.setName(about.productName ?? about.name)
app.setVersion(about.version)
app.setAppPath(root)
app.setDesktopName?.(`${about.name}.desktop`)
await import(pathToFileURL(join(root, about.main)).href)
