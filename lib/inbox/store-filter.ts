import type { Directory } from '@/lib/core/directory'
import type { Term } from '@/lib/core/inbox/query'
import { durationSeconds, type Field, levelsWhere, type Operator } from '@/lib/core/inbox/query-fields'
import { matchesGlob } from '@/lib/core/request/resource'
import { Prisma } from '@/prisma/generated/client'
import { decidableBy, snoozedBy, type Viewer } from './store'

type For = { viewer: Viewer; directory: Directory }

/**
 * A query as a condition on `requests r`: terms of one field are alternatives, fields must all hold, a minus excludes, and
 * words must all be there. Only ever narrows what the caller's other conditions leave.
 */
export function filterSql(terms: readonly Term[], who: For): Prisma.Sql {
  const parts = [Prisma.sql`true`]
  const alternatives = new Map<Field, Prisma.Sql[]>()
  for (const term of terms) {
    const condition = termSql(term, who)
    if (term.negated) parts.push(Prisma.sql`NOT coalesce(${condition}, false)`)
    else if (term.op === ':' && term.field !== 'text' && term.field !== 'is') {
      alternatives.set(term.field, [...(alternatives.get(term.field) ?? []), condition])
    } else parts.push(condition)
  }
  for (const each of alternatives.values()) parts.push(Prisma.sql`(${Prisma.join(each, ' OR ')})`)
  return Prisma.join(parts, ' AND ')
}

/** True when the query itself asks for what was put aside. */
export function asksForSnoozed(terms: readonly Term[]): boolean {
  return terms.some((term) => term.field === 'is' && term.value === 'snoozed' && !term.negated)
}

function termSql({ field, op, value }: Term, who: For): Prisma.Sql {
  const { directory } = who
  switch (field) {
    case 'level':
      return Prisma.sql`r.level = ANY(${levelsWhere(op, value)}::text[])`
    case 'workflow':
      return Prisma.sql`r.workflow_id = ANY(${idsBySlug(directory.workflows.values(), value)}::text[])`
    case 'agent':
      return Prisma.sql`r.agent_id = ANY(${idsBySlug(directory.agents.values(), value)}::text[])`
    case 'executor':
      return Prisma.sql`r.executor_id = ANY(${idsBySlug(directory.executors.values(), value)}::text[])`
    case 'env':
      return like(Prisma.sql`lower(r.environment)`, glob(value))
    case 'action':
      return like(Prisma.sql`lower(r.action)`, glob(value))
    case 'resource':
      return like(Prisma.sql`lower(r.resource)`, glob(value.toLowerCase()))
    case 'sponsor':
      return Prisma.sql`r.sponsor_id = ANY(${sponsorIds(value, who)}::text[])`
    case 'version':
      return Prisma.sql`r.boundary_version ${comparison(op)} ${Number(value)}`
    case 'state':
      return stateSql(value)
    case 'due':
      // Only what is pending is due.
      return Prisma.sql`(r.status = 'pending' AND r.expires_at ${comparison(op)} now() + make_interval(secs => ${durationSeconds(value) ?? 0}) AND r.expires_at > now())`
    case 'is':
      return conditionSql(value, who)
    case 'text':
      return wordSql(value, directory)
  }
}

function stateSql(value: string): Prisma.Sql {
  if (value === 'pending') return Prisma.sql`(r.status = 'pending' AND r.expires_at > now())`
  // Whether the sweeper has been there or not.
  if (value === 'expired') return Prisma.sql`(r.status = 'expired' OR (r.status = 'pending' AND r.expires_at <= now()))`
  return Prisma.sql`r.status = ${value}`
}

function conditionSql(value: string, { viewer }: For): Prisma.Sql {
  const me = viewer.personId
  const claimed = (by: Prisma.Sql) =>
    Prisma.sql`(r.status = 'pending' AND EXISTS (SELECT 1 FROM request_claims c WHERE c.request_id = r.id AND c.until > now() AND ${by}))`
  switch (value) {
    case 'claimed':
      return claimed(Prisma.sql`true`)
    case 'mine':
      return Prisma.sql`(${claimed(Prisma.sql`c.person_id = ${me}`)} OR EXISTS (SELECT 1 FROM request_handovers h WHERE h.request_id = r.id AND h.to_id = ${me}) AND ${decidableBy(viewer)})`
    case 'snoozed':
      return snoozedBy(viewer)
    default:
      return Prisma.sql`EXISTS (SELECT 1 FROM request_questions q WHERE q.request_id = r.id AND q.answer IS NULL)`
  }
}

/** A word is found in the title, code, id or resource, and in the names of agent, sponsor and workflow. */
function wordSql(value: string, directory: Directory): Prisma.Sql {
  const text = `%${plain(value)}%`
  const wanted = value.toLowerCase()
  const agents = [...directory.agents.values()].filter(({ slug }) => slug.includes(wanted)).map(({ id }) => id)
  const people = [...directory.people.values()]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id }) => id)
  const workflows = [...directory.workflows.values()]
    .filter(({ title }) => title.toLowerCase().includes(wanted))
    .map(({ id }) => id)
  return Prisma.sql`(r.title ILIKE ${text} OR r.binding_code ILIKE ${text} OR r.id = ${value} OR r.resource ILIKE ${text}
    OR r.agent_id = ANY(${agents}::text[]) OR r.sponsor_id = ANY(${people}::text[]) OR r.workflow_id = ANY(${workflows}::text[]))`
}

function sponsorIds(value: string, { viewer, directory }: For): string[] {
  if (value === 'me') return [viewer.personId]
  return [...directory.people.values()].filter(({ name }) => name.toLowerCase().includes(value)).map(({ id }) => id)
}

/** Slugs that fit: `*` stands for anything, and without one the beginning is enough, so that `agent:billing` finds. */
function idsBySlug(things: Iterable<{ id: string; slug: string }>, value: string): string[] {
  const pattern = value.includes('*') ? value : `${value}*`
  return [...things].filter(({ slug }) => matchesGlob(slug, pattern)).map(({ id }) => id)
}

function like(column: Prisma.Sql, pattern: string): Prisma.Sql {
  return Prisma.sql`${column} LIKE ${pattern}`
}

function glob(value: string): string {
  const pattern = value.split('*').map(plain).join('%')
  return value.includes('*') ? pattern : `${pattern}%`
}

function plain(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

const COMPARISONS: { readonly [op in Operator]: Prisma.Sql } = {
  ':': Prisma.sql`=`,
  '<': Prisma.sql`<`,
  '<=': Prisma.sql`<=`,
  '>': Prisma.sql`>`,
  '>=': Prisma.sql`>=`,
}

function comparison(op: Operator): Prisma.Sql {
  return COMPARISONS[op]
}
