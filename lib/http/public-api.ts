import { Hono } from 'hono'
import { oauthApi } from '@/lib/identity/oauth-routes'
import { wellKnownApi } from '@/lib/identity/well-known-routes'
import { onFault } from './faults'
import { addressOf, countAddress } from './fences'
import { problemResponse } from './problem'
import { neverStored, securityHeaders } from './security-headers'

/** Discovery and the token endpoint: open to everybody, counted by address, with the paths that their standards fix. */
export const publicApi = new Hono()

publicApi.onError(onFault)
// Discovery is the same for everybody and may be kept; tokens are not.
publicApi.use('/oauth/*', neverStored)
for (const place of ['/oauth/*', '/.well-known/*']) {
  publicApi.use(place, securityHeaders)
  publicApi.use(place, async (c, next) => {
    const allowed = countAddress(addressOf(c))
    return allowed.ok ? next() : problemResponse(allowed.refusal)
  })
}
publicApi.route('/', oauthApi)
publicApi.route('/', wellKnownApi)
for (const place of ['/oauth/*', '/.well-known/*']) publicApi.all(place, () => problemResponse({ code: 'not_found' }))
