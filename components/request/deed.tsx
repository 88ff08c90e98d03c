import { clsx } from 'clsx'
import { CopyButton } from '@/components/ui/copy-button'
import { Digest } from '@/components/ui/digest'
import { clockTime, spelled } from '@/components/ui/duration'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import type { Presentation } from '@/lib/core/presentation/presentation'
import type { RequestView } from '@/lib/inbox/schema'
import { Identities } from './identities'
import { ParamTerm } from './param-term'
import { Provenance } from './provenance'
import type { Reading } from './reading'
import { Term, Wire } from './term'

/**
 * The exact action, as paper: only what is signed looks like this. Every term is read twice on one line, for people on
 * the left and as the executor gets it on the right; both come from the presentation document and nothing else does.
 * It is English for everybody, whatever language the console speaks (ATTACKS 14).
 */
export function Deed({
  view,
  reading,
  compact = false,
  number,
  onRaw,
}: {
  view: RequestView
  reading: Reading
  compact?: boolean
  number?: number
  onRaw?: () => void
}) {
  const { presentation } = view
  const pad = compact ? 'px-4 tablet:px-5' : 'px-4 tablet:px-8'
  const gutter = compact ? 'mx-4 tablet:mx-5' : 'mx-4 tablet:mx-8'
  return (
    <section
      id={number === undefined ? undefined : `s${number}`}
      data-section={number}
      aria-label="Exact action"
      lang="en"
      dir="ltr"
      className="scroll-mt-28 border-line-strong bg-sheet shadow-paper max-tablet:border-y tablet:rounded-paper tablet:border"
    >
      <header
        className={clsx(
          'flex items-baseline justify-between gap-4 max-tablet:gap-2',
          pad,
          compact ? 'pt-2.5 pb-2' : 'pt-4 pb-2.5 tablet:pt-5',
        )}
      >
        <h2 className={clsx('whitespace-nowrap', compact ? 'text-14' : 'text-16 tracking-[-0.008em]')}>
          {number === undefined ? null : <SectionNumber n={number} />}
          Exact action
        </h2>
        <span className="flex items-center gap-4">
          <Provenance kind="set">Set by the server from checked values</Provenance>
          {compact ? null : (
            <span className="font-medium font-mono text-13 tracking-[0.02em] max-tablet:hidden">
              {presentation.binding_code}
            </span>
          )}
        </span>
      </header>
      <div className={clsx('deed-rule', gutter)} />
      {compact ? null : (
        <div
          className={clsx(
            'flex justify-between border-line border-b pt-[7px] pb-1.5 text-12 text-fg-3 max-tablet:hidden',
            gutter,
          )}
          aria-hidden="true"
        >
          <span className="ps-36">What is done</span>
          <span>As the executor gets it</span>
        </div>
      )}
      <dl className={gutter}>
        <Terms presentation={presentation} reading={reading} compact={compact} />
      </dl>
      <Identities view={view} compact={compact} />
      {compact ? null : (
        <footer
          className={clsx(
            'flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-line border-t py-[9px] text-12 text-fg-3',
            pad,
          )}
        >
          <span>Digest, SHA-256</span>
          <span className="max-tablet:order-3 max-tablet:w-full" data-testid="digest">
            <Digest value={view.presentation_digest} />
          </span>
          <span className="ms-auto flex gap-3">
            <CopyButton value={view.presentation_digest}>Copy</CopyButton>
            {onRaw ? (
              <button type="button" className="link inline-flex min-h-6 items-center gap-1 text-12" onClick={onRaw}>
                Raw <Kbd>e</Kbd>
              </button>
            ) : null}
          </span>
        </footer>
      )}
    </section>
  )
}

function Terms({ presentation, reading, compact }: { presentation: Presentation; reading: Reading; compact: boolean }) {
  const { action, resource, secret, unlocks, principals } = presentation
  const reversible = presentation.risk.find((fact) => fact.key === 'reversible' || fact.key === 'reversibility')
  return (
    <>
      {presentation.opaque ? (
        <Term label="Not rendered" compact={compact}>
          <span className="text-warn">
            No renderer is registered for <code>{action.name}</code>. You are looking at raw data; this cannot be
            batched.
          </span>
        </Term>
      ) : null}
      <Term
        label="Verb"
        compact={compact}
        sub={reversible ? <HiddenText>{reversible.value}</HiddenText> : null}
        wire={<Wire value={<HiddenText>{action.name}</HiddenText>} />}
      >
        <b>
          <HiddenText>{action.title}</HiddenText>
        </b>
      </Term>
      {presentation.params.map((param) => (
        <ParamTerm key={param.pointer} param={param} compact={compact} reading={reading} />
      ))}
      <Term
        label="Target"
        compact={compact}
        sub={
          resource.facts.length > 0 ? (
            <HiddenText>{resource.facts.map((fact) => `${fact.label}: ${fact.value}`).join(' · ')}</HiddenText>
          ) : null
        }
        wire={<Wire value={<HiddenText>{resource.id}</HiddenText>} />}
      >
        <b>
          <HiddenText>{resource.title}</HiddenText>
        </b>
      </Term>
      <Term label="Environment" compact={compact} wire={<Wire value={resource.environment} />}>
        <HiddenText>{environmentWords(resource.environment)}</HiddenText>
        {resource.sensitivity ? <span className="text-fg-3">, {resource.sensitivity}</span> : null}
      </Term>
      {principals.length > 0 ? (
        <Term
          label="On behalf of"
          compact={compact}
          wire={<Wire value={principals.map((person) => person.id).join(' ')} />}
        >
          {principals.map((person) => person.name).join(', ')}
        </Term>
      ) : null}
      <SecretTerm secret={secret} compact={compact} />
      <Term
        label="Unlocks"
        compact={compact}
        sub={compact ? null : <HiddenText>{unlocks.on_completion}</HiddenText>}
        wire={<Wire name="not_after" value={`${clockTime(unlocks.not_after)}Z`} />}
      >
        <b>{unlocks.uses === 1 ? 'One use' : unlocks.uses}</b>, within <b>{spelled(unlocks.seconds)}</b> of the last
        approval
      </Term>
    </>
  )
}

function SecretTerm({ secret, compact }: { secret: Presentation['secret']; compact: boolean }) {
  if (secret === null) {
    return (
      <Term label="Secrets" compact={compact} wire={<Wire name="secret" value="null" />}>
        None opened
      </Term>
    )
  }
  return (
    <Term
      label="Secret"
      compact={compact}
      sub={
        <HiddenText>{`${secret.purpose ? `${secret.purpose} · ` : ''}version ${secret.version}, for ${spelled(secret.lifetime_seconds)}`}</HiddenText>
      }
      wire={<Wire name={secret.store} value={<HiddenText>{secret.path}</HiddenText>} />}
    >
      <b>
        {secret.fields.length === 1 ? '1 field' : `${secret.fields.length} fields`}:{' '}
        <HiddenText>{secret.fields.join(', ')}</HiddenText>
      </b>
    </Term>
  )
}

/** The environments that everybody knows by a longer name; anything else is shown as it is. */
function environmentWords(environment: string): string {
  const known: Record<string, string> = {
    prod: 'Production',
    staging: 'Staging',
    dev: 'Development',
    test: 'Test',
    sandbox: 'Sandbox',
  }
  return known[environment] ?? environment
}

/** The number of a section, which is also its key. */
export function SectionNumber({ n }: { n: number }) {
  return <span className="-ms-5 inline-block w-5 font-normal text-12 text-fg-3 max-tablet:ms-0">{n}</span>
}
