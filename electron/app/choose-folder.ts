/** The system's dialog for a folder to work in. */
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'

/** null: none was chosen. */
export async function chooseFolder(window: BrowserWindow | null): Promise<string | null> {
  const options: OpenDialogOptions = { title: 'Choose the folder to work in', properties: ['openDirectory', 'createDirectory'] }
  const answer = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}
