/** Nothing runs. */
import { Plus, X } from 'lucide-react'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { BrandIcon, Icon } from '../shared/icons.js'

export function Idle() {
  return (
    <section className="float mini" aria-label="Deskhand">
      <div className="strip">
        <BrandIcon size={16} />
        <span role="status">Ready</span>
        <span className="push" />
        <Button kind="quiet" aria-label="Close" icon={<Icon of={X} />} onClick={() => tell('window.hide', null)} />
      </div>
      <div className="now">
        <h1>Nothing is running</h1>
        <p className="t2 small">Mouse and keys are yours.</p>
      </div>
      <div className="ctl one">
        <Button icon={<Icon of={Plus} />} onClick={() => tell('window.show', { window: 'home' })}>
          New task
        </Button>
      </div>
    </section>
  )
}
