/** The phrase and picture that the person chose: what is asked without them was not asked by Deskhand. */
import {
  Anchor,
  Bird,
  Cat,
  Feather,
  Fish,
  Leaf,
  Moon,
  Mountain,
  Sailboat,
  Sun,
  TreePine,
  Umbrella,
  type LucideIcon,
} from 'lucide-react'
import type { PromptPicture, Settings } from '../../../electron/protocol/settings.js'
import { Icon } from '../icons.js'

export const PROMPT_PICTURES: readonly { readonly id: Exclude<PromptPicture, 'none'>; readonly icon: LucideIcon }[] = [
  { id: 'anchor', icon: Anchor },
  { id: 'bird', icon: Bird },
  { id: 'cat', icon: Cat },
  { id: 'feather', icon: Feather },
  { id: 'fish', icon: Fish },
  { id: 'leaf', icon: Leaf },
  { id: 'moon', icon: Moon },
  { id: 'mountain', icon: Mountain },
  { id: 'sailboat', icon: Sailboat },
  { id: 'sun', icon: Sun },
  { id: 'tree', icon: TreePine },
  { id: 'umbrella', icon: Umbrella },
]

export function PromptMark({ prompt }: { readonly prompt: Settings['prompt'] | undefined }) {
  const icon = PROMPT_PICTURES.find(({ id }) => id === prompt?.picture)?.icon
  const phrase = prompt?.phrase ?? ''
  if (!icon && phrase === '') return null
  return (
    <p
      className="yours"
      aria-label={`Your mark: ${[prompt?.picture === 'none' ? '' : prompt?.picture, phrase].filter(Boolean).join(', ')}`}
    >
      {icon && <Icon of={icon} size={16} />}
      {phrase !== '' && <span className="clip">{phrase}</span>}
    </p>
  )
}
