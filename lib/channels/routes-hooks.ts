import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { addHook } from './add-hook'
import { changeHook } from './change-hook'
import { endHook } from './end-hook'
import { readChannels } from './read'
import { rotateSecret } from './rotate-secret'
import { addHookBody, changeHookBody, channelsView, hookAnswer, hookPath, testAnswer } from './schema'
import { testHook } from './test-hook'

const personOperation = operationFor<PersonActor>()
const all = { 200: { description: 'The channels.', schema: channelsView } }

export const add = personOperation({
  docs: {
    id: 'addHook',
    tag: 'Channels',
    summary: 'Add a chat',
    description: 'It hears of requests, and can decide nothing. The signing secret is shown once.',
    answers: { 201: { description: 'The chat.', schema: hookAnswer } },
    refusals: ['auth.forbidden'],
  },
  params: none,
  query: none,
  body: addHookBody,
  handle: async ({ actor, body }) => {
    const added = await addHook({ actor }, body)
    return added.ok ? ok({ status: 201, body: added.value }) : added
  },
})

export const change = personOperation({
  docs: {
    id: 'changeHook',
    tag: 'Channels',
    summary: 'Change a chat',
    description: 'Its title, levels, audience or address.',
    answers: all,
    refusals: ['auth.forbidden', 'not_found'],
  },
  params: hookPath,
  query: none,
  body: changeHookBody,
  handle: async ({ actor, params, body }) => {
    const changed = await changeHook({ actor }, { ...body, id: params.id })
    return changed.ok ? ok({ status: 200, body: await readChannels(actor.id) }) : changed
  },
})

export const rotate = personOperation({
  docs: {
    id: 'rotateSecret',
    tag: 'Channels',
    summary: 'A new signing secret',
    description: 'For a day messages are signed with the old one too.',
    answers: { 200: { description: 'The secret, said once.', schema: hookAnswer } },
    refusals: ['auth.forbidden', 'not_found'],
  },
  params: hookPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const rotated = await rotateSecret({ actor }, params)
    return rotated.ok ? ok({ status: 200, body: rotated.value }) : rotated
  },
})

export const end = personOperation({
  docs: {
    id: 'endHook',
    tag: 'Channels',
    summary: 'End a chat',
    description: 'Nothing is posted there from then on.',
    answers: all,
    refusals: ['auth.forbidden', 'not_found'],
  },
  params: hookPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const ended = await endHook({ actor }, params)
    return ended.ok ? ok({ status: 200, body: await readChannels(actor.id) }) : ended
  },
})

export const test = personOperation({
  docs: {
    id: 'testHook',
    tag: 'Channels',
    summary: 'Post a test message to a chat',
    description: 'Six a minute.',
    answers: { 202: { description: 'It is being posted.', schema: testAnswer } },
    refusals: ['auth.forbidden', 'not_found', 'rate.limited'],
  },
  params: hookPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const sent = await testHook({ actor }, params)
    return sent.ok ? ok({ status: 202, body: { delivery_id: sent.value.id } }) : sent
  },
})
