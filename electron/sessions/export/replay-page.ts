/** The replay page in pieces, so that a session with many pictures never stands in memory as one text. */
import { createHash } from 'node:crypto'
import type { SessionRecord } from '../../protocol/session-record.js'
import { visibleLine } from '../../replay/visible-text.js'
import { escapeHtml, escapeJson } from './escape.js'
import { icon, iconSprite } from './icons.js'
import { STATUS_WORDS } from '../../replay/notes.js'
import type { Replay, ReplayFrame, ReplayItem } from '../../replay/replay-item.js'
import { REPLAY_SCRIPT } from './replay-script.js'
import { REPLAY_STYLE } from './replay-style.js'

export interface ReplayPage {
  readonly record: SessionRecord
  readonly replay: Replay
  /** what could not be read of the session, one sentence each */
  readonly problems: readonly string[]
  /** 'data:image/jpeg;base64,…', null when the picture is missing */
  readonly picture: (frame: ReplayFrame) => Promise<string | null>
}

export async function* replayPage(page: ReplayPage): AsyncGenerator<string> {
  yield head(page.record)
  yield header(page)
  yield `<div class="cols">${list(page.replay.items)}${middle(page.replay.items)}`
  yield '<aside class="insp" aria-label="What happened in this step">'
  for (const [index, item] of page.replay.items.entries()) yield card(item, index)
  yield '</aside></div><section class="bank" aria-label="Pictures">'
  for (const frame of page.replay.frames) yield await bankPicture(frame, page)
  yield '</section>'
  yield `<script type="application/json" id="replay">${escapeJson(dataOf(page.replay))}</script>`
  yield `<script>${REPLAY_SCRIPT}</script></body></html>\n`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}

