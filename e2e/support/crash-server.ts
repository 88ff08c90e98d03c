/**
 * A process to be killed: the machine API and the sequencer on the database that the environment names, as the real
 * server runs them, without pages and without a database of its own so that it is up again in a second.
 * Says `{"port":…}` on standard output when it serves.
 */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { machineApi } from '@/lib/http/machine-api'
import { startSequencer } from '@/lib/jobs/sequencer'
import { startSweeps } from '@/lib/jobs/sweeps'

const server = createServer(getRequestListener(machineApi.fetch, { overrideGlobalObjects: false }))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`${JSON.stringify({ port: address.port })}\n`)
})
const never = new AbortController().signal
void startSequencer(never)
void startSweeps(never)
// Whoever started it is gone: so is the reason to run.
process.stdin.on('end', () => process.exit(0)).resume()
