import type { TestDatabase } from './database'
import { post, type Shown, type Signer } from './people'

const usr = /^usr_[0-9a-z]{26}$/

/** Moves what a person decided and how they stand back in time, which no verb can do: as if so many hours had passed. */
export async function hoursLater(db: Pick<TestDatabase, 'asOwner'>, personId: string, hours = 13): Promise<void> {
  if (!usr.test(personId)) throw new Error(`${personId} is no person`)
  const by = `interval '${hours} hours'`
  await db.asOwner(`BEGIN; ALTER TABLE decisions DISABLE TRIGGER USER; ALTER TABLE guard_transitions DISABLE TRIGGER USER;
    UPDATE decisions SET decided_at = decided_at - ${by}, opened_at = opened_at - ${by} WHERE person_id = '${personId}';
    UPDATE guard_transitions SET at = at - ${by}, until = until - ${by} WHERE person_id = '${personId}';
    ALTER TABLE decisions ENABLE TRIGGER USER; ALTER TABLE guard_transitions ENABLE TRIGGER USER; COMMIT`)
}

/** As if this person had every request of theirs open for a minute before deciding on it. */
export async function unhurried(db: Pick<TestDatabase, 'asOwner'>, personId: string, seconds = 60): Promise<void> {
  if (!usr.test(personId)) throw new Error(`${personId} is no person`)
  await db.asOwner(`BEGIN; ALTER TABLE decisions DISABLE TRIGGER USER;
    UPDATE decisions SET opened_at = decided_at - interval '${Math.floor(seconds)} seconds' WHERE person_id = '${personId}';
    ALTER TABLE decisions ENABLE TRIGGER USER; COMMIT`)
}

/** The page has had this request open for so long, by the server's clock. */
export async function readFor(db: TestDatabase, person: Signer, request: Shown, seconds: number): Promise<void> {
  const answer = await post(person, `/requests/${request.id}/opened`, {
    presentation_digest: request.presentationDigest,
    expanded: [],
  })
  if (answer.status !== 204) throw new Error(`opening answered ${answer.status}`)
  await db.asOwner(
    `UPDATE request_views SET opened_at = clock_timestamp() - make_interval(secs => $3) WHERE request_id = $1 AND person_id = $2`,
    [request.id, person.id, seconds],
  )
}

export type Check = { id: string; text: string; choices: string[] }

/** Asks for the question about a request. */
export const askFor = (person: Signer, request: Shown): Promise<Response> =>
  post(person, `/requests/${request.id}/check`, { presentation_digest: request.presentationDigest })

/** Asks for the question and answers it, as the database knows it. */
export async function answerIt(
  db: TestDatabase,
  person: Signer,
  request: Shown,
  rightly = true,
): Promise<{ check: Check; right: boolean; look_at: string }> {
  const check: Check = await (await askFor(person, request)).json()
  const [row] = await db.asOwner('SELECT right_choice FROM guard_checks WHERE id = $1', [check.id])
  const right = Number(row?.right_choice)
  const choice = rightly ? right : (right + 1) % check.choices.length
  const answer = await post(person, `/requests/${request.id}/check/${check.id}`, { choice })
  return { check, ...(await answer.json()) }
}
