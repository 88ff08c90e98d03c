import { Check } from 'lucide-react'
import { spelled } from '@/components/ui/duration'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { Less } from './less'
import { Fact } from './section'

const TIER: Record<string, string> = {
  allow: 'policy alone allows',
  notify: 'allowed, people are told',
  approve: 'people must consent',
  deny: 'never',
}

/** The sentence, then each rule that matched with its conditions and the values it saw. */
export function Why({ presentation, id }: { presentation: Presentation; id: string }) {
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
              <b className="font-medium text-fg">{workflow.title}</b> · boundary v{boundary.version} · rule{' '}
              <code className="text-fg">{rule.id}</code>
            </span>
            <span>{TIER[rule.tier] ?? rule.tier}</span>
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
                  <th>Result</th>
                  <th>Condition</th>
                  <th>Value here</th>
                </tr>
              </thead>
              <tbody>
                {rule.conditions.map((condition) => (
                  <tr key={condition.text} className="[&>td]:py-1  last:[&>td]:pb-2">
                    <td className="w-8 ps-3 align-top">
                      <Check className="mt-0.5 size-3.5 text-ok" aria-hidden="true" />
                      <span className="sr-only">matched</span>
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
        <Fact label="Asks for">{consentWords(consent)}</Fact>
        {(consent.attestations ?? []).map(({ rule, text }) => (
          <Fact key={text} label="You confirm" source={rule}>
            {text}
          </Fact>
        ))}
        {(consent.prompts ?? []).map(({ rule, text }) => (
          <Fact key={text} label="You answer" source={rule}>
            {text}
          </Fact>
        ))}
        <Fact label="Then">
          <HiddenText>{presentation.next}</HiddenText>
        </Fact>
        {consent.quorum > 0 ? <Less id={id} /> : null}
      </dl>
    </>
  )
}

/** "2 people of Payments leads, with a passkey; one denial ends it" */
export function consentWords(consent: Presentation['consent']): string {
  const people = consent.quorum === 1 ? '1 person' : `${consent.quorum} people`
  const teams = consent.teams.map((team) => team.title)
  const from = teams.length === 0 ? '' : ` of ${teams.length === 1 ? teams[0] : teams.join(' and ')}`
  const deny = consent.deny_threshold <= 1 ? 'one denial ends it' : `${consent.deny_threshold} denials end it`
  const grace = consent.grace_seconds > 0 ? `; the grant is held back ${spelled(consent.grace_seconds)}` : ''
  return `${people}${from}${consent.stepup === 'passkey' ? ', with a passkey' : ''}; ${deny}${grace}`
}
