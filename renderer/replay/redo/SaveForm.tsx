/** Keeps the changed recording under a name of its own, alone or with a page that says when to use it. */
import { useState } from 'react'
import { Button } from '../../shared/components/Button.js'
import type { Redo } from './use-redo.js'

export function SaveForm({ redo }: { readonly redo: Redo }) {
  const [name, setName] = useState('')
  const save = (asSkill: boolean) => void redo.save(name.trim(), asSkill)
  const isEmpty = name.trim() === ''
  return (
    <section>
      <h3>Save</h3>
      <label className="stacked">
        <span>Name: letters, digits, dots, - and _</span>
        <input className="field" value={name} spellCheck={false} onChange={(event) => setName(event.target.value)} />
      </label>
      <p className="row">
        <Button kind="primary" disabled={isEmpty} onClick={() => save(false)}>
          Save as new version
        </Button>
        <Button disabled={isEmpty} onClick={() => save(true)}>
          Save as skill
        </Button>
      </p>
      <p className="small t2" role="status">
        {redo.saved === null
          ? 'This session stays as it is. A skill is also offered to models.'
          : `Saved as “${redo.saved.name}”${redo.saved.isSkill ? ', and offered to models as a skill' : ''}. It is the version above now.`}
      </p>
    </section>
  )
}
