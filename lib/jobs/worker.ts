import { Logger, run, type TaskList } from 'graphile-worker'
import { log } from '@/lib/platform/log'
import { tasks } from './tasks'

export interface WorkerOptions {
  /** Of the owner of the queue's tables (DATABASE_URL); on a connection that keeps its session. */
  readonly ownerUrl: string
  /** Tasks at once in this process; 2 unless told. */
  readonly concurrency?: number
}

export interface RunningWorker {
  /** Lets running tasks finish, takes no more, and closes the connections. */
  stop(): Promise<void>
}

/** Runs the tasks that verbs enqueued in their transactions (`countersign_enqueue`). The queue's schema is migrated at start-up. */
export async function startWorker({ ownerUrl, concurrency = 2 }: WorkerOptions): Promise<RunningWorker> {
  const runner = await run({
    connectionString: ownerUrl,
    concurrency,
    maxPoolSize: concurrency + 2,
    taskList: taskList(),
    // The server decides when to stop; a second handler of SIGTERM would race it.
    noHandleSignals: true,
    parsedCronItems: [],
    logger: quietLogger(),
  })
  return { stop: () => runner.stop() }
}

/** Each task with its payload checked first; a payload of another shape fails the job, which keeps it visible in the queue. */
function taskList(): TaskList {
  const list: TaskList = {}
  for (const [name, { payload, run: verb }] of Object.entries(tasks)) {
    list[name] = async (given: unknown) => {
      await verb(payload.parse(given ?? {}))
    }
  }
  return list
}

/** The queue's own words, on our log: errors and warnings as they are, the rest only when debugging. */
function quietLogger(): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const fields = { queue: scope, ...(meta === undefined ? {} : { meta }) }
    if (level === 'error') log().error(fields, message)
    else if (level === 'warning') log().warn(fields, message)
    else log().debug(fields, message)
  })
}
