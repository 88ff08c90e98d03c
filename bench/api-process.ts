/**
 * The API as the product's own server mounts it (server.ts, without the pages), in a process of its own: what is
 * measured runs beside the generator of the load and not inside it. The log's sequencer runs in it as it does by default.
 */
import { createServer } from 'node:http'
import { createFront } from '@/lib/http/front'
import { listenerOf } from '@/lib/http/listener'
import { startSequencer } from '@/lib/jobs/sequencer'
import { disconnectPrisma } from '@/lib/platform/prisma'

const stop = new AbortController()
const sequencer = process.env.BENCH_SEQUENCER === '1' ? startSequencer(stop.signal) : Promise.resolve()
const server = createServer(listenerOf(createFront().fetch))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : null)
})

async function end(): Promise<void> {
  // Whoever waits for a database that is gone already would stay for ever.
  setTimeout(() => process.exit(1), 10_000).unref()
  stop.abort()
  server.close()
  server.closeAllConnections()
  await sequencer
  await disconnectPrisma()
  process.exit(0)
}
process.once('SIGTERM', () => void end())
process.once('disconnect', () => void end())
