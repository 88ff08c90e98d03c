import type { MachineKind } from '@/lib/core/machine/machine'

export const KIND: Readonly<Record<MachineKind | 'runtime', string>> = {
  agent: 'Agent',
  executor: 'Executor',
  auditor: 'Auditor',
  pipeline: 'Pipeline',
  runtime: 'Runtime',
}

export const KIND_SENTENCE: Readonly<Record<MachineKind | 'runtime', string>> = {
  agent: 'Asks, and never redeems.',
  executor: 'Redeems what was consented to, and never asks.',
  auditor: 'Reads the log, and nothing else.',
  pipeline: 'Proposes boundary changes from code; its sponsor counts as their author.',
  runtime: 'Where agents run. A vendor that runs it must say who answers for what.',
}

export const PROOF: Readonly<Record<'api_key' | 'private_key_jwt', string>> = {
  api_key: 'API key',
  private_key_jwt: 'Signing key',
}

/** "no request", "one request", "3 requests" */
export function counted(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${one}`
  return count === 1 ? `one ${one}` : `${count} ${many}`
}
