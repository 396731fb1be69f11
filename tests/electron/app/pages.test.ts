import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { frameOf, serveFrame } from '../../../electron/app/frames.js'
import { CONTENT_POLICY, fileOf, isOwnPage, pageUrl, servePage } from '../../../electron/app/pages.js'

const folder = mkdtempSync(join(tmpdir(), 'deskhand-pages-'))
mkdirSync(join(folder, 'home'))
writeFileSync(join(folder, 'home', 'index.html'), '<title>Home</title>')
writeFileSync(join(folder, '..', 'deskhand-secret.html'), 'secret')
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(join(folder, '..', 'deskhand-secret.html'))
})

describe('our own pages', () => {
  it('come from the built folder, with the strict policy as a header', async () => {
    const response = await servePage(pageUrl('home'), folder)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Home')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_POLICY)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('allow no script, style or connection from anywhere else', () => {
    expect(CONTENT_POLICY).toContain("default-src 'none'")
    expect(CONTENT_POLICY).toContain("connect-src 'none'")
    expect(CONTENT_POLICY).not.toMatch(/unsafe|https?:|\*/)
  })

  it.each([
    'deskhand://app/../deskhand-secret.html',
    'deskhand://app/%2e%2e/deskhand-secret.html',
    'deskhand://app/home/..%2f..%2fdeskhand-secret.html',
    'deskhand://app/%E0%A4%A',
    'deskhand://other/home/index.html',
    'file:///etc/passwd',
    'deskhand://app/home/index.exe',
    'deskhand://app/home',
  ])('%s is not one of them', async (url) => {
    const file = fileOf(url, folder)
    if (file !== null) expect(file.startsWith(`${folder}${sep}`)).toBe(true)
    expect((await servePage(url, folder)).status).toBe(404)
  })

  it('are told from others by their whole origin', () => {
    expect(isOwnPage('deskhand://app/home/index.html')).toBe(true)
    expect(isOwnPage('deskhand://application/home/index.html')).toBe(false)
    expect(isOwnPage('https://app/home/index.html')).toBe(false)
  })
})

const SESSION = '01JF8B2T5XKQ9R7M3N4P6S8V0W'
const FRAME = 'ab'.repeat(32)

describe('pictures of a session', () => {
  it('are named by session and hash, and nothing else is', () => {
    expect(frameOf(`deskhand-frame://${SESSION}/${FRAME}`)).toEqual({ session: SESSION, frame: FRAME })
    for (const path of [
      `${SESSION}/${FRAME}/x`,
      `${SESSION}/../${FRAME}`,
      `${SESSION}/log.jsonl`,
      `../${FRAME}`,
      `${SESSION}/${FRAME}?x`,
    ]) {
      expect(frameOf(`deskhand-frame://${path}`)).toBeNull()
    }
  })

  it('are served with their type', async () => {
    const load = (session: string, frame: string) =>
      Promise.resolve(session === SESSION && frame === FRAME ? { bytes: new Uint8Array([1, 2, 3]), mime: 'image/jpeg' } : null)
    const found = await serveFrame(`deskhand-frame://${SESSION}/${FRAME}`, load)
    expect(found.headers.get('content-type')).toBe('image/jpeg')
    expect(new Uint8Array(await found.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
    expect((await serveFrame(`deskhand-frame://${SESSION}/${'cd'.repeat(32)}`, load)).status).toBe(404)
  })

  it('are never anything but pictures', async () => {
    const load = () => Promise.resolve({ bytes: new Uint8Array([1]), mime: 'text/html' })
    expect((await serveFrame(`deskhand-frame://${SESSION}/${FRAME}`, load)).status).toBe(404)
  })
})
