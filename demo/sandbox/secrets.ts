import { z } from 'zod'
import { type Handler, handler, one } from './handler'

/** The broker: leases and versions. There are no values anywhere in the sandbox, so none can leak. */
export const secrets: Readonly<Record<string, Handler>> = {
  'secrets.deliver': handler(
    z.strictObject({ service: z.string(), lifetime: z.int().positive(), purpose: z.string() }),
    async (work, p) => {
      const secret = await one(
        work,
        'SELECT version FROM sandbox.secrets WHERE path = $1',
        [work.target],
        `there is no secret ${work.target}`,
      )
      const lease = await one(
        work,
        `INSERT INTO sandbox.leases (execution_id, path, service, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING expires_at`,
        [work.executionId, work.target, p.service, p.lifetime],
        'no lease',
      )
      const until = lease.expires_at instanceof Date ? lease.expires_at.toISOString() : String(lease.expires_at)
      work.files.write('leases', `${work.executionId}.json`, {
        path: work.target,
        version: secret.version,
        service: p.service,
        until,
      })
      return { service: p.service, version: Number(secret.version), until }
    },
  ),
  'secrets.rotate': handler(z.strictObject({ overlap: z.int().nonnegative(), cause: z.string() }), async (work, p) => {
    const row = await one(
      work,
      'UPDATE sandbox.secrets SET version = version + 1, rotated_at = now() WHERE path = $1 RETURNING version',
      [work.target],
      `there is no secret ${work.target}`,
    )
    return { version: Number(row.version), overlap_seconds: p.overlap }
  }),
  'secrets.revoke_leases': handler(z.strictObject({ cause: z.string() }), async (work) => {
    const { rowCount } = await work.client.query(
      'UPDATE sandbox.leases SET revoked_at = now() WHERE path = $1 AND revoked_at IS NULL',
      [work.target],
    )
    return { revoked: rowCount ?? 0 }
  }),
}
