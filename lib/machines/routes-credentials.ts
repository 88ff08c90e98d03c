import { z } from '@hono/zod-openapi'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result } from '@/lib/core/result'
import { none, operationFor, type Reply } from '@/lib/http/operation'
import { issueApiKey, registerPublicKey, revokeCredential } from '@/lib/identity/issue-credential'
import { machinePath } from './routes'
import { type CredentialBody, credentialBody, credentialIssued } from './schema'

const DAY_MS = 86_400_000
const KINDS = { agt: 'agent', exr: 'executor', aud: 'auditor', pip: 'pipeline' } as const
const personOperation = operationFor<PersonActor>()

export const issue = personOperation({
  docs: {
    id: 'issueCredential',
    tag: 'Machines',
    summary: 'A credential for a machine',
    description:
      'An API key, which is in this one answer and nowhere else, or the public part of a key that the machine keeps.',
    answers: { 201: { description: 'The credential.', schema: credentialIssued } },
    refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
  },
  params: machinePath,
  query: none,
  body: credentialBody,
  handle: async ({ actor, now, params, body }) => {
    const kind = KINDS[params.id.slice(0, 3) as keyof typeof KINDS]
    return issued(actor, { kind, id: params.id }, body, now)
  },
})

async function issued(
  actor: PersonActor,
  owner: { kind: (typeof KINDS)[keyof typeof KINDS]; id: string },
  body: CredentialBody,
  now: Date,
): Promise<Result<Reply>> {
  const until =
    body.expires_in_days === undefined ? {} : { expiresAt: new Date(now.getTime() + body.expires_in_days * DAY_MS) }
  if (body.kind === 'api_key') {
    const made = await issueApiKey({ actor }, { owner, ...until })
    return made.ok ? ok({ status: 201, body: { id: made.value.id, api_key: made.value.key, thumbprint: null } }) : made
  }
  const made = await registerPublicKey({ actor }, { owner, jwk: body.jwk, ...until })
  return made.ok
    ? ok({ status: 201, body: { id: made.value.id, api_key: null, thumbprint: made.value.thumbprint } })
    : made
}

export const revoke = personOperation({
  docs: {
    id: 'revokeCredential',
    tag: 'Machines',
    summary: 'End a credential at once',
    description: 'Tokens that were obtained with it end with it.',
    answers: { 204: { description: 'It has ended.' } },
    refusals: ['not_found', 'auth.forbidden'],
  },
  params: machinePath.extend({ credentialId: z.string().regex(/^crd_[0-9a-z]{26}$/) }),
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const ended = await revokeCredential({ actor }, { id: params.credentialId, ownerId: params.id })
    return ended.ok ? ok({ status: 204, body: null }) : ended
  },
})
