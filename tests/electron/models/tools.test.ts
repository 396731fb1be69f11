import { afterEach, describe, expect, it } from 'vitest'
import {
  editorInputSchema,
  patchInputSchema,
  shellInputSchema,
  writeShellOutput,
  type ToolOffer,
} from '../../../electron/protocol/tool-offer.js'
import { partOf, textOf } from '../../../electron/models/wire/json.js'
import type { ProposedCall, TurnRequest } from '../../../electron/models/model.js'
import { Conversation, done, pngPicture } from './conversation.js'
import { VENDORS, type Vendor, type VendorServer, type VendorTurn } from './vendors.js'

let server: VendorServer
afterEach(() => server.close())

const parameters = { type: 'object', properties: { query: { type: 'string' } } }
const offer = (name: string, form: ToolOffer['form'], more: object = parameters): ToolOffer => ({
  name,
  description: `What ${name} does.`,
  parameters: more,
  form,
})
const SHELL = offer('shell', 'shell')
const PATCH = offer('apply_patch', 'apply-patch')
const EDITOR = offer('edit_file', 'text-editor')
const ISSUES = offer('github__issues', 'function')
const ALL = [SHELL, PATCH, EDITOR, ISSUES]

const calling = (name: string, input: Record<string, unknown>): VendorTurn => ({ calls: [{ name, input }] })
const END: VendorTurn = { text: 'That is all.' }

async function begin(vendor: Vendor, turns: readonly VendorTurn[], id?: string) {
  server = await vendor.start(turns)
  const conversation = new Conversation({ width: 320, height: 200 })
  return { conversation, model: vendor.model(server, conversation, id === undefined ? {} : { model: id }) }
}

/** The call of the first turn, and what the second request says about it once it was done. */
async function callAndAnswer(vendor: Vendor, turn: VendorTurn, result: Parameters<typeof done>[1], id?: string) {
  const { conversation, model } = await begin(vendor, [turn, END], id)
  const tools = { tools: ALL }
  const [call] = (await conversation.answer(model, tools)).calls
  if (!call) throw new Error('no call')
  await conversation.answer(model, { ...tools, results: [done(call, { steps: [{ result: 'done' }], ...result })] })
  expect(server.refused).toEqual([])
  return { call, body: server.bodies[1]!, sent: JSON.stringify(server.bodies[1]) }
}

const toolNames = (body: Record<string, unknown>): readonly string[] =>
  (body['tools'] as Record<string, unknown>[]).flatMap((tool) => {
    const functions = tool['functionDeclarations'] as { name: string }[] | undefined
    if (functions) return functions.map(({ name }) => name)
    return [textOf(partOf(tool, 'function'), 'name') || textOf(tool, 'name') || textOf(tool, 'type') || 'computerUse']
  })

describe('tools are offered', () => {
  it.each<[Vendor, readonly string[], string?]>([
    [VENDORS.openai, ['shell', 'apply_patch', 'github__issues']],
    [VENDORS.openai, ['shell', 'apply_patch', 'edit_file', 'github__issues'], 'computer-use-preview'],
    [VENDORS.anthropic, ['bash', 'str_replace_based_edit_tool', 'shell?', 'github__issues']],
    [VENDORS.gemini, ['shell', 'apply_patch', 'edit_file', 'github__issues']],
    [VENDORS.openModels, ['shell', 'apply_patch', 'edit_file', 'github__issues']],
  ])('$name: in types of its own where it has them, else as functions', async (vendor, expected, id) => {
    const { conversation, model } = await begin(vendor, [END], id)
    await conversation.answer(model, { tools: ALL })
    const own = ['computer', 'finish', 'ask_user', 'update_plan', 'zoom', 'zoom_click', 'hold_key', 'triple_click']
    const strange = ['computerUse', 'computer_toolset_20260801', 'computer_use_preview']
    const offered = toolNames(server.bodies[0]!).filter((name) => ![...own, ...strange].includes(name))
    expect(offered).toEqual(expected.filter((name) => !name.endsWith('?')))
  })

  it.each(Object.values(VENDORS))('$name: not at all when there are none', async (vendor) => {
    const { conversation, model } = await begin(vendor, [END])
    await conversation.answer(model)
    expect(toolNames(server.bodies[0]!)).not.toContain('shell')
    expect(toolNames(server.bodies[0]!)).not.toContain('bash')
  })
})

