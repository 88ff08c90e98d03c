import type { TestWish } from '@/lib/core/boundary/analysis'
import { judgeWish, teamsOf, wishSentence } from '@/lib/core/boundary/wish'
import type { Directory } from '@/lib/core/directory'
import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { Checked } from './around'
import type { TryView } from './schema-views'
import { activeSide, draftSide } from './sides'
import { boundaryOf } from './store'

type Text = Pick<Checked, 'cedar' | 'catalogue'> & { wish: TestWish }

/** What a text would say to one imagined request, and who would be asked right now; null to whoever may not read the workflow. */
export async function readTry(personId: string, slug: string, { wish, ...text }: Text): Promise<TryView | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return null
  const [inReview, row] = await Promise.all([
    prisma().boundary.count({ where: { workflowId: workflow.id, status: 'in_review' } }),
    prisma().boundary.findFirst({ where: { workflowId: workflow.id, status: 'active' } }),
  ])
  if (!mayReadWorkflow(personId, workflow, inReview > 0, directory)) return null
  const got = judgeWish(wish, draftSide(text), directory)
  return {
    level: got.level,
    rules: got.reasons,
    sentence: wishSentence(got, sayingIn()),
    asked: teamsOf(got, directory).map((team) => ({ team, people: askedNow(team, wish.agent, directory) })),
    active_level: row && judgeWish(wish, activeSide(boundaryOf(row)), directory).level,
  }
}

/** Members who could decide: active, and not the sponsor of the agent (law 4). */
function askedNow(team: string, agent: string, directory: Directory): string[] {
  const sponsor = [...directory.agents.values()].find(({ slug }) => slug === agent)?.sponsorId
  const members = directory.teams.get(directory.teamIdBySlug.get(team) ?? '')?.memberIds ?? []
  return [...members]
    .filter((id) => id !== sponsor && directory.people.get(id)?.status === 'active')
    .map((id) => directory.people.get(id)?.name ?? id)
    .sort()
}
