import type { SaidIn } from '../language/said'

type Machine = 'agent' | 'executor' | 'runtime'

/** What keeps a change from being handed in or activated. Gaps are said by `workflowGaps`, tests by `pinnedResult`. */
export type BlockerWords = {
  place: (line: number, column: number, fault: string) => string
  noRules: string
  deniedWouldPass: (count: number) => string
  overlap: (other: string, action: string, pattern: string, runtime: string) => string
  noMachine: Readonly<Record<Machine, (slug: string) => string>>
  /** `status` as it is stored: suspended, quarantined, retired. */
  machineIs: Readonly<Record<Machine, (slug: string, status: string) => string>>
  noTeam: (slug: string) => string
  teamEmpty: (title: string) => string
}

const english: BlockerWords = {
  place: (line, column, fault) => `Line ${line}, column ${column}: ${fault}`,
  noRules: 'There is no rule yet, so everything would be denied.',
  deniedWouldPass: (count) =>
    `${count === 1 ? 'One request' : `${count} requests`} that people denied would now pass without a person.`,
  overlap: (other, action, pattern, runtime) =>
    `${other} claims ${action} on ${pattern} in ${runtime} too, and nobody chose which of the two judges it.`,
  noMachine: {
    agent: (slug) => `There is no agent ${slug}.`,
    executor: (slug) => `There is no executor ${slug}.`,
    runtime: (slug) => `There is no runtime ${slug}.`,
  },
  machineIs: {
    agent: (slug, status) => `The agent ${slug} is ${status}.`,
    executor: (slug, status) => `The executor ${slug} is ${status}.`,
    runtime: (slug, status) => `The runtime ${slug} is ${status}.`,
  },
  noTeam: (slug) => `There is no team ${slug}.`,
  teamEmpty: (title) => `Nobody is in ${title}.`,
}

const german: BlockerWords = {
  place: (line, column, fault) => `Zeile ${line}, Spalte ${column}: ${fault}`,
  noRules: 'Es gibt noch keine Regel; alles würde abgelehnt.',
  deniedWouldPass: (count) =>
    count === 1
      ? 'Eine Anfrage, die abgelehnt wurde, ginge jetzt ohne eine Person durch.'
      : `${count} Anfragen, die abgelehnt wurden, gingen jetzt ohne eine Person durch.`,
  overlap: (other, action, pattern, runtime) =>
    `Auch ${other} beansprucht ${action} an ${pattern} in ${runtime}, und niemand hat gewählt, wer von beiden darüber urteilt.`,
  noMachine: {
    agent: (slug) => `Den Agenten ${slug} gibt es nicht.`,
    executor: (slug) => `Den Executor ${slug} gibt es nicht.`,
    runtime: (slug) => `Die Runtime ${slug} gibt es nicht.`,
  },
  machineIs: {
    agent: (slug, status) => `Der Agent ${slug} ist ${states[status] ?? status}.`,
    executor: (slug, status) => `Der Executor ${slug} ist ${states[status] ?? status}.`,
    runtime: (slug, status) => `Die Runtime ${slug} ist ${states[status] ?? status}.`,
  },
  noTeam: (slug) => `Das Team ${slug} gibt es nicht.`,
  teamEmpty: (title) => `Niemand ist in ${title}.`,
}

const states: Readonly<Record<string, string>> = {
  suspended: 'gesperrt',
  quarantined: 'in Quarantäne',
  retired: 'stillgelegt',
}

export const blockerWords: Readonly<Record<SaidIn, BlockerWords>> = { en: english, de: german }
