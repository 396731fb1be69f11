import { expect, it } from 'vitest'
import { wayOf, withWay } from '../../../renderer/home/task-way.js'

const KNOWN = ['explore', 'debug']

it.each([
  ['', null],
  ['Sort it', null],
  ['/debug', 'debug'],
  ['/debug the login', 'debug'],
  ['  /explore\nthis', 'explore'],
  ['/debugger x', null],
  ['/etc/hosts', null],
])('%j begins with %s', (draft, way) => {
  expect(wayOf(draft, KNOWN)).toBe(way)
})

it.each([
  ['the login', 'debug', '/debug the login'],
  ['/debug the login', 'explore', '/explore the login'],
  ['/debug the login', null, 'the login'],
  ['/debug', 'explore', '/explore '],
  ['/etc/hosts', 'debug', '/debug /etc/hosts'],
  ['', 'debug', '/debug '],
])('%j with the way %s becomes %j', (draft, way, next) => {
  expect(withWay(draft, way, KNOWN)).toBe(next)
})
