import type { Directory } from '../directory'
import { assigneeOf, roleTitles } from './gap'

/** One thing that a person answers for by name. `id` is the assignment, team, machine, pipeline, runtime or workflow. */
export type Responsibility = {
  kind: 'role' | 'team_lead' | 'agent' | 'executor' | 'pipeline' | 'runtime' | 'workflow_owner'
  id: string
  title: string
  /** What follows from it, or in which capacity. */
  detail: string
  /** Slug of the workflow, team, machine or runtime that it is about. */
  slug: string
}

/** Everything that a person answers for: what is left without anybody when they leave, and what a hand-over is about. */
export function responsibilitiesOf(personId: string, directory: Directory): Responsibility[] {
  const workflows = [...directory.workflows.values()]
  const roles = workflows.flatMap((workflow) =>
    workflow.assignments.flatMap((assignment): Responsibility[] => {
      if (assigneeOf(assignment, directory) !== personId) return []
      const team = assignment.teamId === null ? null : directory.teams.get(assignment.teamId)
      return [
        {
          kind: 'role',
          id: assignment.id,
          slug: workflow.slug,
          title: `${roleTitles[assignment.role]} of ${workflow.title}`,
          detail: team
            ? `as lead of ${team.slug}`
            : assignment.vendor
              ? `vouches for ${assignment.vendor.name}`
              : 'by name',
        },
      ]
    }),
  )
  const named = <T extends { id: string; slug: string; title: string; status: string }>(
    kind: Responsibility['kind'],
    all: Iterable<T>,
    whose: (one: T) => string | null,
    detail: string,
  ): Responsibility[] =>
    [...all]
      .filter((one) => whose(one) === personId && one.status !== 'retired')
      .map(({ id, slug, title }) => ({ kind, id, slug, title, detail }))
  return [
    ...roles,
    ...[...directory.teams.values()]
      .filter((team) => team.leadId === personId)
      .map(({ id, slug, title }): Responsibility => ({ kind: 'team_lead', id, slug, title, detail: 'leads the team' })),
    ...named('agent', directory.agents.values(), ({ sponsorId }) => sponsorId, 'sponsors the agent'),
    ...named('executor', directory.executors.values(), ({ sponsorId }) => sponsorId, 'sponsors the executor'),
    ...named('pipeline', directory.pipelines.values(), ({ sponsorId }) => sponsorId, 'sponsors the pipeline'),
    ...named('runtime', directory.runtimes.values(), ({ ownerId }) => ownerId, 'answers for the runtime'),
    ...workflows
      .filter(({ ownerIds }) => ownerIds.includes(personId))
      .map(
        ({ id, slug, title, ownerIds }): Responsibility => ({
          kind: 'workflow_owner',
          id,
          slug,
          title,
          detail: ownerIds.length === 1 ? 'owns the workflow, alone' : 'owns the workflow',
        }),
      ),
  ]
}

/** How many roles each person answers for, in whatever capacity. */
export function loads(directory: Directory): ReadonlyMap<string, number> {
  const counted = new Map<string, number>()
  for (const { assignments } of directory.workflows.values())
    for (const assignment of assignments) {
      const who = assigneeOf(assignment, directory)
      if (who !== null) counted.set(who, (counted.get(who) ?? 0) + 1)
    }
  return counted
}
