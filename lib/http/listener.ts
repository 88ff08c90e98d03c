import type { RequestListener } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { textOf } from './json-response'

/**
 * A Web-standard application as a listener of Node's server. Answers whose text is known are written at once; through a stream,
 * as all others go, they cost as much as a small statement in the database.
 */
export function listenerOf(
  fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>,
): RequestListener {
  const listener = getRequestListener(
    async (request, bindings) => {
      const response = await fetch(request, bindings as HttpBindings)
      const text = textOf(response)
      // Several cookies are several lines of one name, which only the library's own way knows.
      if (text === null || response.headers.has('set-cookie')) return response
      const { outgoing } = bindings as HttpBindings
      const headers = Object.fromEntries(response.headers)
      outgoing.writeHead(response.status, { ...headers, 'content-length': Buffer.byteLength(text) })
      outgoing.end(text)
      return RESPONSE_ALREADY_SENT
    },
    { overrideGlobalObjects: false },
  )
  return (incoming, outgoing) => void listener(incoming, outgoing)
}
