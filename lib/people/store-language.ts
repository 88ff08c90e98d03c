import type { SaidIn } from '@/lib/core/language/said'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

/** What a message to this person is written in; English for nobody in particular. */
export async function findLanguage(db: Db, personId: string | null): Promise<SaidIn> {
  if (personId === null) return 'en'
  const row = await db.personLanguage.findUnique({ where: { personId } })
  return row?.language === 'de' ? 'de' : 'en'
}

/** Keeps what somebody chose; gives what it was, or null when it was that already and chosen. */
export async function saveLanguage(tx: Tx, personId: string, language: SaidIn): Promise<{ before: string } | null> {
  // Two choices at once: the second one waits, and says what the first one made of it.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.language.' || ${personId}, 0))`
  const row = await tx.personLanguage.findUnique({ where: { personId } })
  if (row?.language === language && row.chosenAt !== null) return null
  await tx.$executeRaw`
    INSERT INTO person_languages (person_id, language, chosen_at) VALUES (${personId}, ${language}, clock_timestamp())
    ON CONFLICT (person_id) DO UPDATE SET language = excluded.language, chosen_at = excluded.chosen_at`
  return { before: row?.language ?? 'en' }
}

/** Notes what the browser of somebody who signs in asks for; nothing when they have chosen. */
export async function noteLanguage(tx: Tx, personId: string, language: SaidIn): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO person_languages (person_id, language) VALUES (${personId}, ${language})
    ON CONFLICT (person_id) DO UPDATE SET language = excluded.language WHERE person_languages.chosen_at IS NULL`
}
