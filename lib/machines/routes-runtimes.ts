import { z } from '@hono/zod-openapi'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { changeRuntime } from './change-runtime'
import { quarantineRuntime } from './quarantine-runtime'
import { readRuntime, readRuntimes } from './read-runtimes'
import { registerRuntime } from './register-runtime'
import { resumeRuntime } from './resume-runtime'
import { answered, shown } from './routes'
import { changeRuntimeBody, reasonBody, registerRuntimeBody, runtimesPage, runtimesQuery, runtimeView } from './schema'
import { suspendRuntime } from './suspend-runtime'

const personOperation = operationFor<PersonActor>()

const runtimePath = z.strictObject({ id: z.string().regex(/^rtm_[0-9a-z]{26}$/) })

export const runtimes = personOperation({
  docs: {
    id: 'readRuntimes',
    tag: 'Runtimes',
    summary: 'Runtimes that I am shown',
    description: 'By slug.',
    answers: { 200: { description: 'One page.', schema: runtimesPage } },
    refusals: [],
  },
  params: none,
  query: runtimesQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readRuntimes(actor.id, query) }),
})

export const runtime = personOperation({
  docs: {
    id: 'readRuntime',
    tag: 'Runtimes',
    summary: 'One runtime',
    description: 'Who shares it, the agents inside, its vendor and what is claimed in it.',
    answers: { 200: { description: 'The runtime.', schema: runtimeView } },
    refusals: ['not_found'],
  },
  params: runtimePath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => shown(await readRuntime(actor.id, params.id)),
})

export const register = personOperation({
  docs: {
    id: 'registerRuntime',
    tag: 'Runtimes',
    summary: 'Register a runtime',
    description: 'What its vendor does not say is stored as a gap, and a gap denies.',
    answers: { 201: { description: 'Its id.' } },
    refusals: ['auth.forbidden', 'name.taken'],
  },
  params: none,
  query: none,
  body: registerRuntimeBody,
  handle: async ({ actor, body }) => answered(await registerRuntime({ actor }, body), 201),
})

export const change = personOperation({
  docs: {
    id: 'changeRuntime',
    tag: 'Runtimes',
    summary: 'Change what is said of a runtime',
    description: 'Its owner and its vendor, with who answers for what.',
    answers: { 200: { description: 'Its id.' } },
    refusals: ['not_found', 'auth.forbidden'],
  },
  params: runtimePath,
  query: none,
  body: changeRuntimeBody,
  handle: async ({ actor, params, body }) => answered(await changeRuntime({ actor }, { ...body, id: params.id })),
})

export const suspend = personOperation({
  docs: {
    id: 'suspendRuntime',
    tag: 'Runtimes',
    summary: 'Suspend a runtime at once',
    description: 'Every agent inside stops: pending requests are cancelled and grants revoked.',
    answers: { 200: { description: 'The state, and how much ended with it.' } },
    refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
  },
  params: runtimePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await suspendRuntime({ actor }, { ...body, id: params.id })),
})

export const quarantine = personOperation({
  docs: {
    id: 'quarantineRuntime',
    tag: 'Runtimes',
    summary: 'Quarantine a runtime at once',
    description: 'As suspending; two people let it go on.',
    answers: { 200: { description: 'The state, and how much ended with it.' } },
    refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
  },
  params: runtimePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await quarantineRuntime({ actor }, { ...body, id: params.id })),
})

export const resume = personOperation({
  docs: {
    id: 'resumeRuntime',
    tag: 'Runtimes',
    summary: 'Let a suspended runtime work again',
    description: 'A quarantined one goes on by a proposal of two people only.',
    answers: { 200: { description: 'The state.' } },
    refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
  },
  params: runtimePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await resumeRuntime({ actor }, { ...body, id: params.id })),
})
