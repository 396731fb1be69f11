/** Puts a text on the clipboard. Windows have no permission for the asynchronous clipboard; a copied selection needs none. */
export function copyText(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sr'
  document.body.append(field)
  const before = document.activeElement
  field.select()
  document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
}
