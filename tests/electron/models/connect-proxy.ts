/** A proxy that takes CONNECT only, as one for HTTPS does, and keeps what it was asked for. */
import { createServer } from 'node:http'
import { connect as connectSocket, type AddressInfo } from 'node:net'

export async function startProxy() {
  const seen: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket, head) => {
    seen.push(request.url ?? '')
    const [host, port] = (request.url ?? '').split(':')
    const upstream = connectSocket(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const close = () => {
    proxy.closeAllConnections()
    return new Promise((resolve) => proxy.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, seen, close }
}
