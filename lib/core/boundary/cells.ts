import type { Json } from '../canonical/json'
import { type Catalogue, type CatalogueJson, readCatalogue } from '../catalogue/catalogue'
import { findResource } from '../request/resource'
import type { Cell } from './analysis'
import { type CedarRequest, cedarRequest } from './cedar-request'
import { type Constants, constantsOf, type PathConstants } from './constants'
import { actionsOf, isRecord, type PolicyJson } from './policy-json'
import { type Domain, eitherDomain, factDomain, representatives, schemaDomain } from './representatives'
import { exampleOf } from './resource-example'
import { spread } from './spread'

/** A version as cells are made from it: its rules and what they are written for. */
export type CellSide = { policies: readonly PolicyJson[]; catalogue: CatalogueJson }

export type Cells = {
  cells: Cell[]
  complete: boolean
  /** Actions for which there are more classes than were asked about, or conditions that no constant parts. */
  incomplete: ReadonlySet<string>
}

/** Cells of one action, and of all together. */
const most = { perAction: 2_048, inAll: 10_000 } as const

/**
 * One example of every class of requests that the constants in the conditions of one or two versions tell apart (decision
 * 0008). Where that would be too many, a deterministic spread of them: then it is not complete, and neither is it when a
 * condition compares something else than a path with a constant.
 *
 * @param only the actions that matter; all of the catalogues' when left out.
 */
export function enumerateCells(sides: readonly CellSide[], only?: ReadonlySet<string>): Cells {
  const incomplete = new Set<string>()
  const plans = [...new Set(sides.flatMap(({ catalogue }) => catalogue.action_types.map((type) => type.name)))]
    .filter((name) => only?.has(name) ?? true)
    .map((action) => {
      const policies = sides.flatMap((side) =>
        side.policies.filter((policy) => actionsOf(policy)?.includes(action) ?? true),
      )
      const constants = constantsOf(policies)
      if (!constants.complete) incomplete.add(action)
      return { action, dimensions: dimensionsOf(action, sides, constants) }
    })
    .sort((a, b) => sizeOf(a.dimensions) - sizeOf(b.dimensions))
  const cells: Cell[] = []
  for (const [index, { action, dimensions }] of plans.entries()) {
    const share = Math.floor((most.inAll - cells.length) / (plans.length - index))
    const { picks, all } = spread(
      dimensions.map((dimension) => dimension.values.length),
      Math.min(most.perAction, share),
    )
    if (!all) incomplete.add(action)
    const base = baseContext(action, sides)
    for (const pick of picks) cells.push(cellAt(action, base, dimensions, pick))
  }
  return { cells, complete: incomplete.size === 0, incomplete }
}

/** A reader of cells for one version's catalogue: the request that a cell is, or null when it is refused before any rule is asked. */
export function cellReader(catalogueJson: CatalogueJson): (cell: Cell) => CedarRequest | null {
  const catalogue = readCatalogue(catalogueJson)
  return (cell) => cellRequest(cell, catalogue)
}

/** Does what the version says about machines let the cell's agent and runtime take part? One that names none yet lets all. */
export function takesPart(cell: Cell, catalogue: CatalogueJson): boolean {
  const named = (slugs: readonly string[], slug: string) => slugs.length === 0 || slugs.includes(slug)
  return named(catalogue.agents, cell.agent) && named(catalogue.runtimes, cell.runtime)
}

function cellRequest(cell: Cell, catalogue: Catalogue): CedarRequest | null {
  const type = catalogue.actionTypes.get(cell.action)
  const resource = type ? findResource(cell.resource, type.resourceKind, catalogue.resources) : null
  if (!type || !resource) return null
  const request = cedarRequest({
    agent: { id: `agent:${cell.agent}`, slug: cell.agent, runtime: cell.runtime },
    action: cell.action,
    paramsSchema: type.paramsSchema,
    resource: {
      id: cell.resource,
      kind: resource.kind,
      environment: resource.environment,
      sensitivity: resource.sensitivity,
    },
    params: isRecord(cell.context.params) ? cell.context.params : {},
    velocity: noVelocity,
    history: { denied_before: false, similar_denied: 0 },
    principals: 0,
    now: new Date(0),
    strength: 'private_key_jwt',
    emergency: false,
    hiddenCharacters: 0,
    secret: null,
  })
  // Everything but the params is in the cell as Cedar gets it.
  return { ...request, context: { ...cell.context, params: request.context.params ?? {} } }
}

