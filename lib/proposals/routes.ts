import type { PersonActor } from '@/lib/core/actor'
import { ok, refuse } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { decideProposal } from './decide-proposal'
import { proposeChange } from './propose-change'
import { readProposal, readProposals } from './read'
import {
  decideBody,
  type ProposalAnswer,
  proposalAnswer,
  proposalPath,
  proposalsPage,
  proposalsQuery,
  proposalView,
  proposeBody,
} from './schema'
import { withdrawProposal } from './withdraw-proposal'

const personOperation = operationFor<PersonActor>()

export const proposals = personOperation({
  docs: {
    id: 'readProposals',
    tag: 'Proposals',
    summary: 'Changes that take two people',
    description: 'Those that wait for me, those that I made, those that are open or those that are over; newest first.',
    answers: { 200: { description: 'One page.', schema: proposalsPage } },
    refusals: [],
  },
  params: none,
  query: proposalsQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readProposals(actor.id, query) }),
})

export const proposal = personOperation({
  docs: {
    id: 'readProposal',
    tag: 'Proposals',
    summary: 'One proposal',
    description: 'What exactly changes, why, and who said so.',
    answers: { 200: { description: 'The proposal.', schema: proposalView } },
    refusals: ['not_found'],
  },
  params: proposalPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const view = await readProposal(actor.id, params.id)
    return view ? ok({ status: 200, body: view }) : refuse({ code: 'not_found' })
  },
})

export const propose = personOperation({
  docs: {
    id: 'proposeChange',
    tag: 'Proposals',
    summary: 'Propose a change that takes two people',
    description:
      'It waits for a second person for seven days. Until the first workflow is active an administrator’s change is applied at once; then `proposal` is null.',
    answers: { 200: { description: 'Applied at once.', schema: proposalAnswer }, 201: { description: 'Proposed.' } },
    refusals: [
      'not_found',
      'request.invalid',
      'auth.forbidden',
      'person.recovering',
      'machine.wrong_state',
      'workflow.wrong_state',
    ],
  },
  params: none,
  query: none,
  body: proposeBody,
  handle: async ({ actor, now, body }) => {
    const proposed = await proposeChange({ actor, now }, body)
    if (!proposed.ok) return proposed
    const { proposalId, link } = proposed.value
    const view = proposalId === null ? null : await readProposal(actor.id, proposalId)
    const answer: ProposalAnswer = { applied: proposalId === null, proposal: view, link }
    return ok({ status: proposalId === null ? 200 : 201, body: answer })
  },
})

export const decideOnProposal = personOperation({
  docs: {
    id: 'decideProposal',
    tag: 'Proposals',
    summary: 'Apply or refuse what somebody else proposed',
    description: 'Applying is signed with a passkey; sent without a signature it answers what to sign.',
    answers: { 200: { description: 'Decided, or what to sign.', schema: proposalAnswer } },
    refusals: [
      'not_found',
      'proposal.not_open',
      'proposal.own',
      'proposal.concerns_you',
      'proposal.outdated',
      'auth.forbidden',
      'person.recovering',
      'passkey.required',
      'passkey.refused',
    ],
  },
  params: proposalPath,
  query: none,
  body: decideBody,
  handle: async ({ actor, now, params, body }) => {
    const decided = await decideProposal({ actor, now }, { id: params.id, ...body })
    if (!decided.ok) return decided
    if (decided.value.challenge) return ok({ status: 200, body: { challenge: decided.value.challenge } })
    const { applied, link } = decided.value
    const answer: ProposalAnswer = { applied, proposal: await readProposal(actor.id, params.id), link }
    return ok({ status: 200, body: answer })
  },
})

export const withdrawMine = personOperation({
  docs: {
    id: 'withdrawProposal',
    tag: 'Proposals',
    summary: 'Take back what I proposed',
    description: 'While nobody has decided.',
    answers: { 200: { description: 'Withdrawn.', schema: proposalView } },
    refusals: ['not_found', 'proposal.not_open'],
  },
  params: proposalPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const withdrawn = await withdrawProposal({ actor }, { id: params.id })
    if (!withdrawn.ok) return withdrawn
    return ok({ status: 200, body: await readProposal(actor.id, params.id) })
  },
})
