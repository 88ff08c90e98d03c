import { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { changeSplit } from './change-split'
import { deleteSplit } from './delete-split'
import { keepSplit } from './keep-split'
import { orderSplits } from './order-splits'
import { readSplits } from './read-splits'
import { splitBody, splitId, splitOrderBody, splitsPage } from './schema-splits'

const personOperation = operationFor<PersonActor>()
const splitPath = z.strictObject({ id: splitId })

export const splits = personOperation({
  docs: {
    id: 'readSplits',
    tag: 'Inbox',
    summary: 'The tabs of my inbox',
    description: 'Those that everybody has, mine, and what others share with my teams; each with its count.',
    answers: { 200: { description: 'All of them.', schema: splitsPage } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readSplits(actor.id) }),
})

export const keep = personOperation({
  docs: {
    id: 'keepSplit',
    tag: 'Inbox',
    summary: 'Keep a filter as a tab',
    description: 'At most twelve. With a team, its members see it too.',
    answers: { 201: { description: 'Kept, as the last one.' } },
    refusals: ['splits.full'],
  },
  params: none,
  query: none,
  body: splitBody,
  handle: async ({ actor, body }) => {
    const kept = await keepSplit({ actor }, body)
    return kept.ok ? ok({ status: 201, body: kept.value }) : kept
  },
})

export const change = personOperation({
  docs: {
    id: 'changeSplit',
    tag: 'Inbox',
    summary: 'Change a tab of mine',
    description: 'Name, filter, order and whom it is shared with.',
    answers: { 200: { description: 'Changed.' } },
    refusals: ['not_found'],
  },
  params: splitPath,
  query: none,
  body: splitBody,
  handle: async ({ actor, params, body }) => {
    const changed = await changeSplit({ actor }, { id: params.id, ...body })
    return changed.ok ? ok({ status: 200, body: changed.value }) : changed
  },
})

export const remove = personOperation({
  docs: {
    id: 'deleteSplit',
    tag: 'Inbox',
    summary: 'Take a tab of mine away',
    description: 'Only the filter goes.',
    answers: { 204: { description: 'Gone.' } },
    refusals: ['not_found'],
  },
  params: splitPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const gone = await deleteSplit({ actor }, { id: params.id })
    return gone.ok ? ok({ status: 204, body: null }) : gone
  },
})

export const order = personOperation({
  docs: {
    id: 'orderSplits',
    tag: 'Inbox',
    summary: 'Put my tabs in order',
    description: 'Names each of them once.',
    answers: { 204: { description: 'Done.' } },
    refusals: [],
  },
  params: none,
  query: none,
  body: splitOrderBody,
  handle: async ({ actor, body }) => {
    const done = await orderSplits({ actor }, body)
    return done.ok ? ok({ status: 204, body: null }) : done
  },
})
