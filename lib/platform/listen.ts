import pg from 'pg'
import { env } from './env'
import { log } from './log'
import { forget, once } from './once'

/** What a subscriber is told: the payload, or null when notifications may have been missed and state must be re-read. */
export type Notified = (payload: string | null) => void

const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 5_000
const PATIENCE_MS = 2_000
const CHANNEL = /^[a-z][a-z0-9_]{0,62}$/

/**
 * Calls `notify` for every NOTIFY on `channel` until the returned function is called.
 * Resolves once the server has confirmed LISTEN, so that state read afterwards misses nothing; when the connection is
 * down it resolves after two seconds all the same, and `notify(null)` follows as soon as the connection is back.
 * One connection per process serves all subscribers, however many (DATABASE_DIRECT_URL, else the application's).
 */
export async function subscribe(channel: string, notify: Notified): Promise<() => void> {
  if (!CHANNEL.test(channel)) throw new RangeError(`Not a channel name: ${channel}`)
  return once('listener', () => new Listener()).subscribe(channel, notify)
}

/** Closes the connection and forgets every subscriber; for a clean stop. */
export async function closeListener(): Promise<void> {
  await forget<Listener>('listener')?.close()
}

class Listener {
  private readonly subscribers = new Map<string, Set<Notified>>()
  private client: pg.Client | undefined
  private connecting: Promise<void> | undefined
  private closed = false

  async subscribe(channel: string, notify: Notified): Promise<() => void> {
    const known = this.subscribers.get(channel)
    const set = known ?? new Set<Notified>()
    set.add(notify)
    if (!known) this.subscribers.set(channel, set)
    this.connecting ??= this.connect(false)
    // LISTEN is idempotent in the server; repeating it is how a second subscriber knows that it is in effect.
    // One statement at a time: they wait for each other and for the connection.
    const listening = this.connecting.then(() => this.client?.query(`LISTEN ${channel}`))
    this.connecting = listening.then(
      () => undefined,
      () => undefined,
    )
    await Promise.race([listening.catch(() => undefined), unrefSleep(PATIENCE_MS)])
    return () => {
      set.delete(notify)
    }
  }

  async close(): Promise<void> {
    this.closed = true
    this.subscribers.clear()
    const client = this.client
    this.client = undefined
    await client?.end().catch(() => undefined)
  }

  /** Tries until it works or the listener is closed; waits longer after each failure. */
  private async connect(lost: boolean): Promise<void> {
    let missed = lost
    for (let delay = FIRST_DELAY_MS; !this.closed; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      const client = new pg.Client({
        connectionString: env().databaseDirectUrl,
        application_name: 'countersign-listen',
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      })
      client.on('notification', ({ channel, payload }) => this.fanOut(channel, payload ?? ''))
      client.on('error', (error) => this.lost(client, error))
      client.on('end', () => this.lost(client, new Error('connection ended')))
      try {
        await client.connect()
        for (const channel of this.subscribers.keys()) await client.query(`LISTEN ${channel}`)
        if (this.closed) return await client.end()
        this.client = client
        // What happened in between was not heard; everyone reads again.
        if (missed) for (const channel of this.subscribers.keys()) this.fanOut(channel, null)
        return
      } catch (error) {
        missed = true
        log().warn({ reason: errorText(error), delay }, 'cannot listen for changes; trying again')
        await client.end().catch(() => undefined)
        await unrefSleep(delay)
      }
    }
  }

  private lost(client: pg.Client, error: Error): void {
    if (this.client !== client || this.closed) return
    log().warn({ reason: error.message }, 'the connection that listens for changes was lost')
    this.client = undefined
    this.connecting = this.connect(true)
  }

  private fanOut(channel: string, payload: string | null): void {
    for (const notify of this.subscribers.get(channel) ?? []) {
      try {
        notify(payload)
      } catch (error) {
        log().error({ err: error, channel }, 'a subscriber failed')
      }
    }
  }
}

const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function unrefSleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
