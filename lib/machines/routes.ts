import { z } from '@hono/zod-openapi'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { none, operationFor, type Reply } from '@/lib/http/operation'
import { changeMachine } from './change-machine'
import { quarantineMachine } from './quarantine-machine'
import { readChoices, readMachine, readMachines } from './read'
import { readOverlaps } from './read-overlaps'
import { registerMachine } from './register-machine'
import { resumeMachine } from './resume-machine'
import { retireMachine } from './retire-machine'
import {
  changeBody,
  choicesAnswer,
  machinesPage,
  machinesQuery,
  machineView,
  overlapsAnswer,
  reasonBody,
  registerBody,
} from './schema'
import { suspendMachine } from './suspend-machine'

const personOperation = operationFor<PersonActor>()

export const machinePath = z.strictObject({ id: z.string().regex(/^(agt|exr|aud|pip)_[0-9a-z]{26}$/) })

export const machines = personOperation({
  docs: {
    id: 'readMachines',
    tag: 'Machines',
    summary: 'Agents, executors, auditors and pipelines that I am shown',
    description: 'By kind and slug.',
    answers: { 200: { description: 'One page.', schema: machinesPage } },
    refusals: [],
  },
  params: none,
  query: machinesQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readMachines(actor.id, query) }),
})

export const overlaps = personOperation({
  docs: {
    id: 'readOverlaps',
    tag: 'Machines',
    summary: 'What several workflows claim in one runtime',
    description: 'With the workflow that was chosen to judge it, if one was.',
    answers: { 200: { description: 'All of them.', schema: overlapsAnswer } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readOverlaps(actor.id) }),
})

export const choices = personOperation({
  docs: {
    id: 'readMachineChoices',
    tag: 'Machines',
    summary: 'What the forms offer',
    description: 'Active people and registered runtimes.',
    answers: { 200: { description: 'All of them.', schema: choicesAnswer } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readChoices(actor.id) }),
})

export const machine = personOperation({
  docs: {
    id: 'readMachine',
    tag: 'Machines',
    summary: 'One machine',
    description: 'With its credentials, what a stop would end now, and what it did lately.',
    answers: { 200: { description: 'The machine.', schema: machineView } },
    refusals: ['not_found'],
  },
  params: machinePath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => shown(await readMachine(actor.id, params.id)),
})

export const register = personOperation({
  docs: {
    id: 'registerMachine',
    tag: 'Machines',
    summary: 'Register a machine',
    description: 'It takes part in nothing until a reviewed version names it.',
    answers: { 201: { description: 'Its id.' } },
    refusals: ['auth.forbidden', 'name.taken'],
  },
  params: none,
  query: none,
  body: registerBody,
  handle: async ({ actor, body }) => answered(await registerMachine({ actor }, body), 201),
})

export const change = personOperation({
  docs: {
    id: 'changeMachine',
    tag: 'Machines',
    summary: 'Change what is said of a machine',
    description: 'Its sponsor is changed by administrators only.',
    answers: { 200: { description: 'Its id.' } },
    refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
  },
  params: machinePath,
  query: none,
  body: changeBody,
  handle: async ({ actor, params, body }) => answered(await changeMachine({ actor }, { ...body, id: params.id })),
})

const STOP = {
  answers: { 200: { description: 'The state, and how much ended with it.' } },
  refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
} as const

export const suspend = personOperation({
  docs: {
    id: 'suspendMachine',
    tag: 'Machines',
    summary: 'Suspend a machine at once',
    description: 'Its pending requests are cancelled and its grants revoked.',
    ...STOP,
  },
  params: machinePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await suspendMachine({ actor }, { ...body, id: params.id })),
})

export const quarantine = personOperation({
  docs: {
    id: 'quarantineMachine',
    tag: 'Machines',
    summary: 'Quarantine a machine at once',
    description: 'As suspending; two people let it go on.',
    ...STOP,
  },
  params: machinePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await quarantineMachine({ actor }, { ...body, id: params.id })),
})

export const retire = personOperation({
  docs: {
    id: 'retireMachine',
    tag: 'Machines',
    summary: 'Retire a machine for ever',
    description: 'As suspending; its credentials end with it and nobody lets it go on.',
    ...STOP,
  },
  params: machinePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await retireMachine({ actor }, { ...body, id: params.id })),
})

export const resume = personOperation({
  docs: {
    id: 'resumeMachine',
    tag: 'Machines',
    summary: 'Let a suspended machine work again',
    description: 'A quarantined one goes on by a proposal of two people only.',
    answers: { 200: { description: 'The state.' } },
    refusals: ['not_found', 'auth.forbidden', 'machine.wrong_state'],
  },
  params: machinePath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => answered(await resumeMachine({ actor }, { ...body, id: params.id })),
})

/** A read's answer; what is not there and what the person is not shown look the same. */
export function shown(view: object | null): Result<Reply> {
  return view ? ok({ status: 200, body: view }) : refuse({ code: 'not_found' })
}

/** A verb's answer. */
export function answered(result: Result<object>, status = 200): Result<Reply> {
  return result.ok ? ok({ status, body: result.value }) : result
}
