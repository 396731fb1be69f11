/**
 * The fake Responses server as a process, for trying the command line by hand:
 *   npx tsx tests/support/serve-fake.ts --port 0 --script file.json [--key KEY]
 * The file holds `{"turns":[…]}` of fake-responses-server/turn.ts. Prints its URL, then each refusal; ends with its terminal.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startFakeResponsesServer, type FakeTurn } from './fake-responses-server.js'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, script: { type: 'string' }, key: { type: 'string' } },
})
const { turns } = values.script
  ? (JSON.parse(readFileSync(values.script, 'utf8')) as { turns: FakeTurn[] })
  : { turns: [{ reasoning: 'Nothing to do.', text: 'Done.' }] }
const server = await startFakeResponsesServer({
  turns,
  port: Number(values.port),
  onRefused: (status, message) => process.stdout.write(`refused ${status}: ${message}\n`),
  ...(values.key === undefined ? {} : { apiKey: values.key }),
})
process.stdout.write(`${server.url}\n`)
