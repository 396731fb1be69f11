import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BUILT_IN_TEMPLATES } from '../../../electron/templates/built-in.js'
import { expandTask } from '../../../electron/templates/expand-task.js'
import { readTemplates } from '../../../electron/templates/read-templates.js'

const expanded = (task: string): string => {
  const result = expandTask(task, BUILT_IN_TEMPLATES)
  return result.ok ? result.value : `refused: ${result.problem.message}`
}

describe('a task', () => {
  it.each(['Sort the bookmarks', '/etc/hosts shall be opened', '/', '/Debug it', 'see /debug', '//debug x', '/de_bug x'])(
    '%s stands for itself',
    (task) => {
      expect(expanded(task)).toBe(task)
    },
  )

  it('that begins with a template is that template with the words in it, to the letter', () => {
    expect(expanded('/debug the login fails with $& and $1')).toMatch(
      /^Something does not work[\s\S]*What is wrong:\nthe login fails with \$& and \$1$/,
    )
    expect(expanded('/explore\nwhich database?\nPostgres')).toContain('Task:\nwhich database?\nPostgres')
  })

  it('without words after the template is refused', () => {
    expect(expanded('/review')).toBe('refused: /review needs words after it: what is to be done?')
  })

  it('with a template nobody knows is refused, and those there are are named', () => {
    expect(expanded('/debgu x')).toBe('refused: There is no template /debgu; there are /explore, /plan, /pair, /review, /debug.')
  })
})

describe('a project', () => {
  function project(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-templates-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    mkdirSync(join(folder, '.deskhand', 'templates'), { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '.deskhand', 'templates', name), text)
    return folder
  }

  it('adds its own and puts one in the place of a built-in one', async () => {
    const folder = project({
      'release.md': '# Make a release\n\nBump the version, write the notes, tag.',
      'debug.md': 'Ask Anna first. {{task}}',
    })
    const { templates, warnings } = await readTemplates(folder)
    expect(warnings).toEqual([])
    expect(templates.map(({ name, from }) => `${name} ${from}`)).toEqual([
      'debug project',
      'release project',
      'explore built-in',
      'plan built-in',
      'pair built-in',
      'review built-in',
    ])
    expect(templates[1]).toMatchObject({ about: 'Make a release', text: 'Bump the version, write the notes, tag.' })
    expect(expandTask('/release 2.0', templates)).toEqual({ ok: true, value: 'Bump the version, write the notes, tag.\n\n2.0' })
    expect(expandTask('/release', templates)).toEqual({ ok: true, value: 'Bump the version, write the notes, tag.' })
    expect(expandTask('/debug it', templates)).toEqual({ ok: true, value: 'Ask Anna first. it' })
  })

  it('is told which of its files are no templates', async () => {
    const folder = project({ 'Big Name.md': 'x', 'empty.md': '  \n', 'long.md': 'x'.repeat(70_000), 'notes.txt': 'x' })
    mkdirSync(join(folder, '.deskhand', 'templates', 'folder.md'))
    const { templates, warnings } = await readTemplates(folder)
    expect(templates).toEqual(BUILT_IN_TEMPLATES)
    expect(warnings.map((warning) => warning.replace(/^.*\/(.+?) is left out: /, '$1: '))).toEqual([
      "Big Name.md: a template's name is made of small letters, digits and dashes.",
      'empty.md: it is empty.',
      'folder.md: it is no file.',
      'long.md: it is longer than 64000 bytes.',
    ])
  })

  it('without any has those built in', async () => {
    expect(await readTemplates(null)).toEqual({ templates: BUILT_IN_TEMPLATES, warnings: [] })
    expect((await readTemplates(join(tmpdir(), 'nowhere-at-all'))).templates).toEqual(BUILT_IN_TEMPLATES)
  })
})
