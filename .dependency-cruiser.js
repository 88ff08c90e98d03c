/**
 * The import rule (HOUSE section 2):
 *
 *   app → components → client → (HTTP)          routes, protocols, jobs → verbs → store → platform → prisma/generated
 *   routes → read → platform                    everything → schema → core            core → core (+ one hash library)
 *
 * A file's name tells its role. scripts/import-rule.test.ts plants a breach of every rule and sees it caught.
 */

const TEST = '\\.(test|spec)\\.tsx?$'

/** Folders of lib/ that are no noun of the domain; all others are. */
const OFFICES = 'core|platform|http|identity|protocols|jobs'
/** Files of a noun whose name says their layer. It may be narrowed by a word: store-signals.ts, read-inbox.ts. */
const roleOf = (...names) =>
  names.flatMap((name) => (name === 'client' ? ['/client\\.tsx?$'] : [`/${name}\\.tsx?$`, `/${name}-[a-z-]+\\.tsx?$`]))
const ROLES = roleOf('schema', 'store', 'read', 'routes', 'client')
const inLib = (path) => `^lib/.*${path}`
/** A verb is named by two words or more: submit-request.ts. One word is a part that several verbs of the noun rest on. */
const VERB = { path: `^lib/(?!(${OFFICES})/)[^/]+/[a-z]+-[a-z-]+\\.ts$`, pathNot: [...ROLES, TEST] }
const PART = { path: `^lib/(?!(${OFFICES})/)[^/]+/[a-z]+\\.ts$`, pathNot: [...ROLES, TEST] }
const STORE_OR_READ = roleOf('store', 'read')
/** What runs outside of the product: it may use all of it. */
const OUTSIDE = ['^(scripts|e2e|bench|bin|demo|prisma)/', '^[a-z.]+\\.ts$']
const PRISMA = [
  '^prisma/generated/',
  '^@prisma/',
  'node_modules/@prisma/',
  'node_modules/(@types/)?pg/',
  '^pg$',
  '^lib/platform/prisma\\.ts$',
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'lib/core imports lib/core and one hash library: no clock, no database, no framework.',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: TEST },
      to: { pathNot: '^lib/core/|node_modules/@noble/|^@noble/' },
    },
    {
      name: 'only-stores-touch-prisma',
      comment: 'Only store.ts, read.ts and lib/platform know the database client.',
      severity: 'error',
      from: { path: '.', pathNot: [...STORE_OR_READ, '^lib/platform/', ...OUTSIDE, TEST] },
      to: { path: PRISMA },
    },
    {
      name: 'verbs-stand-alone',
      comment: 'A verb calls no other verb: each is one transaction of its own.',
      severity: 'error',
      from: VERB,
      to: VERB,
    },
    {
      name: 'parts-open-no-transaction',
      comment: 'A part is given the transaction; only verbs open one.',
      severity: 'error',
      from: PART,
      to: { path: '^lib/platform/(transaction|prisma)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'parts-below-verbs',
      comment: 'A part of a noun calls no verb.',
      severity: 'error',
      from: PART,
      to: VERB,
    },
    {
      name: 'no-decision-on-a-display-query',
      comment: 'A verb never reads through a read.ts: what it decides on is read under its own lock, by a store.',
      severity: 'error',
      from: VERB,
      to: { path: roleOf('read').map(inLib) },
    },
    {
      name: 'verbs-know-no-edge',
      comment: 'A verb knows no route, no client and no protocol.',
      severity: 'error',
      from: VERB,
      to: {
        path: [
          '^lib/(http|protocols|jobs)/',
          ...roleOf('routes', 'client').map(inLib),
          'node_modules/(hono|@hono|next)/',
        ],
        pathNot: STORE_OR_READ.map(inLib),
      },
    },
    {
      name: 'stores-and-reads-below-verbs',
      comment: 'A store or a read calls no verb, no route and no client; a read no store.',
      severity: 'error',
      from: { path: STORE_OR_READ.map(inLib) },
      to: { path: [VERB.path, '^lib/(http|protocols|jobs)/'], pathNot: roleOf('schema', 'store', 'read') },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'lib/platform imports itself, core, the generated client and packages.',
      severity: 'error',
      from: { path: '^lib/platform/', pathNot: TEST },
      to: { path: '^(lib|app|components|e2e|scripts|demo|bench)/', pathNot: '^lib/(platform|core)/' },
    },
    {
      name: 'components-only-draw',
      comment: 'Components import core, schema types, client.ts and components.',
      severity: 'error',
      from: { path: '^components/', pathNot: TEST },
      to: {
        path: '^(lib|app|prisma|e2e|scripts|demo)/',
        pathNot: ['^lib/core/', ...roleOf('schema', 'client').map(inLib)],
      },
    },
    {
      name: 'clients-speak-http',
      comment: 'client.ts runs in the browser: it reaches the server over HTTP only.',
      severity: 'error',
      from: { path: roleOf('client').map(inLib) },
      to: { path: '^(lib|app|components|prisma)/', pathNot: ['^lib/core/', ...roleOf('schema', 'client').map(inLib)] },
    },
    {
      name: 'app-only-routes',
      comment: 'app/ hands requests to lib/http and draws components; it opens no store and runs no verb.',
      severity: 'error',
      from: { path: '^(app/|proxy\\.ts$)', pathNot: TEST },
      to: {
        path: [VERB.path, ...roleOf('store').map(inLib), '^prisma/', '^lib/jobs/'],
        pathNot: roleOf('schema', 'client', 'read', 'routes').map(inLib),
      },
    },
    {
      name: 'lib-below-app',
      comment: 'lib never imports what draws or routes it.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'product-below-tools',
      comment: 'Nothing that ships imports tests, scripts, the bench or the demo.',
      severity: 'error',
      from: { path: '^(lib|app|components)/', pathNot: TEST },
      to: { path: '^(e2e|scripts|bench|demo)/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle is one file in several pieces.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import names something that is there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(next|@prisma|pg|hono)' },
    },
    ...['utils?', 'helpers?', 'common', 'misc', 'shared', 'services?', 'managers?'].flatMap((word) => nameless(word)),
    {
      name: 'no-barrels',
      comment: 'A file that only passes on what others export hides where things are.',
      severity: 'error',
      from: {},
      to: { path: '^(lib|components)/.*/index\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    exclude: { path: '^(\\.next|\\.countersign|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

/** A name that says nothing about what is inside, as file or folder, imported or alone. */
function nameless(word) {
  const path = [`(^|/)${word}/`, `(^|/)${word}\\.[a-z]+$`]
  const rule = { name: 'names-say-something', comment: 'A name tells what is inside.', severity: 'error' }
  return [
    { ...rule, from: {}, to: { path, pathNot: 'node_modules' } },
    { ...rule, from: { path, pathNot: 'node_modules' }, to: {} },
    { ...rule, from: { orphan: true, path, pathNot: 'node_modules' }, to: {} },
  ]
}
