/** A key, or several pressed together. */
export function Keys({ caps }: { readonly caps: readonly string[] }) {
  return (
    <span className="keys">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}
