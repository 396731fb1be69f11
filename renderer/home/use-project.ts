/** What the chosen folder brings: its own ways to begin a task, and what its settings file wants of the person. */
import { useEffect, useState } from 'react'
import type { Project } from '../../electron/protocol/project-ipc.js'
import { ask } from '../shared/api.js'

export interface ProjectView {
  readonly templates: Project['templates']
  /** null: no folder, or not read yet */
  readonly project: Project | null
  readonly fault: string | null
  readonly answer: (hash: string, answer: 'yes' | 'no') => void
}

interface Read {
  readonly folder: string
  readonly project: Project | null
  readonly fault: string | null
}

/** `builtIn`: the ways to begin that are there without a project. */
export function useProject(folder: string | null, builtIn: Project['templates']): ProjectView {
  const [read, setRead] = useState<Read | null>(null)
  useEffect(() => {
    if (folder === null) return
    let isWanted = true
    void ask('project.look', { folder }).then((looked) => isWanted && setRead(readOf(folder, looked)))
    return () => {
      isWanted = false
    }
  }, [folder])
  const answer: ProjectView['answer'] = (hash, given) => {
    if (folder !== null)
      void ask('project.answer', { folder, hash, answer: given }).then((looked) => setRead(readOf(folder, looked)))
  }
  const isOfFolder = read !== null && read.folder === folder
  const project = isOfFolder ? read.project : null
  return { templates: project?.templates ?? builtIn, project, fault: isOfFolder ? read.fault : null, answer }
}

const readOf = (folder: string, looked: Awaited<ReturnType<typeof ask<'project.look'>>>): Read =>
  looked.ok ? { folder, project: looked.value, fault: null } : { folder, project: null, fault: looked.problem.message }
