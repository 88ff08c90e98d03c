import { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import type { RefusalCode } from '@/lib/http/problem-table'
import { addOverride } from './add-override'
import { endRota } from './end-rota'
import { readMyOnCall, readOnCall } from './read'
import { removeOverride } from './remove-override'
import {
  holidayBody,
  holidayPath,
  myOnCall,
  nothing,
  onCallPage,
  overrideBody,
  overridePath,
  rotaBody,
  teamPath,
} from './schema'
import { setHoliday } from './set-holiday'
import { setRota } from './set-rota'

const personOperation = operationFor<PersonActor>()
const changing: readonly RefusalCode[] = ['auth.forbidden', 'not_found']
const made = z.object({ id: z.string() })

function quiet(result: Result<null>) {
  return result.ok ? ok({ status: 204, body: null }) : result
}

export const rotas = personOperation({
  docs: {
    id: 'readOnCall',
    tag: 'On call',
    summary: 'Who is on call',
    description: 'The teams whose rota I may see: who is on call, who follows, and four weeks of it.',
    answers: { 200: { description: 'By title.', schema: onCallPage } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readOnCall(actor.id) }),
})

export const mine = personOperation({
  docs: {
    id: 'readMyOnCall',
    tag: 'On call',
    summary: 'Am I on call',
    description: 'Of each of my teams that has a rota: who is on call, until when, and who is next.',
    answers: { 200: { description: 'My teams.', schema: myOnCall } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readMyOnCall(actor.id) }),
})

export const change = personOperation({
  docs: {
    id: 'setRota',
    tag: 'On call',
    summary: 'Say who is on call in turns',
    description: 'For administrators and owners of a workflow whose rules ask the team. It says who is told first.',
    answers: { 204: { description: 'It holds at once.' } },
    refusals: changing,
  },
  params: teamPath,
  query: none,
  body: rotaBody,
  handle: async ({ actor, params, body }) => quiet(await setRota({ actor }, { ...params, rota: body })),
})

export const end = personOperation({
  docs: {
    id: 'endRota',
    tag: 'On call',
    summary: 'No rota any more',
    description: 'The whole team is told of everything.',
    answers: { 204: { description: 'There is none.' } },
    refusals: changing,
  },
  params: teamPath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => quiet(await endRota({ actor }, params)),
})

export const cover = personOperation({
  docs: {
    id: 'addOverride',
    tag: 'On call',
    summary: 'Somebody else for a while',
    description: 'Instead of whoever’s turn it is; never two at once.',
    answers: { 201: { description: 'Its id.', schema: made } },
    refusals: [...changing, 'time.taken'],
  },
  params: teamPath,
  query: none,
  body: overrideBody,
  handle: async ({ actor, params, body }) => {
    const { person: personId, from, until } = body
    const added = await addOverride({ actor }, { ...params, personId, from, until })
    return added.ok ? ok({ status: 201, body: added.value }) : added
  },
})

export const uncover = personOperation({
  docs: {
    id: 'removeOverride',
    tag: 'On call',
    summary: 'Back to the turns',
    description: 'Takes an override out again.',
    answers: { 204: { description: 'It is gone.' } },
    refusals: changing,
  },
  params: overridePath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => quiet(await removeOverride({ actor }, params)),
})

export const holiday = personOperation({
  docs: {
    id: 'addHoliday',
    tag: 'On call',
    summary: 'A holiday',
    description: 'Nobody in particular is on call that day; the whole team is told.',
    answers: { 204: { description: 'It holds.' } },
    refusals: changing,
  },
  params: teamPath,
  query: none,
  body: holidayBody,
  handle: async ({ actor, params, body }) => quiet(await setHoliday({ actor }, { ...params, ...body })),
})

export const workday = personOperation({
  docs: {
    id: 'removeHoliday',
    tag: 'On call',
    summary: 'No holiday after all',
    description: 'Whoever’s turn it is is on call.',
    answers: { 204: { description: 'It is gone.' } },
    refusals: changing,
  },
  params: holidayPath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => quiet(await setHoliday({ actor }, { ...params, title: null })),
})
