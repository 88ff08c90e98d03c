import type { AccountabilityWords } from '../accountability/words'
import type { SaidIn } from '../language/said'

type Part = 'approval_logic' | 'logging' | 'incident_response'

/** What would be left without anybody when a person leaves. */
export type OrphanWords = {
  role: string
  teamLead: string
  sponsor: Readonly<Record<'agent' | 'executor' | 'pipeline', string>>
  runtime: string
  lastOwner: string
  /** "Logging of batch-eu-1" */
  vendorPart: (part: Part, runtime: string, names: AccountabilityWords['roles']) => string
  vendorDenied: string
  /** A rule and the teams that it asks. */
  rule: (teams: readonly string[], rule: string, workflow: string) => string
  tooFew: (left: number, quorum: number) => string
}

const english: OrphanWords = {
  role: 'New requests of the workflow are denied until somebody takes over.',
  teamLead: 'The team has no lead who answers for it.',
  sponsor: {
    agent: 'The agent has a sponsor who left.',
    executor: 'The executor has a sponsor who left.',
    pipeline: 'The pipeline has a sponsor who left.',
  },
  runtime: 'Nobody answers for the runtime.',
  lastOwner: 'The last owner: nobody could change its boundary.',
  vendorPart: (part, runtime, names) => `${names[part]} of ${runtime}`,
  vendorDenied: 'What its workflows ask is denied until somebody takes over.',
  rule: (teams, rule, workflow) => `${teams.join(', ')} for ${rule} in ${workflow}`,
  tooFew: (left, quorum) =>
    `Would have ${left === 0 ? 'nobody' : `${left} of ${quorum}`} who can approve: such requests expire denied.`,
}

const german: OrphanWords = {
  role: 'Neue Anfragen des Workflows werden abgelehnt, bis jemand übernimmt.',
  teamLead: 'Das Team hat keine Leitung, die dafür verantwortlich ist.',
  sponsor: {
    agent: 'Der Sponsor des Agenten ist ausgeschieden.',
    executor: 'Der Sponsor des Executors ist ausgeschieden.',
    pipeline: 'Der Sponsor der Pipeline ist ausgeschieden.',
  },
  runtime: 'Niemand ist für die Runtime zuständig.',
  lastOwner: 'Die letzte zuständige Person: Niemand könnte die Genehmigungsgrenze noch ändern.',
  vendorPart: (part, runtime, names) => `${names[part]} von ${runtime}`,
  vendorDenied: 'Was die Workflows darin anfragen, wird abgelehnt, bis jemand übernimmt.',
  rule: (teams, rule, workflow) => `${teams.join(', ')} für ${rule} in ${workflow}`,
  tooFew: (left, quorum) =>
    left === 0
      ? 'Niemand könnte mehr genehmigen: Solche Anfragen laufen ab und gelten als abgelehnt.'
      : `Nur ${left} von ${quorum} könnten noch genehmigen: Solche Anfragen laufen ab und gelten als abgelehnt.`,
}

export function orphanWords(language: SaidIn): OrphanWords {
  return language === 'de' ? german : english
}