const none = { count: 0, sum: 0 }
const noVelocity = {
  agent_1h: none,
  agent_24h: none,
  sponsor_1h: none,
  sponsor_24h: none,
  resource_1h: none,
  resource_24h: none,
}

// ---------------------------------------------------------------- dimensions

/** One thing that cells differ in. `undefined` among the values: not there. */
type Dimension = { path: string; values: readonly (Json | undefined)[] }

function dimensionsOf(action: string, sides: readonly CellSide[], constants: Constants): Dimension[] {
  return [
    {
      path: 'agent',
      values: classesOf(
        sides.map(({ catalogue }) => catalogue.agents),
        agentsNamed(constants),
      ),
    },
    {
      path: 'runtime',
      values: classesOf(
        sides.map(({ catalogue }) => catalogue.runtimes),
        constants.runtimes,
      ),
    },
    { path: 'resource', values: resourcesOf(action, sides, constants.resources) },
    ...[...constants.paths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, found]) => {
        if (!path.startsWith('context.')) return []
        const values = valuesAt(action, sides, path.slice('context.'.length), found)
        return values.length > 0 ? [{ path, values }] : []
      }),
  ]
}

function sizeOf(dimensions: readonly Dimension[]): number {
  return dimensions.reduce((product, { values }) => product * values.length, 1)
}

function agentsNamed(constants: Constants): ReadonlySet<string> {
  return constants.paths.get('principal.slug')?.texts ?? new Set()
}

/** One machine of each kind that can be told apart: by its name where it is named, else by the versions that let it take part. */
function classesOf(lists: readonly (readonly string[])[], named: ReadonlySet<string>): string[] {
  const classes = new Map<string, string>()
  for (const slug of [...new Set([...lists.flat(), ...named])].sort()) {
    const key = named.has(slug) ? slug : `?${lists.map((list) => list.includes(slug)).join()}`
    if (!classes.has(key)) classes.set(key, slug)
  }
  return classes.size === 0 ? ['any'] : [...classes.values()]
}

/** One resource of each kind that can be told apart: named exactly, or by the facts that each version holds about it. */
function resourcesOf(action: string, sides: readonly CellSide[], named: ReadonlySet<string>): string[] {
  const kinds = sides.map(({ catalogue }) => catalogue.action_types.find((type) => type.name === action)?.resource_kind)
  const catalogues = sides.map(({ catalogue }) => readCatalogue({ ...catalogue, action_types: [] }).resources)
  const classes = new Map<string, string>()
  const examples = catalogues.flatMap((patterns) => patterns.flatMap((pattern) => exampleOf(pattern, patterns) ?? []))
  for (const id of [...examples.filter((id) => !named.has(id)), ...named]) {
    const facts = catalogues.map((patterns, index) => {
      const kind = kinds[index]
      const found = kind === undefined ? null : findResource(id, kind, patterns)
      return found && `${found.environment} ${found.sensitivity}`
    })
    if (facts.every((fact) => fact === null)) continue
    const key = named.has(id) ? id : `?${facts.join()}`
    if (!classes.has(key)) classes.set(key, id)
  }
  return [...classes.values()]
}

