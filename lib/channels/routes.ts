import type { PersonActor } from '@/lib/core/actor'
import { ok, refuse } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { mayReadMembers } from '@/lib/people/read-members'
import { addDevice } from './add-device'
import { choosePreferences } from './choose-preferences'
import { readChannels, readMyChannels } from './read'
import { removeDevice } from './remove-device'
import {
  channelsView,
  deviceAnswer,
  deviceBody,
  devicePath,
  myChannels,
  preferencesBody,
  testAnswer,
  testBody,
} from './schema'
import { testChannel } from './test-channel'

const personOperation = operationFor<PersonActor>()
const mine = { 200: { description: 'How messages reach me.', schema: myChannels } }

export const channels = personOperation({
  docs: {
    id: 'readChannels',
    tag: 'Channels',
    summary: 'What messages go by',
    description:
      'Mail server, push key, chats and the last 24 hours, for administrators and compliance reviewers. No secret is in it.',
    answers: { 200: { description: 'The channels.', schema: channelsView } },
    refusals: ['auth.forbidden'],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => {
    const forbidden = await mayReadMembers(actor.id)
    return forbidden ? refuse(forbidden) : ok({ status: 200, body: await readChannels(actor.id) })
  },
})

export const myOwn = personOperation({
  docs: {
    id: 'readMyChannels',
    tag: 'Channels',
    summary: 'How messages reach me',
    description: 'My choice, my devices and what was sent to me lately.',
    answers: mine,
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readMyChannels(actor.id) }),
})

export const choose = personOperation({
  docs: {
    id: 'choosePreferences',
    tag: 'Channels',
    summary: 'Say how I want to be reached',
    description: 'By channel and level, with quiet hours in my time zone. T3 always goes out.',
    answers: mine,
    refusals: [],
  },
  params: none,
  query: none,
  body: preferencesBody,
  handle: async ({ actor, body }) => {
    const chosen = await choosePreferences({ actor }, body)
    return chosen.ok ? ok({ status: 200, body: await readMyChannels(actor.id) }) : chosen
  },
})

export const turnOn = personOperation({
  docs: {
    id: 'addDevice',
    tag: 'Channels',
    summary: 'Turn notifications on for this browser',
    description: 'With what its push subscription says.',
    answers: { 200: { description: 'The device.', schema: deviceAnswer } },
    refusals: [],
  },
  params: none,
  query: none,
  body: deviceBody,
  handle: async ({ actor, body, request }) => {
    const added = await addDevice({ actor }, { ...body, userAgent: request.headers.get('user-agent') ?? '' })
    return added.ok ? ok({ status: 200, body: added.value }) : added
  },
})

export const turnOff = personOperation({
  docs: {
    id: 'removeDevice',
    tag: 'Channels',
    summary: 'Turn notifications off for a device of mine',
    description: 'Nothing is sent to it from then on.',
    answers: mine,
    refusals: ['not_found'],
  },
  params: devicePath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const removed = await removeDevice({ actor }, params)
    return removed.ok ? ok({ status: 200, body: await readMyChannels(actor.id) }) : removed
  },
})

export const test = personOperation({
  docs: {
    id: 'testChannel',
    tag: 'Channels',
    summary: 'Send myself a test message',
    description: 'By e-mail or to a device of mine. Six a minute.',
    answers: { 202: { description: 'It is being sent.', schema: testAnswer } },
    refusals: ['channel.not_there', 'rate.limited'],
  },
  params: none,
  query: none,
  body: testBody,
  handle: async ({ actor, body }) => {
    const sent = await testChannel({ actor }, body)
    return sent.ok ? ok({ status: 202, body: { delivery_id: sent.value.id } }) : sent
  },
})
