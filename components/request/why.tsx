import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { Less } from './less'
import { type Say, useSay } from './say'
import { Fact } from './section'

const TIERS = ['allow', 'notify', 'approve', 'deny'] as const
const isTier = (tier: string): tier is (typeof TIERS)[number] => TIERS.some((known) => known === tier)

/** The sentence, then each rule that matched with its conditions and the values it saw. */
export function Why({ presentation, id }: { presentation: Presentation; id: string }) {
  const say = useSay()
  const t = useTranslations('request.why')
  const { why, workflow, boundary, consent } = presentation
  return (
    <>
      <p className="max-w-[60ch] text-16 tracking-[-0.005em]">
        <HiddenText>{why.sentence}</HiddenText>
      </p>
      {why.rules.map((rule) => (
        <div key={rule.id} className="rounded-paper border border-line bg-sheet">
          <div className="flex flex-wrap justify-between gap-x-3 border-line border-b px-3 py-[7px] text-13 text-fg-2">
            <span>
              {t.rich('rule', {
                workflow: workflow.title,
                version: String(boundary.version),
                id: rule.id,
                b: (words) => <b className="font-medium text-fg">{words}</b>,
                code: (words) => <code className="text-fg">{words}</code>,
              })}
            </span>
            <span>{isTier(rule.tier) ? t(`tier.${rule.tier}`) : rule.tier}</span>
          </div>
          {rule.reason && rule.reason !== why.sentence ? (
            <p className="px-3 py-2 text-13">
              <HiddenText>{rule.reason}</HiddenText>
            </p>
          ) : null}
          {rule.conditions.length > 0 ? (
            <table className="w-full text-13">
              <thead className="sr-only">
                <tr>
                  <th>{t('result')}</th>
                  <th>{t('condition')}</th>
                  <th>{t('value')}</th>
                </tr>
              </thead>
              <tbody>
                {rule.conditions.map((condition) => (
                  <tr key={condition.text} className="[&>td]:py-1  last:[&>td]:pb-2">
                    <td className="w-8 ps-3 align-top">
                      <Check className="mt-0.5 size-3.5 text-ok" aria-hidden="true" />
                      <span className="sr-only">{t('matched')}</span>
                    </td>
                    <td className="[overflow-wrap:anywhere]">
                      <code>{condition.text}</code>
                    </td>
                    <td className="px-3 text-end [overflow-wrap:anywhere]">
                      <code className="font-medium">
                        <HiddenText>{condition.value}</HiddenText>
                      </code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </div>
      ))}
      <dl>
        <Fact label={t('asksFor')}>{consentWords(say, consent)}</Fact>
        {(consent.attestations ?? []).map(({ rule, text }) => (
          <Fact key={text} label={t('confirm')} source={rule}>
            {text}
          </Fact>
        ))}
        {(consent.prompts ?? []).map(({ rule, text }) => (
          <Fact key={text} label={t('answer')} source={rule}>
            {text}
          </Fact>
        ))}
        <Fact label={t('then')}>
          <HiddenText>{presentation.next}</HiddenText>
        </Fact>
        {consent.quorum > 0 ? <Less id={id} /> : null}
      </dl>
    </>
  )
}

/** "2 people of Payments leads, with a passkey; one denial ends it" */
function consentWords({ t, format }: Say, consent: Presentation['consent']): string {
  return t('why.consent', {
    people: consent.quorum,
    from: consent.teams.length === 0 ? 'anybody' : 'teams',
    teams: format.list(consent.teams.map((team) => team.title)),
    stepup: consent.stepup,
    denials: Math.max(consent.deny_threshold, 1),
    held: consent.grace_seconds > 0 ? 'yes' : 'no',
    grace: format.spelled(consent.grace_seconds),
  })
}