const inputOf = (call: ProposedCall): unknown => (call.kind === 'tool' ? call.input : null)

describe('a shell call has one shape', () => {
  const ran = { output: writeShellOutput([{ stdout: 'a.txt\nb.txt\n', stderr: 'oh', exit: 2 }]) }

  it('OpenAI: its typed call and output', async () => {
    const action = { commands: ['ls', 'pwd'], timeout_ms: 5000, max_output_length: null }
    const { call, body } = await callAndAnswer(VENDORS.openai, calling('shell', action), ran)
    expect(shellInputSchema.parse(inputOf(call))).toEqual({ commands: ['ls', 'pwd'], timeoutMs: 5000 })
    expect((body['input'] as object[]).find((item) => 'type' in item && item.type === 'shell_call_output')).toEqual({
      type: 'shell_call_output',
      call_id: 'call_1_0x',
      output: [
        { stdout: 'a.txt\nb.txt', stderr: 'oh', outcome: { type: 'exit', exit_code: 2 } },
        { stdout: '', stderr: 'This was not carried out.', outcome: { type: 'exit', exit_code: 130 } },
      ],
    })
  })

  it('OpenAI: output is cut to what was asked for, and a command that took too long is told so', async () => {
    const action = { commands: ['yes'], timeout_ms: null, max_output_length: 4 }
    const output = writeShellOutput([{ stdout: 'yyyyyyyy', stderr: '', exit: 'timeout' }])
    const { call, sent } = await callAndAnswer(VENDORS.openai, calling('shell', action), { output })
    expect(inputOf(call)).toEqual({ commands: ['yes'], maxOutputLength: 4 })
    expect(sent).toContain('"max_output_length":4,"output":[{"stdout":"yyyy","stderr":"","outcome":{"type":"timeout"}}]')
  })

  it('OpenAI: a person who did not allow it is its error', async () => {
    const denied = {
      result: 'denied' as const,
      problem: { kind: 'needs-person' as const, message: 'Not allowed.', retryable: false },
    }
    const turn = calling('shell', { commands: ['rm -rf x'] })
    const { sent } = await callAndAnswer(VENDORS.openai, turn, { steps: [denied] })
    expect(sent).toContain('"stderr":"denied: Not allowed."')
  })

  it('Anthropic: bash', async () => {
    const { call, sent } = await callAndAnswer(VENDORS.anthropic, calling('bash', { command: 'ls' }), ran)
    expect(call).toMatchObject({ kind: 'tool', name: 'shell' })
    expect(shellInputSchema.parse(inputOf(call))).toEqual({ commands: ['ls'] })
    expect(sent).toContain('a.txt\\nb.txt\\n⟦stderr⟧\\noh\\n⟦exit 2⟧')
  })

  it('Anthropic: bash begins with a fresh shell', async () => {
    const { call } = await callAndAnswer(VENDORS.anthropic, calling('bash', { restart: true }), { output: 'A fresh shell.' })
    expect(shellInputSchema.parse(inputOf(call))).toEqual({ commands: [], restart: true })
  })

  it('Gemini: a function', async () => {
    const { call, sent } = await callAndAnswer(VENDORS.gemini, calling('shell', { commands: ['ls'] }), ran)
    expect(call).toMatchObject({ kind: 'tool', name: 'shell', input: { commands: ['ls'] } })
    expect(sent).toContain('⟦exit 2⟧')
  })
})

