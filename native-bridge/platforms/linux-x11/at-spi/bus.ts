/**
 * The accessibility bus of a desktop: a D-Bus of its own, whose address the X display tells (AT_SPI_BUS) or, on the display this
 * process was started on, the session bus. Calls run beside the event loop; a program that hangs costs no more than the patience
 * it is given.
 */
import type { MessageBus } from 'dbus-native'
import type { Connection } from '../connection.js'

const ACCESSIBLE = 'org.a11y.atspi.Accessible'

/** An object of a program: the program's name on the bus and the object's path. */
export interface Ref {
  readonly program: string
  readonly path: string
}

export interface Call {
  readonly member: string
  /** default: org.a11y.atspi.Accessible */
  readonly of?: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}

/** Until when answers are of use, ms of performance.now(). */
export interface Budget {
  readonly untilMs: number
}

export const msLeft = ({ untilMs }: Budget): number => untilMs - performance.now()

export class AccessibilityBus {
  private constructor(private readonly bus: MessageBus) {}

  static async open(address: string, onClosed: () => void): Promise<AccessibilityBus> {
    // loaded where it is needed: most of what Deskhand does needs no D-Bus
    const { createClient } = await import('dbus-native')
    const bus = createClient({ busAddress: address, plainValues: true })
    // what fails is told to each call that waits; nothing else is to be done about it
    bus.connection.on('error', onClosed)
    bus.connection.on('close', onClosed)
    return new AccessibilityBus(bus)
  }

  /** The first value of the answer; null where there is none in time. */
  async ask<T>({ program, path }: Ref, { member, of = ACCESSIBLE, signature, body }: Call, budget: Budget): Promise<T | null> {
    const timeout = msLeft(budget)
    if (timeout <= 0) return null
    const message = {
      destination: program,
      path,
      interface: of,
      member,
      ...(signature ? { signature, body: [...(body ?? [])] } : {}),
    }
    return new Promise((resolve) => {
      this.bus.invoke(message, { timeout }, (error, value: T | undefined) => resolve(error ? null : (value ?? null)))
    })
  }

  property<T>(ref: Ref, name: string, budget: Budget): Promise<T | null> {
    const call = { of: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body: [ACCESSIBLE, name] }
    return this.ask<T>(ref, call, budget)
  }

  close(): void {
    this.bus.connection.end()
  }
}

/** Null where the display has no accessibility bus. */
export async function addressOfBus(connection: Connection, budget: Budget): Promise<string | null> {
  const told = connection.property(connection.root, 'AT_SPI_BUS')?.bytes.toString('utf8').replace(/\0.*$/s, '')
  if (told) return told
  const session = process.env['DBUS_SESSION_BUS_ADDRESS']
  return session && connection.name === process.env['DISPLAY'] ? accessibilityOf(session, budget) : null
}

/** Asks a session bus where its accessibility bus is, which starts it where it does not run yet. */
export async function accessibilityOf(sessionBus: string, budget: Budget): Promise<string | null> {
  const bus = await AccessibilityBus.open(sessionBus, () => undefined)
  try {
    const call = { of: 'org.a11y.Bus', member: 'GetAddress' }
    return await bus.ask<string>({ program: 'org.a11y.Bus', path: '/org/a11y/bus' }, call, budget)
  } finally {
    bus.close()
  }
}
