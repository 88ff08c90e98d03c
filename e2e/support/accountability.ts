import { z } from 'zod'
import type { TestDatabase } from './database'
import type { Ceremony } from './passkey'
import { get, post, type Signer } from './people'

const challengeAnswer = z.object({
  challenge: z.object({
    challenge_id: z.string(),
    options: z.looseObject({ challenge: z.string() }),
    statement: z.string(),
  }),
})

/** Names who answers for a role, and gives the assignment's id. */
export async function assign(
  person: { cookie: string },
  slug: string,
  role: string,
  who: Record<string, unknown>,
): Promise<string> {
  const answer = await post(person, `/accountability/cells/${slug}/${role}/assign`, who)
  if (answer.status !== 201) throw new Error(`assigning answered ${answer.status} ${await answer.text()}`)
  return z.object({ assignment_id: z.string() }).parse(await answer.json()).assignment_id
}

/** Asks what to sign for an assignment. */
export async function toSign(person: { cookie: string }, id: string) {
  const answer = await post(person, `/accountability/assignments/${id}/acknowledge`, {})
  if (answer.status !== 200) throw new Error(`acknowledging answered ${answer.status} ${await answer.text()}`)
  return challengeAnswer.parse(await answer.json()).challenge
}

/** The signature over what was asked, by this person's passkey; `ceremony` makes it a dishonest one. */
export function signatureOf(
  person: Signer,
  asked: Awaited<ReturnType<typeof toSign>>,
  ceremony: Partial<Ceremony> = {},
) {
  return {
    challenge_id: asked.challenge_id,
    assertion: person.passkey.get({ challenge: asked.options.challenge, ...ceremony }),
  }
}

/** Signs that this person answers for it. */
export async function acknowledge(person: Signer, id: string): Promise<Response> {
  const signature = signatureOf(person, await toSign(person, id))
  return post(person, `/accountability/assignments/${id}/acknowledge`, { signature })
}

/** The id of the live assignment of a role. */
export async function liveAssignment(db: TestDatabase, slug: string, role: string): Promise<string> {
  const [row] = await db.asOwner(
    `SELECT a.id FROM accountability_assignments a JOIN workflows w ON w.id = a.workflow_id WHERE w.slug = $1 AND a.role = $2 AND a.ended_at IS NULL`,
    [slug, role],
  )
  if (typeof row?.id !== 'string') throw new Error(`nobody answers for ${role} of ${slug}`)
  return row.id
}

/** Sentences of what somebody was told, newest first. */
export async function toldTo(person: { cookie: string }): Promise<string[]> {
  const page = z
    .object({ items: z.array(z.object({ sentence: z.string() })) })
    .parse(await (await get(person, '/notices?limit=100')).json())
  return page.items.map(({ sentence }) => sentence)
}
