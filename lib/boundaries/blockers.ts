import type { TestResult } from '@/lib/core/boundary/analysis'
import { type BlockerWords, blockerWords } from '@/lib/core/boundary/blocker-words'
import { claimsInForce, overlapsWith } from '@/lib/core/boundary/claims'
import type { Rule } from '@/lib/core/boundary/rule'
import type { SaidIn } from '@/lib/core/language/said'
import type { Blocker } from '@/lib/core/refusal'
import { workflowGaps } from '@/lib/core/workflow/gaps'
import type { Around, Checked } from './around'
import type { CheckView } from './schema-views'

/** What keeps a text from being read at all. */
export function textBlockers(check: Pick<CheckView, 'faults' | 'catalogue_faults'>, language: SaidIn): Blocker[] {
  return [
    ...check.faults.slice(0, 20).map(
      (fault): Blocker => ({
        code: 'invalid_text',
        where: fault.rule ?? `line ${fault.line}`,
        message: blockerWords[language].place(fault.line, fault.column, fault.message),
      }),
    ),
    ...check.catalogue_faults.slice(0, 20).map(
      (fault): Blocker => ({
        code: 'invalid_catalogue',
        where: fault.pointer,
        message: fault.message,
      }),
    ),
  ]
}

/** Pinned examples that come out otherwise than pinned. */
export function testBlockers(tests: readonly TestResult[]): Blocker[] {
  return tests
    .filter(({ passed }) => !passed)
    .map(({ name, message }): Blocker => ({ code: 'test_fails', where: name, message }))
}

/** What is settled outside of the text, and asked again at the moment of activation: who answers, who is there, what works. */
export function activationBlockers(text: Checked, rules: readonly Rule[], around: Around, language: SaidIn): Blocker[] {
  const words = blockerWords[language]
  const { workflow, directory, now } = around
  return [
    ...workflowGaps(workflow, text.catalogue.runtimes, directory, now, language).map(
      (gap): Blocker => ({
        code: gap.code,
        where: gap.where,
        message: gap.sentence,
      }),
    ),
    ...overlapBlockers(text, around, words),
    ...machineBlockers(text, around, words),
    ...teamBlockers(rules, around, words),
  ]
}

/** What another workflow claims too, in a runtime that both share, until one of the two was chosen to judge it (DESIGN 5). */
function overlapBlockers({ catalogue }: Checked, { workflow, directory }: Around, words: BlockerWords): Blocker[] {
  const others = [...directory.workflows.values()].filter(({ boundary }) => boundary !== null).map(claimsInForce)
  const claims = { workflowId: workflow.id, slug: workflow.slug, title: workflow.title, catalogue }
  return overlapsWith(claims, others, directory.ownerships)
    .filter(({ ownerId }) => ownerId === null)
    .map(
      ({ runtime, action, patterns, workflows: [, other] }): Blocker => ({
        code: 'runtime_overlap',
        where: runtime,
        message: words.overlap(other.title, action, patterns[1], runtime),
      }),
    )
}

function machineBlockers({ catalogue }: Checked, { directory }: Around, words: BlockerWords): Blocker[] {
  const named = (
    kind: 'agent' | 'executor' | 'runtime',
    slugs: readonly string[],
    known: Iterable<{ slug: string; status: string }>,
  ) => {
    const status = new Map([...known].map((each) => [each.slug, each.status]))
    return slugs.flatMap((slug): Blocker[] => {
      const found = status.get(slug)
      if (found === 'active') return []
      const message = found === undefined ? words.noMachine[kind](slug) : words.machineIs[kind](slug, found)
      return [{ code: 'machine_inactive', where: slug, message }]
    })
  }
  return [
    ...named('agent', catalogue.agents, directory.agents.values()),
    ...named('executor', catalogue.executors, directory.executors.values()),
    ...named('runtime', catalogue.runtimes, directory.runtimes.values()),
  ]
}

function teamBlockers(rules: readonly Rule[], { directory }: Around, words: BlockerWords): Blocker[] {
  const slugs = [...new Set(rules.flatMap((rule) => rule.approvers))].sort()
  return slugs.flatMap((slug): Blocker[] => {
    const team = directory.teams.get(directory.teamIdBySlug.get(slug) ?? '')
    const present = [...(team?.memberIds ?? [])].some((id) => directory.people.get(id)?.status === 'active')
    if (team && present) return []
    return [{ code: 'team_empty', where: slug, message: team ? words.teamEmpty(team.title) : words.noTeam(slug) }]
  })
}
