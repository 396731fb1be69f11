/** Puts a window's component into its page. */
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

export function mount(window: ReactNode): void {
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<StrictMode>{window}</StrictMode>)
}
