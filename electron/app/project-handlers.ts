/** What the home window asks about the folder of a task. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { Project } from '../protocol/project-ipc.js'
import { visibleLine } from '../replay/visible-text.js'
import { openProjectLeave } from '../settings/project-leave.js'
import { createSettingsStore } from '../settings/settings-file.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import { readTemplates } from '../templates/read-templates.js'
import type { Handlers } from './ipc-main.js'

export interface ProjectHandlerParts {
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

const LONGEST_WISH = 1000

export function projectHandlers({
  home,
  env,
}: ProjectHandlerParts): Pick<Handlers, 'project.look' | 'project.answer' | 'sessions.folder'> {
  const read = (folder: string) => createSettingsStore({ home, project: folder, env }).load()
  const look = async (folder: string): Promise<Outcome<Project, Problem>> => {
    const loaded = await read(folder)
    if (!loaded.ok) return loaded
    const { templates, warnings } = await readTemplates(folder)
    return {
      ok: true,
      value: {
        templates: templates.map(({ name, about }) => ({ name, about: visibleLine(about) })),
        wishes: loaded.value.waiting.map(({ hash, what }) => ({ hash, what: visibleLine(what, LONGEST_WISH) })),
        notes: warnings.map((sentence) => visibleLine(sentence)),
      },
    }
  }
  return {
    'project.look': ({ folder }) => look(folder),
    'project.answer': async ({ folder, hash, answer }) => {
      const loaded = await read(folder)
      if (!loaded.ok) return loaded
      const wish = loaded.value.waiting.find((one) => one.hash === hash)
      const kept = wish ? await openProjectLeave(home).keep(folder, wish, answer) : ({ ok: true } as const)
      return kept.ok ? look(folder) : kept
    },
    'sessions.folder': async ({ session }) => {
      const kept = await openWorkspaceMemory(home).of(session)
      return { ok: true, value: kept.ok ? (kept.value?.path ?? null) : null }
    },
  }
}
