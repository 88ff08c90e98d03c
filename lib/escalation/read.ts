import type { Directory } from '@/lib/core/directory'
import { aboutTelling, nextWords, whyTold } from '@/lib/core/escalation/explain'
import { nameOf } from '@/lib/core/names'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { EscalationView } from './schema'
import { findSteps, findTimer } from './store'

/** Who was told of a request, and who is next; null for one that nobody was asked about. Visibility was asked before. */
export async function readEscalation(
  requestId: string,
  personId: string,
  directory: Directory,
): Promise<EscalationView | null> {
  const [steps, timer] = await Promise.all([findSteps(prisma(), [requestId]), findTimer(prisma(), requestId)])
  if (steps.length === 0) return null
  const language = sayingIn()
  const name = (id: string) => nameOf(id, directory)
  const told = new Map<string, EscalationView['told'][number]>()
  const remarks = new Set<string>()
  for (const { people, notes, at } of steps) {
    for (const id of people) {
      const note = notes.find((candidate) => 'person' in candidate && candidate.person === id)
      const why = note ? whyTold(note, name, language) : null
      if (!told.has(id)) told.set(id, { id, name: name(id), is_me: id === personId, why, at: at.toISOString() })
    }
    for (const note of notes) {
      const remark = aboutTelling(note, name, language)
      if (remark !== null) remarks.add(remark)
    }
  }
  return {
    told: [...told.values()],
    remarks: [...remarks],
    next: timer ? { who: nextWords(timer.step, language), at: timer.nextAt.toISOString() } : null,
  }
}
