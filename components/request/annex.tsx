'use client'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { RequestView } from '@/lib/inbox/schema'
import { Accountable } from './accountable'
import { Blast, blastSummary } from './blast'
import { Claims } from './claims'
import { Compare } from './compare'
import { Decisions } from './decisions'
import { Delegation } from './delegation'
import { factsSummary, VerifiedFacts } from './facts'
import { History } from './history'
import { Provenance } from './provenance'
import type { Say } from './say'
import { Section } from './section'
import { Why } from './why'

export type AnnexSection = {
  title: string
  short: string
  summary: string
  provenance: ReactNode
  kind: 'annex' | 'claim' | 'plain'
  body: ReactNode
}

/** What follows the deed, in the order in which it should be read: with the deed nine, one for each number key. */
export function annexSections(say: Say, view: RequestView): AnnexSection[] {
  const { t } = say
  const { presentation, previous } = view
  return [
    {
      title: t('section.facts'),
      short: t('section.facts'),
      summary: factsSummary(say, presentation.facts),
      provenance: <Provenance kind="verified">{t('source.verified')}</Provenance>,
      kind: 'annex',
      body: <VerifiedFacts presentation={presentation} />,
    },
    {
      title: t('section.why'),
      short: t('section.whyShort'),
      summary: presentation.why.sentence,
      provenance: (
        <Provenance kind="verified">
          {t('source.boundary', { version: String(presentation.boundary.version) })}
        </Provenance>
      ),
      kind: 'annex',
      body: <Why presentation={presentation} id={view.item.id} />,
    },
    {
      title: t('section.blast'),
      short: t('section.blast'),
      summary: blastSummary(t, presentation),
      provenance: <Provenance kind="verified">{t('source.catalogue')}</Provenance>,
      kind: 'annex',
      body: <Blast presentation={presentation} />,
    },
    {
      title: t('section.compare'),
      short: t('section.compare'),
      summary: previous === null ? t('section.compareSummary') : previous.sentence,
      provenance: <Provenance kind="derived">{t('source.computed')}</Provenance>,
      kind: 'annex',
      body: <Compare view={view} />,
    },
    {
      title: t('section.delegation'),
      short: t('section.delegationShort'),
      summary: `${presentation.sponsor.name} → ${presentation.agent.slug} → ${presentation.executor.slug}`,
      provenance: <Provenance kind="verified">{t('source.verified')}</Provenance>,
      kind: 'annex',
      body: <Delegation presentation={presentation} />,
    },
    {
      title: t('section.claims'),
      short: t('section.claimsShort'),
      summary: '',
      provenance: <Provenance kind="claimed">{t('source.claimed')}</Provenance>,
      kind: 'claim',
      body: <Claims claims={presentation.claims} />,
    },
    {
      title: t('section.accountable'),
      short: t('section.accountableShort'),
      summary: presentation.accountability[0]?.name ?? t('section.nobody'),
      provenance: null,
      kind: 'plain',
      body: <Accountable people={presentation.accountability} />,
    },
    {
      title: t('section.history'),
      short: t('section.history'),
      summary: t('section.entries', { count: view.history.length }),
      provenance: null,
      kind: 'plain',
      body: (
        <>
          <Decisions decisions={view.decisions} />
          <History entries={view.history} />
        </>
      ),
    },
  ]
}

/**
 * The ruled annex behind the deed. Facts come first: on T2 and above the agent's own words stay folded until the facts
 * and the reasons were on the screen. On a phone what follows the reasons is folded.
 */
export function Annex({
  view,
  sections,
  seen,
  folded,
  onFold,
}: {
  view: RequestView
  sections: AnnexSection[]
  seen: ReadonlySet<number>
  folded: Record<number, boolean>
  onFold: (n: number, open: boolean) => void
}) {
  const t = useTranslations('request.section')
  const careful = view.item.level === 'T2' || view.item.level === 'T3' || view.item.level === 'TX'
  const factsSeen = seen.has(2) && seen.has(3)
  const [phone] = useState(() => window.matchMedia('(max-width: 47.99rem)').matches)
  const numbered = sections.map((section, at) => ({ section, n: at + 2 }))
  const draw = ({ section, n }: (typeof numbered)[number]) => (
    <Section
      key={section.title}
      n={n}
      title={section.title}
      summary={section.kind === 'claim' && careful && !factsSeen ? t('later') : section.summary}
      provenance={section.provenance}
      kind={section.kind}
      open={folded[n] ?? (section.kind === 'claim' ? !careful || factsSeen : !phone || n <= 3)}
      onToggle={(open) => onFold(n, open)}
      {...(section.kind === 'annex' ? { seen: seen.has(n) } : {})}
    >
      {section.body}
    </Section>
  )
  return (
    <>
      <div className="rounded-paper border-line bg-panel max-tablet:border-y tablet:border">
        {numbered.filter(({ section }) => section.kind === 'annex').map(draw)}
      </div>
      {numbered.filter(({ section }) => section.kind === 'claim').map(draw)}
      {numbered.filter(({ section }) => section.kind === 'plain').map(draw)}
    </>
  )
}
