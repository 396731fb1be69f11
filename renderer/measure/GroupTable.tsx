/** One line a group of sessions. */
import type { GroupBy, MeasureSum } from '../../electron/replay/measure.js'
import { tokens } from '../shared/format.js'
import { each, groupName, moneyOf, successOf, timeOf } from './words.js'

const HEADS = ['Sessions', 'Done', 'Time each', 'Steps each', 'Tokens each', 'Money', 'Approvals', 'You stepped in'] as const

export function GroupTable({ groups, by }: { readonly groups: readonly MeasureSum[]; readonly by: GroupBy }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">Group</span>
          </th>
          {HEADS.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name}>
            <th scope="row">{groupName(group.name, by)}</th>
            <td>{group.sessions}</td>
            <td>{successOf(group)}</td>
            <td>{timeOf(each(group, group.ms))}</td>
            <td>{each(group, group.steps).toFixed(1)}</td>
            <td>{tokens(Math.round(each(group, group.tokens)))}</td>
            <td>{moneyOf(group)}</td>
            <td>{group.approvals}</td>
            <td>{group.interventions}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
