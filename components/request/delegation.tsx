import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Presentation } from '@/lib/core/presentation/presentation'

type Link = { role: string; name: string; machine: boolean; note: string }

/** Who acts for whom, from people to the machine that runs it; each is another identity, and none of them approves. */
export function Delegation({ presentation }: { presentation: Presentation }) {
  const t = useTranslations('request.delegation')
  const { principals, sponsor, agent, executor } = presentation
  const chain: Link[] = [
    ...principals.map((person) => ({
      role: t('principal'),
      name: person.name,
      machine: false,
      note: t('principalNote'),
    })),
    { role: t('sponsor'), name: sponsor.name, machine: false, note: t('sponsorNote') },
    { role: t('agent'), name: agent.slug, machine: true, note: t('agentNote', { runtime: agent.runtime }) },
    { role: t('executor'), name: executor.slug, machine: true, note: t('executorNote') },
  ]
  return (
    <>
      <ol
        className="grid rounded-paper border border-line tablet:auto-cols-fr tablet:grid-flow-col"
        data-testid="delegation"
      >
        {chain.map((link, at) => (
          <li
            key={`${link.role}${link.name}`}
            className={clsx(
              'relative grid min-w-0 content-start px-3 py-2 text-13',
              at > 0 && 'border-line max-tablet:border-t tablet:border-s',
              at > 0 &&
                "before:absolute before:size-2 before:border-line-strong before:border-t before:border-r before:bg-panel before:content-['']",
              at > 0 &&
                'tablet:before:top-[calc(50%-4px)] tablet:before:-left-[5px] tablet:before:rotate-45 max-tablet:before:-top-[5px] max-tablet:before:left-4 max-tablet:before:rotate-[135deg]',
            )}
          >
            <span className="text-12 text-fg-3">{link.role}</span>
            <span className={clsx('[overflow-wrap:anywhere]', link.machine && 'machine')}>
              <HiddenText>{link.name}</HiddenText>
            </span>
            <span className="text-12 text-fg-3 [overflow-wrap:anywhere]">
              <HiddenText>{link.note}</HiddenText>
            </span>
          </li>
        ))}
      </ol>
      {principals.length > 1 ? <p className="text-13 text-fg-2">{t('several', { count: principals.length })}</p> : null}
    </>
  )
}
