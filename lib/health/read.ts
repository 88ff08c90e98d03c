import { logHalted } from '@/lib/audit/halted'
import { env } from '@/lib/platform/env'
import { prisma } from '@/lib/platform/prisma'

/** Something that makes this deployment weaker than it could be: a stable code and a sentence. */
export interface Weakness {
  readonly code: string
  readonly message: string
}

const PATIENCE_MS = 2_000

/**
 * What weakens the posture of this process, read from the database's and the process's own facts.
 * Rejects when the database does not answer within two seconds: then nothing can be decided or logged here.
 */
export async function readPosture(): Promise<readonly Weakness[]> {
  const [facts] = await withinPatience(prisma().$queryRaw<DatabaseFacts[]>`
    SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS durable,
      has_table_privilege('log_entries', 'UPDATE') OR has_table_privilege('log_entries', 'DELETE') AS may_rewrite,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
      coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
      coalesce(inet_client_addr() = ANY (ARRAY['127.0.0.1', '::1']::inet[]), true) AS local`)
  if (!facts) throw new Error('the database gave no answer')
  const { baseUrl, demo } = env()
  const url = new URL(baseUrl)
  const halt = logHalted()
  const found: (Weakness | false)[] = [
    halt !== null && {
      code: 'log.halted',
      message: `The transparency log contradicts itself and is halted (${halt.code}): nothing more is numbered or signed.`,
    },
    demo && { code: 'demo', message: 'Demo sign-in is open: anybody who reaches this address is whoever they say.' },
    facts.superuser && { code: 'database.superuser', message: 'The application uses a superuser of the database.' },
    facts.may_rewrite && {
      code: 'database.one_role',
      message:
        'The application could ask the database to rewrite the log; only triggers refuse. Give it a role of its own (DATABASE_APP_URL).',
    },
    !facts.durable && {
      code: 'database.not_durable',
      message: 'The database may lose committed decisions in a power cut.',
    },
    !facts.encrypted &&
      !facts.local && { code: 'database.plain', message: 'The connection to the database is not encrypted.' },
    url.protocol === 'http:' &&
      !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) && {
        code: 'http.plain',
        message: 'The console is served without encryption, and not only to this machine.',
      },
  ]
  return found.filter((weakness) => weakness !== false)
}

interface DatabaseFacts {
  readonly durable: boolean
  readonly may_rewrite: boolean
  readonly superuser: boolean
  readonly encrypted: boolean
  readonly local: boolean
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the database does not answer')), PATIENCE_MS)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