function head(record: SessionRecord): string {
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${hashOf(REPLAY_STYLE)}`,
    `script-src ${hashOf(REPLAY_SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(visibleLine(record.task, 80))} · Deskhand replay</title>`,
    `<style>${REPLAY_STYLE}</style></head><body>${iconSprite()}`,
  ].join('')
}

function header({ record, replay, problems }: ReplayPage): string {
  const steps = replay.items.filter((item) => item.number !== null).length
  const { usd } = record.totals.usage
  const facts = [
    record.startedAt.slice(0, 16).replace('T', ' ') + ' UTC',
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    clock(record.totals.ms),
    ...(usd ? [`$${usd.toFixed(4)}`] : []),
    record.provider === record.model ? record.model : `${record.provider} ${record.model}`,
  ]
  const tone = record.status === 'done' ? ' good' : record.status === 'running' ? '' : ' bad'
  return [
    `<header class="bar">${icon('brand', ' l')}<h1 title="${escapeHtml(record.task)}">${escapeHtml(visibleLine(record.task, 120))}</h1>`,
    `<span class="tag${tone}">${STATUS_WORDS[record.status]}</span>`,
    `<span class="t3">${facts.map(escapeHtml).join(' · ')}</span></header>`,
    ...problems.map((problem) => `<p class="notice">${escapeHtml(problem)}</p>`),
  ].join('')
}

function list(items: readonly ReplayItem[]): string {
  const find = `<div class="find">${icon('search')}<label class="sr" for="find">Find in this session</label><input id="find" type="search" placeholder="Find in this session" autocomplete="off"></div>`
  return `<nav class="list" aria-label="Steps">${find}<ol class="items">${items.map(row).join('')}</ol></nav>`
}

function row(item: ReplayItem, index: number): string {
  const title = escapeHtml(item.title)
  const result = item.result === '' ? '' : `<small>${escapeHtml(item.result)}</small>`
  const words = `<span><span class="title">${title}</span>${result}</span>`
  if (item.number === null) {
    return `<li class="note ${item.tone}" data-title="${title}"><button type="button">${icon(item.icon)}${words}</button></li>`
  }
  const thumb = `<canvas class="thumb" width="96" height="60" data-item="${index}" aria-hidden="true"></canvas>`
  const tick = icon(item.icon, ' tick')
  return `<li class="${item.tone}" data-title="${title}"><button type="button"><span class="n">${item.number}</span>${thumb}${words}${tick}</button></li>`
}

function middle(items: readonly ReplayItem[]): string {
  const button = (id: string, label: string, shape: string, kind = 'btn') =>
    `<button type="button" class="${kind}" id="${id}" aria-label="${label}">${icon(shape)}</button>`
  const blocks = items.map((item) => `<i class="${item.tone}" title="${escapeHtml(item.title)}"></i>`).join('')
  const end = items.at(-1)?.atMs ?? 0
  return [
    '<main class="mid"><div class="view"><b></b><span class="title t2"></span><span class="push"></span>',
    '<div class="seg" role="group" aria-label="Picture"><button type="button" id="before" aria-pressed="true">Before</button>',
    '<button type="button" id="after" aria-pressed="false">After</button></div></div>',
    '<div class="stage"><figure class="frame" hidden><img alt=""><svg aria-hidden="true"></svg></figure><p class="empty">No picture belongs to this.</p></div>',
    '<p class="under"></p><div class="play"><div class="row">',
    button('first', 'First', 'first') + button('back', 'Step back', 'left') + button('play', 'Play', 'play', 'btn go'),
    button('forward', 'Step forward', 'right') + button('last', 'Last', 'last'),
    `<span class="time">0:00</span><span class="t3">of ${clock(end)}</span><span class="push"></span>`,
    '<span class="keys"><kbd>←</kbd> <kbd>→</kbd> step · <kbd>P</kbd> problem · <kbd>B</kbd> before and after</span>',
    '<div class="seg" id="speed" role="group" aria-label="Speed"><button type="button" value="1" aria-pressed="true">1×</button>',
    '<button type="button" value="2" aria-pressed="false">2×</button><button type="button" value="8" aria-pressed="false">8×</button></div></div>',
    `<div class="timeline" role="slider" aria-label="Timeline" aria-valuemin="1" aria-valuemax="${items.length}" aria-valuenow="1">${blocks}</div>`,
    '</div></main>',
  ].join('')
}

function card(item: ReplayItem, index: number): string {
  const name = item.number === null ? item.title : `Step ${item.number}`
  const tag = item.result === '' ? '' : `<span class="tag ${item.tone}">${escapeHtml(item.result)}</span>`
  const facts = item.ms === null ? item.facts : [...item.facts, ['Took', `${(item.ms / 1000).toFixed(2)} s`] as const]
  const lines = item.events.map((event) => escapeHtml(JSON.stringify(event))).join('\n')
  return [
    `<article data-item="${index}"><header><h2>${escapeHtml(name)}</h2>${tag}<span class="push t3">${clock(item.atMs)}</span></header>`,
    item.number === null ? '' : `<p>${escapeHtml(item.title)}</p>`,
    ...[...item.why, ...item.words, ...item.output]
      .filter((words) => words !== '')
      .map((words) => `<p class="t2">${escapeHtml(words)}</p>`),
    facts.length === 0 ? '' : `<section><h3>Details</h3>${table(facts)}</section>`,
    item.usage === null || item.usage.input + item.usage.output === 0
      ? ''
      : `<section><h3>Tokens and money of this turn</h3>${table(usageFacts(item.usage))}</section>`,
    `<details><summary>Log lines (${item.events.length})</summary><pre>${lines}</pre></details></article>`,
  ].join('')
}

function table(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`)
  return `<dl class="kv">${rows.join('')}</dl>`
}

function usageFacts(usage: NonNullable<ReplayItem['usage']>): readonly (readonly [string, string])[] {
  const count = (value: number) => value.toLocaleString('en')
  return [
    ['Input', `${count(usage.input)} (${count(usage.cached)} cached, ${count(usage.imageTokens)} pictures)`],
    ['Output', `${count(usage.output)} (${count(usage.reasoning)} reasoning)`],
    ['Money', usage.usd === null ? 'not known' : `$${usage.usd.toFixed(4)}`],
  ]
}

async function bankPicture(frame: ReplayFrame, page: ReplayPage): Promise<string> {
  const source = await page.picture(frame)
  if (source === null) return ''
  const caption = escapeHtml(frame.caption)
  const size = frame.width > 0 ? ` width="${frame.width}" height="${frame.height}"` : ''
  return `<img data-frame="${escapeHtml(frame.id)}" data-caption="${caption}"${size} alt="${caption}" src="${source}">`
}

function dataOf(replay: Replay) {
  const items = replay.items.map(({ number, tone, atMs, before, after, marks }) => ({
    number,
    tone,
    at: atMs,
    before,
    after,
    marks,
  }))
  return { items }
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
