/** A text with the words of a search marked in it. */
export function Highlighted({ text, words }: { readonly text: string; readonly words: string }) {
  const wanted = words.trim().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return text
  const pattern = new RegExp(`(${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  return text.split(pattern).map((part, at) => (at % 2 === 1 ? <mark key={at}>{part}</mark> : part))
}
