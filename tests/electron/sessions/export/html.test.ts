import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportHtml } from '../../../../electron/sessions/export/html.js'
import { frameOf, opened, pictureOf, STARTED, temporaryFolder, TOTALS, writeSession } from '../temporary.js'

async function exported(folder: string): Promise<string> {
  const file = join(folder, 'replay.html')
  const written = await exportHtml({ folder, file })
  if (!written.ok) throw new Error(written.problem.message)
  return readFileSync(file, 'utf8')
}

const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('the page holds every event and every picture once', async () => {
  const folder = temporaryFolder()
  const { before, after } = await writeSession(folder)
  const page = await exported(folder)
  for (const line of readFileSync(join(folder, 'log.jsonl'), 'utf8').trim().split('\n')) {
    const { type, seq } = JSON.parse(line) as { type: string; seq: number }
    const shown = page.split(`&quot;seq&quot;:${seq},`).length - 1
    expect([type, shown]).toEqual([type, 1])
  }
  for (const { bytes } of [before, after]) expect(page.split(Buffer.from(bytes).toString('base64'))).toHaveLength(2)
  expect(page).toContain('$0.0125')
})

test('the page may load nothing: its policy allows its own style and script and embedded pictures only', async () => {
  const folder = temporaryFolder()
  await writeSession(folder)
  const page = await exported(folder)
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? ''
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    'img-src data:',
    `style-src ${sha(style)}`,
    `script-src ${sha(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ])
  expect(page).not.toMatch(/(src|href)="(?!data:|#)/)
  expect(page).not.toMatch(/\sstyle="|\son\w+="/)
  expect(page.replace(/http:\/\/www\.w3\.org\/2000\/svg/g, '')).not.toMatch(/https?:\/\//)
})

test('what others wrote stays text: tags, quotes, control and direction characters', async () => {
  const folder = temporaryFolder()
  const evil = '</script><img src=x onerror="alert(1)">\u202E\u001b]0;\u2028'
  const log = await opened(folder)
  await log.append({ ...STARTED, task: evil } as never)
  await log.append({ type: 'steer', id: 's1', text: evil, when: 'now', state: 'pending' })
  await log.append({ type: 'problem', kind: 'input', message: evil, retryable: false })
  await log.append({ type: 'session.finished', status: 'failed', text: evil, totals: TOTALS })
  await log.close()
  const page = await exported(folder)
  expect(page).not.toContain('<img src=x')
  expect(page.match(/<\/script>/g)).toHaveLength(2)
  expect(page).not.toMatch(/[\u202E\u001b\u2028]/)
  expect(page).toContain('&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;‹U+202E›')
})

test('pictures that came with the task are in the page', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const picture = pictureOf('wanted')
  await log.saveFrame(picture)
  await log.append({ ...STARTED, images: [picture.id] } as never)
  await log.close()
  expect(await exported(folder)).toContain(Buffer.from(picture.bytes).toString('base64'))
})

test('a missing picture, a torn line and a session that never began still give a page that says so', async () => {
  const folder = temporaryFolder()
  const { before } = await writeSession(folder)
  rmSync(join(folder, 'frames', `${before.id}.jpg`))
  expect(await exported(folder)).toContain(`<p class="notice">The picture ${before.id} is missing.</p>`)

  const empty = temporaryFolder()
  await (await opened(empty)).close()
  expect(await exported(empty)).toContain('</html>')
})

test('a page that cannot be written leaves nothing behind', async () => {
  const folder = temporaryFolder()
  const log = await opened(folder)
  await log.append(frameOf(pictureOf('x')))
  await log.close()
  const written = await exportHtml({ folder, file: join(folder, 'nowhere', 'replay.html') })
  expect(written).toMatchObject({ ok: false, problem: { kind: 'disk' } })
  expect(readdirSync(folder)).toEqual(['frames', 'log.jsonl'])
})
