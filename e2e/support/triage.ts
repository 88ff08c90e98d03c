import { z } from 'zod'
import { get, post, type Shown, type Signer } from './people'

const item = z.looseObject({
  id: z.string(),
  claim: z
    .looseObject({ person: z.object({ id: z.string(), name: z.string() }), until: z.string(), is_me: z.boolean() })
    .nullable(),
  snoozed_until: z.string().nullable(),
  handed: z.looseObject({ by: z.object({ id: z.string(), name: z.string() }), reason: z.string() }).nullable(),
  can_decide: z.boolean(),
  cannot_why: z.string().nullable(),
  open_questions: z.number(),
  expires_at: z.string(),
})
const view = z.looseObject({ item, questions: z.array(z.looseObject({ id: z.string(), answer: z.unknown() })) })
export const see = async (person: Signer, id: string) => view.parse(await (await get(person, `/requests/${id}`)).json())
export const inboxOf = async (person: Signer, query = '') => {
  const page = await (await get(person, `/inbox?${query}`)).json()
  return page.groups.flatMap((group: { ids: string[] }) => group.ids) as string[]
}
export const claim = (person: Signer, request: Shown) => post(person, `/requests/${request.id}/claim`, {})
export const handOver = (person: Signer, request: Shown, to: Signer, reason = 'I know the customer.') =>
  post(person, `/requests/${request.id}/hand-over`, { to: to.id, reason })
export const ask = (person: Signer, request: Shown, of: 'agent' | 'sponsor', text = 'Which order is it?') =>
  post(person, `/requests/${request.id}/questions`, { of, text })
export const notices = async (person: Signer) =>
  (await (await get(person, '/notices')).json()).items.map(
    ({ kind, sentence }: { kind: string; sentence: string }) => ({ kind, sentence }),
  )
