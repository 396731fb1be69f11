/** Screen and shell together: what is made is looked at in a real browser, used through the screen, and mended. */
import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { temporaryHome } from '../support/deskhand-run.js'
import { BLUE, browser, create, endsWell, GREEN, project, RED, shell, update, work, type Seen, type Turn } from './work-stage.js'

const TEST_MS = 90_000
const MOST = 0.3
const reload = { type: 'keypress', keys: ['F5'] }
const start = (command: string, more: object = {}) => ({ tools: [{ name: 'start_process', arguments: { command, ...more } }] })
const BOX = '<style>body { margin: 0 } #box { height: 100vh }</style>'

test('a broken page is seen in the browser, mended in its file and looked at again', { timeout: TEST_MS }, async () => {
  const made = project({
    'index.html': `<!doctype html><meta charset="utf-8"><title>Shop</title>${BOX}<div id="box" style="background: #cc0000">It is broken</div><script src="prices.js"></script>\n`,
    'prices.js':
      "const prices = { tea: 3 }\nif (prices.coffee.toFixed(2) === '4.00') document.getElementById('box').style.background = '#009933'\n",
  })
  const done = await work(
    made,
    [
      async ({ find }) => {
        expect((await find(RED)).share).toBeGreaterThan(MOST)
        return { reasoning: 'It is red: the script did not run.', items: [shell('cat index.html prices.js')] }
      },
      ({ text }) => {
        expect(text).toContain('prices.coffee')
        return { items: [update('prices.js', '-const prices = { tea: 3 }', '+const prices = { tea: 3, coffee: 4 }')] }
      },
      { computer: [reload, { type: 'wait', ms: 500 }] },
      async ({ find }) => {
        expect((await find(GREEN)).share).toBeGreaterThan(MOST)
        expect((await find(RED)).share).toBe(0)
        return { text: 'The page is green.' }
      },
    ],
    { words: ['--open', browser('index.html', temporaryHome()).replace('index.html', `file://${made.root}/index.html`)] },
  )
  await endsWell(done)
  expect(made.git('diff', '--numstat').trim()).toBe('1\t1\tprices.js')
})

const GAME = `const context = document.getElementById('game').getContext('2d')
let score = 0
let at = { x: 150, y: 200 }
function draw() {
  context.clearRect(0, 0, 1000, 700)
  context.fillStyle = '#0000cc'
  context.fillRect(at.x, at.y, 80, 80)
  context.fillStyle = '#009933'
  context.fillRect(0, 0, score * 250, 40)
}
addEventListener('mousedown', ({ offsetX: x, offsetY: y }) => {
  const isHit = x > at.x && x < at.x + 80 && y > at.y && y < at.y - 80
  if (!isHit) return
  score += 1
  at = { x: 150 + score * 200, y: 200 + score * 100 }
  draw()
})
draw()
`
const hit: Turn = async ({ find }) => {
  const { x, y, share } = await find(BLUE)
  expect(share).toBeGreaterThan(0)
  return { computer: [{ type: 'click', x, y, button: 'left' }] }
}

test('a small game is made from nothing, played through the screen, and mended', { timeout: TEST_MS }, async () => {
  const made = project({ 'README.md': '# A game\n' })
  const before: { x: number; y: number }[] = []
  const remember =
    (turn: Turn): Turn =>
    async (seen: Seen) => {
      before.push(await seen.find(BLUE))
      return typeof turn === 'function' ? turn(seen) : turn
    }
  const page = '<!doctype html><meta charset="utf-8"><title>Game</title><style>body { margin: 0 }</style>\n<canvas id="game" width="1000" height="700"></canvas>\n<script src="game.js"></script>\n' // prettier-ignore
  const done = await work(made, [
    { items: [create('index.html', page), create('game.js', GAME)] },
    start(browser('"file://$PWD/index.html"', '/tmp/profile'), { waitMs: 4000 }),
    { computer: [{ type: 'wait', ms: 500 }] },
    remember(hit),
    remember(async ({ find }) => {
      // a hit changed nothing: the test of the lower edge is wrong
      expect((await find(GREEN)).share).toBe(0)
      return { items: [update('game.js', '-  const isHit = x > at.x && x < at.x + 80 && y > at.y && y < at.y - 80', '+  const isHit = x > at.x && x < at.x + 80 && y > at.y && y < at.y + 80')] } // prettier-ignore
    }),
    { computer: [reload, { type: 'wait', ms: 500 }] },
    hit,
    remember(hit),
    async ({ find }) => {
      before.push(await find(BLUE))
      expect((await find(GREEN)).share).toBeGreaterThan(0)
      return { text: 'It can be won.' }
    },
  ])
  await endsWell(done)
  expect(done.asked).toEqual([])
  const [first, second, third, fourth] = before
  expect(second).toEqual(first)
  expect(third?.x).toBeGreaterThan((first?.x ?? 0) + 150)
  expect(fourth?.x).toBeGreaterThan((third?.x ?? 0) + 150)
  expect(made.git('status', '--porcelain').trim().split('\n')).toEqual(['?? game.js', '?? index.html'])
})

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as { port: number }
  await new Promise((resolve) => listening.close(resolve))
  return port
}

test('a dev server is started by the agent, its page looked at, mended, and looked at again', { timeout: TEST_MS }, async () => {
  const port = await freePort()
  const made = project({
    'server.mjs': `import { createServer } from 'node:http'
import { colour } from './colour.mjs'
const page = '<!doctype html>${BOX}<div id="box" style="background: ' + colour + '">Hello</div>'
createServer((_, response) => response.setHeader('content-type', 'text/html').end(page)).listen(${port}, '127.0.0.1', () => console.log('ready'))
`,
    'colour.mjs': "export const colour = '#cc0000'\n",
  })
  const ready = ({ text }: Seen) => expect(text).toMatch(/p\d: it runs\]\\+nready/)
  const serve = start('node server.mjs', { network: true, waitMs: 1500 })
  const done = await work(
    made,
    [
      serve,
      (seen) => {
        ready(seen)
        return { computer: [reload, { type: 'wait', ms: 500 }] }
      },
      async ({ find }) => {
        expect((await find(RED)).share).toBeGreaterThan(MOST)
        return { items: [update('colour.mjs', "-export const colour = '#cc0000'", "+export const colour = '#009933'")] }
      },
      { tools: [{ name: 'process', arguments: { id: 'p1', do: 'stop' } }, ...serve.tools] },
      { computer: [reload, { type: 'wait', ms: 500 }] },
      async ({ find }) => {
        expect((await find(GREEN)).share).toBeGreaterThan(MOST)
        return { text: 'Green now.' }
      },
    ],
    { allow: /^node server/, words: ['--open', browser(`http://127.0.0.1:${port}/`, temporaryHome())] },
  )
  await endsWell(done)
  expect(done.asked).toEqual(['node server.mjs', 'node server.mjs'])
  expect(made.read('colour.mjs')).toContain('#009933')
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})
