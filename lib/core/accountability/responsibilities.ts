import type { Directory } from '../directory'
import type { SaidIn } from '../language/said'
import { assigneeOf } from './gap'
import { accountabilityWords } from './say'

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
export function responsibilitiesOf(personId: string, directory: Directory, language: SaidIn = 'en'): Responsibility[] {
  const { roleOf, capacity } = accountabilityWords(language)
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
          title: roleOf(assignment.role, workflow.title),
          detail: team
            ? capacity.leads(team.slug)
            : assignment.vendor
              ? capacity.vouches(assignment.vendor.name)
              : capacity.byName,
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
      .map(
        ({ id, slug, title }): Responsibility => ({ kind: 'team_lead', id, slug, title, detail: capacity.leadsTeam }),
      ),
    ...named('agent', directory.agents.values(), ({ sponsorId }) => sponsorId, capacity.sponsorsAgent),
    ...named('executor', directory.executors.values(), ({ sponsorId }) => sponsorId, capacity.sponsorsExecutor),
    ...named('pipeline', directory.pipelines.values(), ({ sponsorId }) => sponsorId, capacity.sponsorsPipeline),
    ...named('runtime', directory.runtimes.values(), ({ ownerId }) => ownerId, capacity.answersForRuntime),
    ...workflows
      .filter(({ ownerIds }) => ownerIds.includes(personId))
      .map(
        ({ id, slug, title, ownerIds }): Responsibility => ({
          kind: 'workflow_owner',
          id,
          slug,
          title,
          detail: ownerIds.length === 1 ? capacity.ownsAlone : capacity.ownsWorkflow,
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
