/** What a reader of the added lines should look at: told by their form alone, so each is a hint and not a verdict. */
import type { ReviewRisk } from '../protocol/review.js'
import { createFoundKeys, keyShapesIn } from '../safety/key-shapes.js'
import { changedLines, type ChangedLine, type ChangedLines } from './added-lines.js'

/** of a line that is shown, characters */
const LONGEST = 200

export function findRisks(patch: string): readonly ReviewRisk[] {
  const lines = changedLines(patch)
  const keys = createFoundKeys()
  const risk = (kind: ReviewRisk['kind'], { path, line, text }: ChangedLine): ReviewRisk => ({
    kind,
    path,
    line,
    text: keys.hide(text).trim().slice(0, LONGEST),
  })
  return [
    ...lines.added.filter(({ text }) => keyShapesIn(text).length > 0).map((line) => risk('secret', line)),
    ...lines.added.filter(({ text }) => isBuiltSql(text)).map((line) => risk('sql', line)),
    ...newDependencies(lines).map((line) => risk('dependency', line)),
  ]
}

const STATEMENT = /\b(?:select\b.+\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|drop\s+(?:table|database))\b/i
/** `sql` and Prisma's raw queries pass what is put in as parameters. */
const TAGGED = /(?:\bsql|\bSQL|queryRaw|executeRaw)(?:<[^`]*>)?`/
const PUT_IN = [
  // `… ${x} …`
  /`[^`]*\$\{/,
  // "… " + x
  /["'`]\s*\+|\+\s*["'`]/,
  // f"… {x} …"
  /\b[fF]["'].*\{/,
  // "… %s" % x, "… {}".format(x)
  /["']\s*(?:%\s*[\w(]|\.format\()/,
]

export const isBuiltSql = (text: string): boolean =>
  STATEMENT.test(text) && !TAGGED.test(text) && PUT_IN.some((sign) => sign.test(text))

const NODE =
  /^\s*"((?:@[\w.~-]+\/)?[\w.~-]+)"\s*:\s*"((?:[\^~<>=*]|v?\d|latest|next|file:|link:|workspace:|npm:|git|https?:)[^"]*)"/
const PYTHON = /^\s*([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*((?:[=<>~!]=?|@)[^#;]*)?(?:[#;].*)?$/
const NO_PACKAGE = new Set(['version', 'node', 'npm', 'pnpm', 'yarn'])

/** Packages that are named now and were not before; one whose version alone is another is none. */
function newDependencies({ added, removed }: ChangedLines): readonly ChangedLine[] {
  const before = new Set(removed.flatMap((line) => (packageIn(line) ? [`${line.path} ${packageIn(line)?.name}`] : [])))
  return added.flatMap((line) => {
    const found = packageIn(line)
    if (!found || before.has(`${line.path} ${found.name}`)) return []
    return [{ ...line, text: `${found.name} ${found.version}`.trim() }]
  })
}

function packageIn({ path, text }: ChangedLine): { readonly name: string; readonly version: string } | null {
  const file = path.split('/').pop() ?? ''
  const pattern = file === 'package.json' ? NODE : /^requirements[\w.-]*\.txt$/.test(file) ? PYTHON : null
  const [, name, version = ''] = pattern?.exec(text) ?? []
  return name === undefined || NO_PACKAGE.has(name) ? null : { name, version: version.trim() }
}
