'use client'
import { type ReactNode, useState } from 'react'
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
export function annexSections(view: RequestView): AnnexSection[] {
  const { presentation, previous } = view
  return [
    {
      title: 'Verified facts',
      short: 'Verified facts',
      summary: factsSummary(presentation.facts),
      provenance: <Provenance kind="verified">Verified</Provenance>,
      kind: 'annex',
      body: <VerifiedFacts presentation={presentation} />,
    },
    {
      title: 'Why this approval is needed',
      short: 'Why it is needed',
      summary: presentation.why.sentence,
      provenance: <Provenance kind="verified">Boundary v{presentation.boundary.version}</Provenance>,
      kind: 'annex',
      body: <Why presentation={presentation} id={view.item.id} />,
    },
    {
      title: 'Blast radius',
      short: 'Blast radius',
      summary: blastSummary(presentation),
      provenance: <Provenance kind="verified">Catalogue and checked params</Provenance>,
      kind: 'annex',
      body: <Blast presentation={presentation} />,
    },
    {
      title: 'Compare',
      short: 'Compare',
      summary: previous === null ? 'with what people decided before' : previous.sentence,
      provenance: <Provenance kind="derived">Computed from earlier requests</Provenance>,
      kind: 'annex',
      body: <Compare view={view} />,
    },
    {
      title: 'Who acts for whom',
      short: 'Delegation',
      summary: `${presentation.sponsor.name} → ${presentation.agent.slug} → ${presentation.executor.slug}`,
      provenance: <Provenance kind="verified">Verified</Provenance>,
      kind: 'annex',
      body: <Delegation presentation={presentation} />,
    },
    {
      title: 'What the agent says',
      short: 'The agent says',
      summary: '',
      provenance: <Provenance kind="claimed">Written by the agent · not checked</Provenance>,
      kind: 'claim',
      body: <Claims claims={presentation.claims} />,
    },
    {
      title: 'Who is accountable',
      short: 'Accountable',
      summary: presentation.accountability[0]?.name ?? 'nobody',
      provenance: null,
      kind: 'plain',
      body: <Accountable people={presentation.accountability} />,
    },
    {
      title: 'History',
      short: 'History',
      summary: `${view.history.length} entries`,
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
  const careful = view.item.level === 'T2' || view.item.level === 'T3' || view.item.level === 'TX'
  const factsSeen = seen.has(2) && seen.has(3)
  const [phone] = useState(() => window.matchMedia('(max-width: 47.99rem)').matches)
  const numbered = sections.map((section, at) => ({ section, n: at + 2 }))
  const draw = ({ section, n }: (typeof numbered)[number]) => (
    <Section
      key={section.title}
      n={n}
      title={section.title}
      summary={section.kind === 'claim' && careful && !factsSeen ? 'opens after the facts' : section.summary}
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
