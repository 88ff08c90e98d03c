import type pg from 'pg'
import type { z } from 'zod'

/** The work cannot be done as it was approved; the message is what the executor reports. Nothing was changed. */
export class WorkRefused extends Error {
  override readonly name = 'WorkRefused'
}

export type Result = { readonly [key: string]: string | number | boolean | null }

/** What a handler may use: a client inside the one transaction of this execution, and the folder for files. */
export interface Work {
  readonly client: pg.ClientBase
  readonly executionId: string
  /** The part of the resource after its kind. */
  readonly target: string
  readonly files: SandboxFiles
}

export interface SandboxFiles {
  /** Writes `<sandbox>/<folder>/<name>` whole; the same content again changes nothing. */
  write(folder: string, name: string, content: unknown): void
  read(folder: string, name: string): unknown
  list(folder: string): string[]
}

/** One kind of action: its params, parsed once more because an executor trusts nobody, and what it does. */
export interface Handler {
  readonly act: (work: Work, params: unknown) => Promise<Result>
}

/** Ties a params schema to the code that uses it. */
export function handler<S extends z.ZodType>(
  schema: S,
  act: (work: Work, params: z.output<S>) => Promise<Result>,
): Handler {
  return {
    act: (work, params) => {
      const parsed = schema.safeParse(params)
      if (!parsed.success)
        throw new WorkRefused(`the params are not those of this action: ${parsed.error.issues[0]?.message}`)
      return act(work, parsed.data)
    },
  }
}

/** The single row of a statement; a refusal with `otherwise` when there is none. */
export async function one(
  work: Work,
  sql: string,
  values: readonly unknown[],
  otherwise: string,
): Promise<Record<string, unknown>> {
  const { rows } = await work.client.query<Record<string, unknown>>(sql, [...values])
  if (!rows[0]) throw new WorkRefused(otherwise)
  return rows[0]
}
