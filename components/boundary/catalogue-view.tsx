import { ActionTitle } from '@/components/request/action-sentence'
import { CodeBlock } from '@/components/ui/code-block'
import { type ActionTypeJson, type CatalogueJson, readActionType } from '@/lib/core/catalogue/catalogue'
import { titleParts } from '@/lib/core/presentation/title'
import { listed } from './words'

/** What a version is written for, to read: actions, resources and who takes part. */
export function CatalogueView({ catalogue }: { catalogue: CatalogueJson }) {
  return (
    <div className="grid gap-4 px-5 py-4 max-tablet:px-4">
      <section aria-label="Action types">
        <h3 className="text-13">Action types</h3>
        <ul>
          {catalogue.action_types.map((type) => (
            <li key={type.name} className="border-line border-b py-2">
              <details>
                <summary className="min-h-6 text-13">
                  <span className="font-medium">{type.title}</span>{' '}
                  <span className="machine text-fg-3">{type.name}</span>
                </summary>
                <ActionTypeFacts type={type} />
              </details>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="Resources">
        <h3 className="text-13">Resources</h3>
        <ul>
          {catalogue.resources.map((resource) => (
            <li key={`${resource.kind} ${resource.pattern}`} className="border-line border-b py-1.5 text-13">
              <span className="machine">{resource.pattern}</span> <span className="text-fg-2">{resource.title}</span>
              <span className="block text-12 text-fg-3">
                {resource.environment} · sensitivity {resource.sensitivity}
                {Object.entries(resource.facts).map(([label, value]) => ` · ${label}: ${value}`)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="Who takes part" className="text-13">
        <h3 className="text-13">Who takes part</h3>
        {(['agents', 'executors', 'runtimes'] as const).map((kind) => (
          <p key={kind} className="text-fg-2">
            {kind}: <span className="machine">{listed(catalogue[kind]) || 'none'}</span>
          </p>
        ))}
      </section>
    </div>
  )
}

function ActionTypeFacts({ type }: { type: ActionTypeJson }) {
  const { risk_facts: risk, example } = type
  return (
    <div className="mt-1 grid gap-2 text-12 text-fg-2">
      <p>
        Reads as <ActionTitle parts={titleParts(readActionType(type), example.params, example.resource)} />
      </p>
      <p>
        {risk.reversible ? 'Can be undone' : 'Cannot be undone'}: {risk.undo} ·{' '}
        {risk.money ? 'moves money' : 'no money'} · data: {risk.data_class}
      </p>
      <CodeBlock label={`JSON Schema of ${type.name}`} className="max-h-60">
        {JSON.stringify(type.params_schema, null, 2)}
      </CodeBlock>
    </div>
  )
}
