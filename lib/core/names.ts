import type { Directory } from './directory'
import type { SaidIn } from './language/said'

const SYSTEM_NAMES: { readonly [language in SaidIn]: { readonly [id: string]: string } } = {
  en: { system: 'Countersign', policy: 'Policy', quorum: 'Quorum', schedule: 'Schedule' },
  de: { system: 'Countersign', policy: 'Richtlinie', quorum: 'Quorum', schedule: 'Zeitplan' },
}

/** What stands for nobody: the server itself, its policy, a count; null for any other id. */
export function systemName(id: string, language: SaidIn): string | null {
  const names = SYSTEM_NAMES[language]
  return Object.hasOwn(names, id) ? (names[id] ?? null) : null
}

/** What people call whatever an id stands for: a name, a title, or the slug of what rules name by it; the id itself when it is not known. */
export function nameOf(id: string, directory: Directory): string {
  return (
    directory.people.get(id)?.name ??
    directory.agents.get(id)?.slug ??
    directory.executors.get(id)?.slug ??
    directory.auditors.get(id)?.slug ??
    directory.pipelines.get(id)?.slug ??
    directory.runtimes.get(id)?.slug ??
    directory.teams.get(id)?.title ??
    directory.workflows.get(id)?.title ??
    systemName(id, 'en') ??
    id
  )
}
