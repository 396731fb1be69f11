/** Fifty secrets of many shapes, and a search for any of them in any form a file or a request could hold it. */

const SHAPES: readonly string[] = [
  'z#4Q!', 'pa55w', 'Kr%d7', "o'bri3n", 'x="y"7', 'tab\tin-it-9', 'correct horse battery staple 41', 'back\\slash\\path7',
  'per%20cent%41', '100%_sure?&a=b#c', 'line one 88\nline two 99', 'windows\r\nbreak 55', '<b>bold&amp;7</b>', '`tick` $(cmd) 3',
  'пароль-от-почты-7', '密码保险箱七八九', 'pässwörd-größe-5', 'clé-d’accès-née-6', 'emoji-🗝️-key-4', 'שלום-סיסמה-8', 'نص-سري-طويل-2',
  'ZGVza2hhbmQtc2VjcmV0LTE=', 'bG9uZ2VyLWJhc2U2NC12YWx1ZS13aXRoLXBhZA==', '+/8=abc/def+ghi==', 'deadbeef00c0ffee17',
  '{{not-a-placeholder}}', '{"json":"inside-7"}', '[1,"two",3.5e7]', '-----dashes-----42', '__proto__secret9', '$& $1 $$ regexp7',
  '.*+?^${}()|[]\\9', 'https://user:pw@host.test/p?q=7', '/etc/secret/path-31', 'C:\\Users\\secret\\32', 'UPPER-CASE-VALUE-33',
  'many   blanks   34', ' leads-with-blank-35', 'ends-with-blank-36 ', 'null-undefined-37', '0x1F-true-false-38', 'aaaaaaaaaaaaaaaa-39',
] // prettier-ignore

const made = (index: number): string =>
  Array.from({ length: 24 }, (_, at) => 'BdFhJkMpRtVxZ3679'[(index * 7 + at * 5 + ((index * at) % 11)) % 17]).join('')

/** The last ones are long and plain, so that they can also be typed, shown and read from a picture. */
export const PLANTED: readonly { readonly name: string; readonly value: string }[] = [
  ...SHAPES,
  ...Array.from({ length: 7 }, (_, index) => made(index)),
  `long-${'Qw7Er8Ty9'.repeat(300)}`,
].map((value, index) => ({ name: `s${index + 1}`, value }))

export const plantedAs = (from: number, to: number): readonly string[] => PLANTED.slice(from, to).map(({ value }) => value)

const formsOf = (value: string): readonly string[] => {
  const json = JSON.stringify(value).slice(1, -1)
  return [value, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(value)]
}

/** Names of those that stand in it, in whatever form. */
export const foundIn = (text: string): readonly string[] =>
  PLANTED.filter(({ value }) => formsOf(value).some((form) => text.includes(form))).map(({ name }) => name)