describe('an edit of a file has one shape', () => {
  const operation = { type: 'update_file', path: 'a.ts', diff: '@@\n-a\n+b' }

  it('OpenAI: apply_patch, and whether it was applied', async () => {
    const { call, sent } = await callAndAnswer(VENDORS.openai, calling('apply_patch', { operation }), { output: 'Updated a.ts.' })
    expect(patchInputSchema.parse(inputOf(call))).toEqual({ operation })
    expect(sent).toContain('"type":"apply_patch_call_output","call_id":"call_1_0x","status":"completed","output":"Updated a.ts."')
  })

  it('OpenAI: a patch that does not fit has failed, with the reason', async () => {
    const failed = {
      result: 'failed' as const,
      problem: { kind: 'check-failed' as const, message: 'Line 3 is not there.', retryable: false },
    }
    const { sent } = await callAndAnswer(VENDORS.openai, calling('apply_patch', { operation }), { steps: [failed] })
    expect(sent).toContain('"status":"failed","output":"failed: Line 3 is not there."')
  })

  it.each([
    [
      { command: 'view', path: 'a', view_range: [1, -1] },
      { command: 'view', path: 'a', viewRange: [1, -1] },
    ],
    [
      { command: 'create', path: 'a', file_text: 'x' },
      { command: 'create', path: 'a', fileText: 'x' },
    ],
    [
      { command: 'str_replace', path: 'a', old_str: 'x', new_str: 'y' },
      { command: 'str_replace', path: 'a', oldStr: 'x', newStr: 'y' },
    ],
    [
      { command: 'insert', path: 'a', insert_line: 0, insert_text: 'x' },
      { command: 'insert', path: 'a', insertLine: 0, insertText: 'x' },
    ],
    [
      { command: 'insert', path: 'a', insert_line: 2, new_str: 'x' },
      { command: 'insert', path: 'a', insertLine: 2, insertText: 'x', newStr: 'x' },
    ],
  ])('Anthropic: its editor, %j', async (wire, expected) => {
    const { call } = await callAndAnswer(VENDORS.anthropic, calling('str_replace_based_edit_tool', wire), { output: 'ok' })
    expect(call).toMatchObject({ kind: 'tool', name: 'edit_file', input: expected })
    expect(editorInputSchema.safeParse(inputOf(call)).success).toBe(true)
  })
})

describe.each(Object.values(VENDORS))('$name', (vendor) => {
  it('hands back what a function said, and pictures it showed', async () => {
    const { conversation, model } = await begin(vendor, [calling('github__issues', { query: 'open' }), END])
    const [call] = (await conversation.answer(model, { tools: ALL })).calls
    expect(call).toMatchObject({ kind: 'tool', name: 'github__issues', input: { query: 'open' } })
    const extra = pngPicture({ width: 64, height: 48 }, 3)
    conversation.frames.set(extra.id, extra)
    const answered = done(call!, { steps: [{ result: 'done' }], output: 'Three are open.', pictures: [extra.id] })
    await conversation.answer(model, { tools: ALL, results: [answered] })
    const sent = JSON.stringify(server.bodies[1])
    expect(sent).toContain('Three are open.')
    expect(sent).toContain(Buffer.from(extra.bytes).toString('base64'))
    expect(server.refused).toEqual([])
  })

  it('answers many calls of one turn each once, the denied ones too', async () => {
    const two: VendorTurn = { calls: [1, 2].map((number) => ({ name: 'github__issues', input: { query: `${number}` } })) }
    const { conversation, model } = await begin(vendor, [two, END])
    const { calls } = await conversation.answer(model, { tools: ALL })
    const problem = { kind: 'needs-person' as const, message: 'The person did not allow it.', retryable: false }
    const results: TurnRequest['results'] = [
      done(calls[0]!, { steps: [{ result: 'denied', problem }] }),
      done(calls[1]!, { steps: [{ result: 'skipped' }] }),
    ]
    await conversation.answer(model, { tools: ALL, results })
    expect(server.refused).toEqual([])
    expect(JSON.stringify(server.bodies[1])).toContain('The person did not allow it.')
  })
})
