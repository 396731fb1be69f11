/** The shape of a row: results by shape first, then what happened between steps. */
import {
  Ban,
  Bell,
  CircleCheck,
  CircleDashed,
  CircleEqual,
  CircleSlash2,
  CircleX,
  Flag,
  Hand,
  Image,
  Info,
  List,
  MessageSquare,
  Mouse,
  RedoDot,
  ShieldCheck,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { Icon } from '../shared/icons.js'

const SHAPES: Readonly<Record<string, LucideIcon>> = {
  done: CircleCheck,
  failed: CircleX,
  denied: Ban,
  skipped: RedoDot,
  interrupted: CircleSlash2,
  noeffect: CircleEqual,
  progress: CircleDashed,
  alert: TriangleAlert,
  bell: Bell,
  shield: ShieldCheck,
  message: MessageSquare,
  mouse: Mouse,
  hand: Hand,
  list: List,
  flag: Flag,
  image: Image,
}

/** Steps that are done say so to a screen reader too; other rows say it in their words. */
export function RowIcon({ row }: { readonly row: ReplayRow }) {
  const label = row.number === null ? {} : { label: row.result || (row.icon === 'progress' ? 'In progress' : 'Done') }
  return <Icon of={SHAPES[row.icon] ?? Info} size={row.number === null ? 14 : 16} className={`tick ${row.tone}`} {...label} />
}
