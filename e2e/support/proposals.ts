import { z } from 'zod'
import { post, type Signer } from './people'

const challenged = z.object({
  challenge: z.object({ challenge_id: z.string(), options: z.looseObject({ challenge: z.string() }) }),
})
const made = z.object({
  applied: z.boolean(),
  proposal: z.looseObject({ id: z.string() }).nullable(),
  link: z.string().nullable(),
})

/** Proposes a change through the console; gives the proposal's id. */
export async function proposed(
  by: { cookie: string },
  wish: object,
  reason = 'Needed for the season.',
): Promise<string> {
  const answer = await post(by, '/proposals', { ...wish, reason })
  const body = await answer.json()
  if (answer.status !== 201) throw new Error(`the proposal was refused: ${JSON.stringify(body)}`)
  const { proposal } = made.parse(body)
  if (!proposal) throw new Error('the change was applied at once')
  return proposal.id
}

/** A signed call as the console's script makes it: asks what to sign, signs it, sends it again. Whatever is refused first is the answer. */
export async function signedPost(by: Signer, path: string, body: object): Promise<Response> {
  const first = await post(by, path, body)
  const asked = challenged.safeParse(await first.clone().json())
  if (!asked.success) return first
  const { challenge_id, options } = asked.data.challenge
  return post(by, path, {
    ...body,
    signature: { challenge_id, assertion: by.passkey.get({ challenge: options.challenge }) },
  })
}

/** Agrees to a proposal with the person's passkey. */
export function apply(by: Signer, id: string): Promise<Response> {
  return signedPost(by, `/proposals/${id}/verdict`, { verb: 'apply' })
}

/** What one person proposes and another one applies; throws unless it went through. */
export async function agreed(by: { cookie: string }, second: Signer, wish: object): Promise<z.infer<typeof made>> {
  const answer = await apply(second, await proposed(by, wish))
  const body = await answer.json()
  if (answer.status !== 200) throw new Error(`not applied: ${JSON.stringify(body)}`)
  return made.parse(body)
}
