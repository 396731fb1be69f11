/**
 * Reads calls written between tags, as JSON or as XML, the two ways of Qwen's models and those made from them:
 *
 *   <tool_call>{"name": "computer_use", "arguments": {"action": "left_click", "coordinate": [1, 2]}}</tool_call>
 *   <tool_call><function=computer_use><parameter=action>left_click</parameter></function></tool_call>
 *
 * A call that is not closed counts only when what is in it is whole: servers cut off a stop word, models break off in between.
 */
import { isItem, parseJson, type Item } from '../wire/json.js'

export type TaggedCall =
  | { readonly ok: true; readonly name: string; readonly args: Item }
  | { readonly ok: false; readonly why: string; readonly shown: string }

export interface TaggedReply {
  /** what stands outside the tags */
  readonly text: string
  readonly calls: readonly TaggedCall[]
}

interface Block {
  readonly body: string
  readonly isClosed: boolean
}

/** `tag`: 'tool_call', or 'seed:tool_call'. */
export function readTaggedCalls(reply: string, tag = 'tool_call'): TaggedReply {
  const { blocks, text } = blocksOf(reply, `<${tag}>`, `</${tag}>`)
  return { text, calls: blocks.flatMap(readBlock) }
}

function blocksOf(reply: string, open: string, close: string): { readonly blocks: readonly Block[]; readonly text: string } {
  const blocks: Block[] = []
  let text = ''
  let at = 0
  for (let start = reply.indexOf(open); start >= 0; start = reply.indexOf(open, at)) {
    text += reply.slice(at, start)
    const inner = start + open.length
    const end = reply.indexOf(close, inner)
    blocks.push({ body: reply.slice(inner, end < 0 ? undefined : end).trim(), isClosed: end >= 0 })
    at = end < 0 ? reply.length : end + close.length
  }
  return { blocks, text: (text + reply.slice(at)).trim() }
}

const CUT = 'the call is not complete'

const SHOWN_CHARS = 300
const unreadable = (why: string, body: string): TaggedCall => ({ ok: false, why, shown: body.slice(0, SHOWN_CHARS) })

function readBlock(block: Block): readonly TaggedCall[] {
  const { body } = block
  if (body.startsWith('{') || body.startsWith('[')) return readJson(body)
  if (body.startsWith('<function=')) return readFunctions(body)
  return [unreadable(block.isClosed ? 'a call is missing between the tags' : CUT, body)]
}

/** Some models write a Python-like dict or leave a comma: these are refused, not guessed at. */
function readJson(body: string): readonly TaggedCall[] {
  const parsed = parseJson(body)
  if (parsed.ok) return (Array.isArray(parsed.value) ? parsed.value : [parsed.value]).map((value) => readObject(value, body))
  // several objects, one a line
  const lines = body.split('\n').filter((line) => line.trim() !== '')
  const each = lines.map((line) => parseJson(line))
  if (lines.length > 1 && each.every((line) => line.ok)) return each.map((line) => readObject(line.value, body))
  return [unreadable('it is no JSON', body)]
}

function readObject(value: unknown, body: string): TaggedCall {
  if (!isItem(value) || typeof value['name'] !== 'string') return unreadable('the name of the function is missing', body)
  const given = value['arguments'] ?? value['parameters'] ?? {}
  const args = typeof given === 'string' ? parseJson(given) : { ok: true as const, value: given }
  if (!args.ok || !isItem(args.value)) return unreadable('its arguments are no object', body)
  return { ok: true, name: value['name'], args: args.value }
}

const FUNCTION = /^<function=([^>\s]+)>/
const PARAMETER = /^\s*<parameter=([^>\s]+)>/
const END_FUNCTION = '</function>'
const END_PARAMETER = '</parameter>'

function readFunctions(body: string): readonly TaggedCall[] {
  const calls: TaggedCall[] = []
  let rest = body
  while (rest.trim() !== '') {
    rest = rest.trimStart()
    const name = FUNCTION.exec(rest)
    if (!name) return [...calls, unreadable('a function is missing', rest)]
    const read = readParameters(rest.slice(name[0].length))
    if ('why' in read) return [...calls, unreadable(read.why, rest)]
    calls.push({ ok: true, name: name[1] ?? '', args: read.args })
    rest = read.rest
  }
  return calls
}

function readParameters(text: string): { readonly args: Item; readonly rest: string } | { readonly why: string } {
  const args: Record<string, unknown> = {}
  let rest = text
  for (;;) {
    if (rest.trimStart().startsWith(END_FUNCTION)) return { args, rest: rest.trimStart().slice(END_FUNCTION.length) }
    const open = PARAMETER.exec(rest)
    if (!open) return { why: rest.trim() === '' ? CUT : 'a parameter is missing' }
    const inner = rest.slice(open[0].length)
    const end = inner.indexOf(END_PARAMETER)
    if (end < 0) return { why: CUT }
    const name = open[1] ?? ''
    if (Object.hasOwn(args, name)) return { why: `the parameter ${name} stands twice` }
    args[name] = valueOf(inner.slice(0, end))
    rest = inner.slice(end + END_PARAMETER.length)
  }
}

/** Always text: what it means depends on the parameter. A newline on both sides belongs to the layout, one at the end alone does not. */
const valueOf = (written: string): string => /^\r?\n([\s\S]*?)\r?\n$/.exec(written)?.[1] ?? written
