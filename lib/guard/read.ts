import type { Vote } from '@/lib/core/decision/quorum'
import type { Directory } from '@/lib/core/directory'
import { guardSentence, signalToYou } from '@/lib/core/guard/explain'
import { demandOf } from '@/lib/core/guard/level'
import { unusualField } from '@/lib/core/guard/question'
import { guardNumbers } from '@/lib/core/guard/settings'
import type { Level, Presentation } from '@/lib/core/presentation/presentation'
import type { enoughWithout } from '@/lib/core/triage/may-triage'
import { freshDirectory } from '@/lib/directory/current'
import { viewerOf } from '@/lib/inbox/viewer'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { enoughOthers, kindOf, standOf } from './approval'
import type { GuardSettingsView, GuardView } from './schema'
import { findOthers, findResting, watch } from './store'

type Shown = Parameters<typeof enoughWithout>[1] & {
  id: string
  workflowId: string
  action: string
  level: string
  /** Canonical text. */
  presentation: string
  decisions: readonly { personId: string; verb: string }[]
}

const nothing: GuardView = { level: 'none', sentence: null, reasons: [], until: null }

/** What the guard says to whoever may decide this request now. Writes nothing: a change of level is written by the next approval. */
export async function readGuard(
  personId: string,
  mayDecide: boolean,
  request: Shown,
  directory: Directory,
): Promise<GuardView> {
  const { many } = directory.organisation.guard
  if (!mayDecide) return nothing
  // A rest that has begun lasts, also where the guard was turned off since.
  if (many === 0 && !(await findResting(prisma())).has(personId)) return nothing
  const votes = request.decisions.map((decision) => ({ ...decision, passkeyId: null })) as Vote[]
  const watching = await watch(prisma(), personId, kindOf(request))
  const stands = standOf(watching, many)
  if (stands.level === 'none') return nothing
  const level = demandOf({
    level: stands.level,
    request: request.level as Level,
    // It may be read for as long as it takes: only the press itself can come too early.
    hasty: null,
    enoughOthers:
      stands.level === 'reroute' && enoughOthers(personId, request, votes, await findResting(prisma()), directory),
  })
  if (level === 'none') return nothing
  const until = stands.until?.toISOString() ?? null
  const language = sayingIn()
  const others = level === 'nudge' ? await findOthers(prisma(), viewerOf(personId, directory), request) : null
  return {
    level,
    sentence: guardSentence(
      level,
      until,
      others === null ? null : unusualField(JSON.parse(request.presentation) as Presentation, others.alike, language),
      language,
    ),
    reasons: stands.signals.map((signal) => signalToYou(signal, language)),
    until,
  }
}

/** The organisation's numbers as they hold now; whoever is guarded by them may know them. */
export async function readGuardSettings(): Promise<GuardSettingsView> {
  return guardNumbers((await freshDirectory()).organisation.guard)
}