/** The values at a path below `context`, of every class; `undefined` when it may be missing. */
function valuesAt(
  action: string,
  sides: readonly CellSide[],
  path: string,
  constants: PathConstants,
): (Json | undefined)[] {
  const [head, ...rest] = path.split('.')
  const missing: undefined[] = constants.presence ? [undefined] : []
  if (head !== 'params') {
    const domain = factDomain(path)
    if (domain !== null) return [...representatives(domain, constants), ...missing]
    return path === 'secret' ? [ordinarySecret, undefined] : []
  }
  let domain: Domain | null = null
  let isOptional = false
  for (const { catalogue } of sides) {
    const type = catalogue.action_types.find((candidate) => candidate.name === action)
    const found = type ? propertyAt(type.params_schema, rest) : null
    if (found === null) continue
    isOptional ||= found.isOptional
    const own = schemaDomain(found.schema)
    domain = own && domain ? eitherDomain(domain, own) : (own ?? domain)
    if (own === null) return isOptional ? [ordinaryOf(found.schema), undefined] : []
  }
  if (domain === null) return []
  return [...representatives(domain, constants), ...(isOptional ? missing : [])]
}

function propertyAt(schema: Json, names: readonly string[]): { schema: Json; isOptional: boolean } | null {
  let at: Json = schema
  let isOptional = false
  for (const name of names) {
    const properties: Json | undefined = isRecord(at) ? at.properties : undefined
    const property: Json | undefined = isRecord(properties) ? properties[name] : undefined
    if (property === undefined || !isRecord(at)) return null
    isOptional ||= !(Array.isArray(at.required) && at.required.includes(name))
    at = property
  }
  return { schema: at, isOptional }
}

// ---------------------------------------------------------------- a cell

const ordinarySecret: Json = { store: 'store', path: 'path', version: '1', lifetime_seconds: 600 }

/** What everything is that no condition looks at: the example's params, nothing counted before, a signed assertion. */
function baseContext(action: string, sides: readonly CellSide[]): { [name: string]: Json } {
  const types = sides.flatMap(({ catalogue }) => catalogue.action_types.filter((type) => type.name === action))
  const params = Object.assign({}, ...types.map((type) => type.example.params)) as { [name: string]: Json }
  return {
    params,
    velocity: noVelocity,
    history: { denied_before: false, similar_denied: 0 },
    delegation: { principals: 0 },
    time: { hour: 10, weekday: 1 },
    credential: { strength: 'private_key_jwt' },
    emergency: false,
    hidden_characters: 0,
  }
}

function ordinaryOf(schema: Json): Json {
  const type = isRecord(schema) ? schema.type : undefined
  return type === 'array' ? [] : type === 'object' ? {} : type === 'string' ? 'other' : 1
}

function cellAt(
  action: string,
  base: { [name: string]: Json },
  dimensions: readonly Dimension[],
  pick: readonly number[],
): Cell {
  const chosen = dimensions.map(({ path, values }, index) => ({ path, value: values[pick[index] ?? 0] }))
  const named = (path: string) => String(chosen.find((one) => one.path === path)?.value ?? '')
  let context = base
  const facts = chosen.filter(({ path }) => path.startsWith('context.'))
  // Parents before what is in them, and what is missing last, so that it takes along what is in it.
  for (const { path, value } of facts)
    if (value !== undefined) context = withAt(context, path.split('.').slice(1), value)
  for (const { path, value } of facts) if (value === undefined) context = withoutAt(context, path.split('.').slice(1))
  return { action, agent: named('agent'), runtime: named('runtime'), resource: named('resource'), context }
}

function withAt(
  record: { [name: string]: Json },
  [name = '', ...rest]: readonly string[],
  value: Json,
): { [name: string]: Json } {
  if (rest.length === 0) return { ...record, [name]: value }
  const inner = record[name]
  const whole = inner ?? (name === 'secret' ? ordinarySecret : {})
  return { ...record, [name]: withAt(isRecord(whole) ? whole : {}, rest, value) }
}

function withoutAt(
  record: { [name: string]: Json },
  [name = '', ...rest]: readonly string[],
): { [name: string]: Json } {
  const { [name]: inner, ...others } = record
  return rest.length === 0 || !isRecord(inner) ? others : { ...others, [name]: withoutAt(inner, rest) }
}
