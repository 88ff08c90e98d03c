/** Where an operation lives. `{name}` in a path stands for one segment. */
export type Place = { method: 'GET' | 'POST'; path: string }

/** The path as Hono spells it. */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/**
 * The methods that a table knows for a path, in the order of the table; empty when it knows none. HEAD goes with GET.
 * A path is compared as it was sent: another case or a trailing slash is another path.
 */
export function methodsAt(table: readonly Place[], path: string): string[] {
  const methods = table.filter((place) => matches(place.path, path)).map(({ method }) => method)
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/')
  const given = path.split('/')
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  )
}
