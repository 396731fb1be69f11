// What each soak writes into docs/soak.md: Markdown from its report.

const table = (rows) => ['| | |', '|---|---:|', ...rows.map(([what, count]) => `| ${what} | ${count} |`)].join('\n')

export function sequencePage({ sequences, events, lines, phases, transitions }) {
  const seen = transitions
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([transition, count]) => `| ${transition.replace('>', '→')} | ${count} |`)
  return `## The agent's invariants

Random events are fed to the state machine of \`electron/agent\`, one sequence after another: answers, late answers, failures,
commands, approvals, holds, switches, new lives from the log. After each event the seven invariants of
[architecture.md](architecture.md) are checked, and at the end of each sequence its log is folded back into events that
must give the same lines. A sequence has at least 50 events.

${table([
  ['sequences', sequences],
  ['events stepped', events],
  ['log lines folded back', lines],
  ['invariants broken', 0],
  ['phases seen', phases.length],
])}

In how many sequences each transition was taken:

| transition | sequences |
|---|---:|
${seen.join('\n')}
`
}

export function killPage(tally) {
  return `## Killed runs

The built command line types into a real window and is killed with SIGKILL at a random moment: after some line, while a picture is being
stored, or while a disk or a limit on files leaves no room (then it may end by itself first). Afterwards everything it had printed
must be in the log, every picture whole, the log fold back into itself, and the window must have got nothing that the log does not
announce. Some of the killed sessions are resumed to their end.

${table([
  ['runs', tally.kills + tally.endedByThemselves],
  ['killed while running', tally.kills],
  ['of all, aimed at the storing of a picture', tally.inPicture],
  ['of all, without room on the disk', tally.noRoom],
  ['logs with a torn last line, said and dropped', tally.torn],
  ['log lines read back', tally.lines],
  ['marks that the window got, each announced before', tally.typed],
  ['resumed to their end', tally.resumed],
  ['lines lost', 0],
])}
`
}

export function patchPage({ rounds, applied }) {
  return `## Random patches

Patches in the V4A form, cut, doubled and mixed at random, against random files: none may throw, and none may leave a file half changed.

${table([
  ['patches', rounds],
  ['of them applied, whole', applied],
  ['applied by half', 0],
])}
`
}

export function replyPage({ replies, seed }) {
  return `## Changed replies

Replies of every dialect of the open models, cut, doubled and mixed at random, are read by every parser: none may throw, and none
may give an action that the vocabulary does not have.

${table([
  ['replies', replies],
  ['seed', seed],
  ['thrown, or not an action', 0],
])}
`
}

export function longPage(runs) {
  const rows = runs.map(
    ({ vendor, turns, input, shortened, early, late }) =>
      `| ${vendor} | ${turns} | ${(input / 1e6).toFixed(1)} M | ${shortened} | 0 | ${(late / early).toFixed(2)} |`,
  )
  return `## Long runs

One session after the other through each adapter against its strict server, which refuses what is longer than its window. A
person adds a correction every few turns; each request that follows is searched for every word of them, and for the task.

| vendor | turns | input tokens | shortened | words lost | cost of a turn, last quarter to second |
|---|---:|---:|---:|---:|---:|
${rows.join('\n')}
`
}

export function stepPage({ steps }) {
  return `## Our own input

Steps of every kind through real hands while the watch for a person is on: none may be taken for a person's.

${table([
  ['steps', steps],
  ['taken for a person’s', 0],
])}
`
}

export function walkPage({ minutes, sessions, turns, actions, deeds, ends, broken }) {
  const did = Object.entries(deeds).map(([name, count]) => `| ${name} | ${count} |`)
  return `## A random walk

The built app on a private desktop, with a model that answers at random (actions right and wrong, questions, checks, every way a
server fails), a person who moves, clicks, types, presses hotkeys, steers, answers and stops at random, and mishaps (a frozen
window, a closed one, commands from other processes). Every session must end when it is told to, every window answer, every
log fold back into itself, and no key or button be down at the end, by the X server's own events.

${table([
  ['minutes', minutes],
  ['sessions', sessions],
  ['model turns', turns],
  ['actions begun', actions],
  ['stuck, held or unreadable', broken.length],
  ...Object.entries(ends).map(([end, count]) => [`sessions that ended: ${end}`, count]),
])}

| what the person did | times |
|---|---:|
${did.join('\n')}
`
}
