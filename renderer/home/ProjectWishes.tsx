/** What a project's settings file wants beyond what a project may set: each asked once, the whole of it shown. */
import { ShieldAlert, TriangleAlert } from 'lucide-react'
import { Button } from '../shared/components/Button.js'
import { Icon } from '../shared/icons.js'
import type { ProjectView } from './use-project.js'

const sentence = (what: string): string => `${what.charAt(0).toUpperCase()}${what.slice(1)}`

export function ProjectWishes({ view: { project, fault, answer } }: { readonly view: ProjectView }) {
  const notes = [...(fault === null ? [] : [fault]), ...(project?.notes ?? [])]
  return (
    <>
      {notes.map((note) => (
        <p key={note} className="wish-note small t2">
          <Icon of={TriangleAlert} size={12} /> <span className="selectable">{note}</span>
        </p>
      ))}
      {project?.wishes.map(({ hash, what }) => (
        <div key={hash} className="wish" role="group" aria-label="The project asks">
          <Icon of={ShieldAlert} />
          <div className="grow">
            <p className="b">The project’s settings file asks for something that needs your yes.</p>
            <p className="small selectable what">{sentence(what)}</p>
            <p className="small t2">Until then it is not used. If it changes, you are asked again.</p>
          </div>
          <Button size="small" onClick={() => answer(hash, 'no')}>
            Never
          </Button>
          <Button size="small" onClick={() => answer(hash, 'yes')}>
            Allow
          </Button>
        </div>
      ))}
    </>
  )
}
