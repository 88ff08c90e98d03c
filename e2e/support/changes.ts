import { z } from 'zod'
import type { World } from '@/e2e/api/world'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import type { Ceremony } from './passkey'
import { get, post, type Signer } from './people'

/** Somebody with a session in the console. */
type Person = { readonly id: string; readonly cookie: string }

/** The open version as this person reads it. @throws Error when it is not theirs to read. */
export async function draftOf(person: Person, slug = 'payments'): Promise<BoundaryView> {
  const answer = await get(person, `/workflows/${slug}/draft`)
  if (answer.status !== 200) throw new Error(`the draft was not read: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** Opens a draft, from the version in force or from the one named. */
export function openDraft(person: Person, from?: number, slug = 'payments'): Promise<Response> {
  return post(person, `/workflows/${slug}/draft`, from === undefined ? {} : { from_version: from })
}

/** What an editor sends when it saves `draft` with something changed. */
export function textOf(
  draft: BoundaryView,
  over: Partial<Pick<BoundaryView, 'cedar' | 'catalogue' | 'tests' | 'edits' | 'title'>> = {},
) {
  const { edits, cedar, catalogue, tests, title, note, ticket } = { ...draft, ...over }
  return { edits, cedar, catalogue, tests, title, note, ticket }
}

/** Saves a draft as an editor does; gives the answer. */
export function save(person: Person, draft: BoundaryView, over: Parameters<typeof textOf>[1] = {}, slug = 'payments') {
  return post(person, `/workflows/${slug}/draft/save`, textOf(draft, over))
}

/** Gives the open version up, whatever its state, so that a test begins with none; as the owner of the tables. */
export async function clearDraft(world: World, slug = 'payments'): Promise<void> {
  await world.db.asOwner(
    `UPDATE boundaries SET status = 'draft', submitted_at = NULL, analysis = NULL, direction = NULL, reviews_needed = 1, change_digest = NULL, activate_at = NULL
     WHERE status = 'in_review' AND workflow_id = (SELECT id FROM workflows WHERE slug = $1)`,
    [slug],
  )
  await world.db.asOwner(
    `UPDATE boundaries SET status = 'retired' WHERE status = 'draft' AND workflow_id = (SELECT id FROM workflows WHERE slug = $1)`,
    [slug],
  )
}

/** Hands the open draft in as it is stored. */
export async function submit(
  person: Person,
  over: { accepts?: boolean; edits?: number; activate_at?: string } = {},
  slug = 'payments',
) {
  const { edits } = await draftOf(person, slug)
  return post(person, `/workflows/${slug}/draft/submit`, { edits, ...over })
}

/** Opens a draft, writes `cedar` into it and hands it in; gives what reviewers see. @throws Error when something is refused. */
export async function handIn(person: Person, cedar: string, slug = 'payments'): Promise<BoundaryView> {
  const opened = await openDraft(person, undefined, slug)
  if (opened.status !== 201) throw new Error(`no draft was opened: ${await opened.text()}`)
  const saved = await save(person, await draftOf(person, slug), { cedar }, slug)
  if (saved.status !== 200) throw new Error(`the draft was not saved: ${await saved.text()}`)
  const handed = await submit(person, { accepts: true }, slug)
  if (handed.status !== 200) throw new Error(`it was not handed in: ${await handed.text()}`)
  return draftOf(person, slug)
}

type Said = Partial<{ verb: string; reason: string; accepts: boolean; change_digest: string }>

/** What a reviewer says of a change, as it is shown to them. */
export function reviewOf(change: BoundaryView, over: Said = {}) {
  return {
    verb: 'approve',
    change_digest: change.review?.change_digest ?? '',
    reason: 'I have read it.',
    accepts: true,
    ...over,
  }
}

/** Sends a review that takes no signature, or one whose signature is asked for. */
export function review(person: Person, change: BoundaryView, over: Said = {}): Promise<Response> {
  return post(person, `/workflows/${change.workflow.slug}/draft/review`, reviewOf(change, over))
}

/** Approves a change with the person's passkey: asks what to sign, signs exactly that. The refusal when it is not asked for. */
export async function letThrough(person: Signer, change: BoundaryView, over: Said = {}): Promise<Response> {
  const asked = await review(person, change, over)
  if (asked.status !== 200) return asked
  return post(person, `/workflows/${change.workflow.slug}/draft/review`, {
    ...reviewOf(change, over),
    signature: signatureOf(person, await asked.json()),
  })
}

const challenge = z.object({
  challenge: z.object({ challenge_id: z.string(), options: z.looseObject({ challenge: z.string() }) }),
})

/** The signature of what a call answered to be signed. */
export function signatureOf(person: Signer, answer: unknown, ceremony: Partial<Ceremony> = {}) {
  const { challenge_id, options } = challenge.parse(answer).challenge
  return { challenge_id, assertion: person.passkey.get({ challenge: options.challenge, ...ceremony }) }
}
