type RouteHandler = (request: Request) => Promise<Response>
type Application = { fetch: (request: Request) => Response | Promise<Response> }

/**
 * An application as the exports of a Next route handler. Every method is handed over, so that the application and not
 * Next says which of them an address has.
 */
export function nextHandler(
  app: Application,
): Record<'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', RouteHandler> {
  const handle: RouteHandler = async (request) => app.fetch(request)
  return { GET: handle, HEAD: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle }
}
