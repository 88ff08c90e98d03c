import { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { endAbsence } from './end-absence'
import { readMyAbsences } from './read'
import { absenceBody, absencePath, absencesView, nothing } from './schema'
import { setAbsence } from './set-absence'

const personOperation = operationFor<PersonActor>()

export const absences = personOperation({
  docs: {
    id: 'readMyAbsences',
    tag: 'On call',
    summary: 'When I am out of office',
    description: 'What is not over, whom I can name as my delegate, and for whom I stand in.',
    answers: { 200: { description: 'Mine.', schema: absencesView } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readMyAbsences(actor.id) }),
})

export const goAway = personOperation({
  docs: {
    id: 'setAbsence',
    tag: 'On call',
    summary: 'I am out of office',
    description: 'A delegate of one of my teams is told instead of me, and decides only what they may decide anyway.',
    answers: { 201: { description: 'Its id.', schema: z.object({ id: z.string() }) } },
    refusals: ['time.taken'],
  },
  params: none,
  query: none,
  body: absenceBody,
  handle: async ({ actor, body }) => {
    const set = await setAbsence({ actor }, body)
    return set.ok ? ok({ status: 201, body: set.value }) : set
  },
})

export const comeBack = personOperation({
  docs: {
    id: 'endAbsence',
    tag: 'On call',
    summary: 'I am back',
    description: 'Ends my own before its time.',
    answers: { 204: { description: 'I am told again.' } },
    refusals: ['not_found'],
  },
  params: absencePath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => {
    const ended = await endAbsence({ actor }, params)
    return ended.ok ? ok({ status: 204, body: null }) : ended
  },
})
