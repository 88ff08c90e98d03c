import { z } from 'zod'
import { type Handler, handler, one, type Work } from './handler'

const cluster = z.record(
  z.string(),
  z.object({
    version: z.string().optional(),
    image: z.string().optional(),
    strategy: z.string().optional(),
    replicas: z.number().optional(),
  }),
)

/** A cluster is a file that says what runs there; a flag is a row. */
export const deployment: Readonly<Record<string, Handler>> = {
  'deploy.release': handler(
    z.strictObject({
      service: z.string(),
      version: z.string(),
      strategy: z.string(),
      schema_change: z.boolean(),
      image: z.string(),
    }),
    async (work, p) => {
      const before = clusterOf(work)
      const { version, image, strategy } = p
      work.files.write('clusters', fileOf(work), {
        ...before,
        [p.service]: { ...before[p.service], version, image, strategy },
      })
      return { service: p.service, before: before[p.service]?.version ?? null, after: version }
    },
  ),
  'deploy.scale': handler(z.strictObject({ service: z.string(), replicas: z.int().nonnegative() }), async (work, p) => {
    const before = clusterOf(work)
    work.files.write('clusters', fileOf(work), {
      ...before,
      [p.service]: { ...before[p.service], replicas: p.replicas },
    })
    return { service: p.service, before: before[p.service]?.replicas ?? null, after: p.replicas }
  }),
  'deploy.set_flag': handler(z.strictObject({ percent: z.int().min(0).max(100) }), async (work, p) => {
    const row = await one(
      work,
      'UPDATE sandbox.flags SET percent = $2 WHERE name = $1 RETURNING name',
      [work.target, p.percent],
      `there is no flag ${work.target}`,
    )
    return { flag: String(row.name), percent: p.percent }
  }),
}

function fileOf(work: Work): string {
  return `${work.target.replace(/[^a-z0-9-]/g, '_')}.json`
}

function clusterOf(work: Work): z.infer<typeof cluster> {
  const parsed = cluster.safeParse(work.files.read('clusters', fileOf(work)))
  return parsed.success ? parsed.data : {}
}
