import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Presentation, PresentedFact } from '@/lib/core/presentation/presentation'
import type { Say } from './say'
import { Fact } from './section'

/**
 * One fact that the server vouches for. A flagged one is amber and has a sign, because it is the exception; where flags are
 * the norm (`quiet`) weight is enough.
 */
export function FactRow({ fact, quiet = false }: { fact: PresentedFact; quiet?: boolean }) {
  const t = useTranslations('request.facts')
  return (
    <Fact label={fact.label} source={<HiddenText>{fact.source}</HiddenText>}>
      {fact.flag && quiet ? (
        <b className="font-medium">
          <HiddenText>{fact.value}</HiddenText>
        </b>
      ) : fact.flag ? (
        <span className="font-medium text-warn">
          <TriangleAlert className="me-[3px] inline size-3.5 align-[-2px]" aria-hidden="true" />
          <span className="sr-only">{t('attention')} </span>
          <HiddenText>{fact.value}</HiddenText>
        </span>
      ) : (
        <HiddenText>{fact.value}</HiddenText>
      )}
    </Fact>
  )
}

/** Who asks, from where and how it proved itself, then everything else that the server checked. */
export function VerifiedFacts({ presentation }: { presentation: Presentation }) {
  const t = useTranslations('request.facts')
  const { agent, sponsor, facts } = presentation
  const said = new Set(facts.map((fact) => fact.key))
  return (
    <dl>
      {said.has('agent') ? null : (
        <Fact label={t('agent')} source={agent.credential}>
          {t.rich('agentLine', {
            slug: () => <span className="machine">{agent.slug}</span>,
            title: () => <HiddenText>{agent.title}</HiddenText>,
            in: (words) => (agent.runtime ? <span className="text-fg-2">{words}</span> : null),
            by: (words) => (agent.vendor ? <span className="text-fg-2">{words}</span> : null),
            runtime: agent.runtime ?? '',
            vendor: agent.vendor ?? '',
          })}
        </Fact>
      )}
      {said.has('sponsor') ? null : (
        <Fact label={t('sponsor')} source={t('directory')}>
          {sponsor.name}
        </Fact>
      )}
      {facts.map((fact) => (
        <FactRow key={`${fact.key}${fact.label}`} fact={fact} />
      ))}
    </dl>
  )
}

/** "all as usual" or the flagged ones, for a folded section. */
export function factsSummary({ t }: Say, facts: PresentedFact[]): string {
  const flagged = facts.filter((fact) => fact.flag)
  return flagged.length === 0
    ? t('facts.usual', { count: facts.length })
    : flagged.map((fact) => `${fact.label}: ${fact.value}`).join(' · ')
}
