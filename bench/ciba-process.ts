/**
 * The peer: oidc-provider with CIBA and an adapter that keeps its rows in PostgreSQL, in a process of its own. One
 * initiation is one row, written before it is answered.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })

/** The least adapter that keeps what the library says must be kept: upsert, find, consume, destroy, revoke by grant. */
class PostgresAdapter implements Adapter {
  constructor(private readonly model: string) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    await pool.query({
      name: 'upsert',
      text: `INSERT INTO peer.oidc (model, id, payload, grant_id, user_code, uid, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
        ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
      values: [
        this.model,
        id,
        JSON.stringify(payload),
        payload.grantId ?? null,
        payload.userCode ?? null,
        payload.uid ?? null,
        expiresIn,
      ],
    })
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.one('id', id)
  }

  findByUserCode(code: string): Promise<AdapterPayload | undefined> {
    return this.one('user_code', code)
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.one('uid', uid)
  }

  async consume(id: string): Promise<void> {
    await pool.query(
      `UPDATE peer.oidc SET payload = payload || jsonb_build_object('consumed', extract(epoch FROM now())::int) WHERE model = $1 AND id = $2`,
      [this.model, id],
    )
  }

  async destroy(id: string): Promise<void> {
    await pool.query('DELETE FROM peer.oidc WHERE model = $1 AND id = $2', [this.model, id])
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await pool.query('DELETE FROM peer.oidc WHERE model = $1 AND grant_id = $2', [this.model, grantId])
  }

  private async one(column: 'id' | 'user_code' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    const { rows } = await pool.query<{ payload: AdapterPayload }>(
      `SELECT payload FROM peer.oidc WHERE model = $1 AND ${column} = $2 AND expires_at > now()`,
      [this.model, value],
    )
    return rows[0]?.payload
  }
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const provider = new Provider('http://localhost', {
  adapter: PostgresAdapter,
  clients: [
    {
      client_id: 'agent',
      client_secret: 'a-secret-that-only-the-bench-knows',
      grant_types: ['urn:openid:params:grant-type:ciba'],
      response_types: [],
      redirect_uris: [],
      id_token_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'client_secret_basic',
      backchannel_token_delivery_mode: 'poll',
    },
  ],
  cookies: { keys: [randomUUID()] },
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256', use: 'sig' }] },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  features: {
    devInteractions: { enabled: false },
    ciba: {
      enabled: true,
      deliveryModes: ['poll'],
      processLoginHint: async (_ctx, hint) => hint,
      processLoginHintToken: async () => undefined,
      triggerAuthenticationDevice: async () => undefined,
      verifyUserCode: async () => undefined,
      validateBindingMessage: async (_ctx, message) => {
        if (message !== undefined && !/^[a-zA-Z0-9-._+/!?#]{1,20}$/.test(message))
          throw new errors.InvalidBindingMessage('not a short code')
      },
      validateRequestContext: async () => undefined,
    },
  },
})

const server = createServer(provider.callback())
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : null)
})

async function end(): Promise<void> {
  server.close()
  server.closeAllConnections()
  await pool.end()
  process.exit(0)
}
process.once('SIGTERM', () => void end())
process.once('disconnect', () => void end())
