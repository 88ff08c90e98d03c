import type { World } from '@/e2e/api/world'
import type { BoundaryView } from '@/lib/boundaries/schema'
import { get, post } from './people'

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
    `UPDATE boundaries SET status = 'draft', submitted_at = NULL, analysis = NULL, direction = NULL, reviews_needed = 1, change_digest = NULL
     WHERE status = 'in_review' AND workflow_id = (SELECT id FROM workflows WHERE slug = $1)`,
    [slug],
  )
  await world.db.asOwner(
    `UPDATE boundaries SET status = 'retired' WHERE status = 'draft' AND workflow_id = (SELECT id FROM workflows WHERE slug = $1)`,
    [slug],
  )
}
