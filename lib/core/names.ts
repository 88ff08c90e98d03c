import type { Directory } from './directory'

const SYSTEM_NAMES: { readonly [id: string]: string } = { system: 'Countersign', policy: 'Policy', quorum: 'Quorum' }

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
    SYSTEM_NAMES[id] ??
    id
  )
}
