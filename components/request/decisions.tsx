import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import { At } from '@/components/ui/time'
import { readSections } from '@/lib/core/decision/sections'
import type { RequestView } from '@/lib/inbox/schema'
import { type Say, useSay } from './say'

type Decision = RequestView['decisions'][number]

/** What people said when they decided: reason, note, what they confirmed and answered, and how it was read. */
export function Decisions({ decisions }: { decisions: Decision[] }) {
  const t = useTranslations('request.decided')
  const say = useSay()
  if (decisions.length === 0) return null
  return (
    <ul className="grid gap-3 text-13" data-testid="decisions">
      {decisions.map((decision) => (
        <li key={decision.id} className="grid gap-0.5">
          <p>
            {t.rich(howOf(decision), {
              name: decision.person.name,
              code: decision.code ?? 'other',
              b: (words) => <b className="font-medium">{words}</b>,
              at: () => <At at={decision.decided_at} />,
            })}
            <span className="text-fg-3"> · {reading(say, decision)}</span>
          </p>
          {decision.reason ? (
            <p className="max-w-[72ch] whitespace-pre-wrap text-fg-2 [overflow-wrap:anywhere]">
              <Quoted text={decision.reason} />
            </p>
          ) : null}
          {decision.answers.map(({ prompt, answer }) => (
            <p key={prompt} className="text-fg-2 [overflow-wrap:anywhere]">
              <span className="text-fg-3">{prompt}</span> <HiddenText>{answer}</HiddenText>
            </p>
          ))}
          {decision.attested.map((text) => (
            <p key={text} className="text-fg-2 [overflow-wrap:anywhere]">
              {t.rich('confirmed', { text, quiet })}
            </p>
          ))}
          {decision.private_note ? (
            <p className="text-fg-2 [overflow-wrap:anywhere]">
              <Note text={decision.private_note} />
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

const quiet = (words: ReactNode) => <span className="text-fg-3">{words}</span>

function Quoted({ text }: { text: string }) {
  const t = useTranslations('request.decided')
  return t.rich('quoted', { text: () => <HiddenText>{text}</HiddenText> })
}

function Note({ text }: { text: string }) {
  const t = useTranslations('request.decided')
  return t.rich('note', { quiet, text: () => <HiddenText>{text}</HiddenText> })
}

function howOf({ verb, factor }: Decision): 'passkey' | Decision['verb'] {
  return verb === 'approve' && factor === 'passkey' ? 'passkey' : verb
}

/** "read 1 min 52 s, 6 of 9 sections"; as their browser counted. */
function reading({ t, format }: Say, { reading_seconds, sections_seen, seconds_to_decide }: Decision): string {
  if (reading_seconds === null)
    return seconds_to_decide === null
      ? t('decided.notOpened')
      : t('decided.after', { time: format.spelled(seconds_to_decide) })
  return t('decided.read', {
    time: format.spelled(reading_seconds),
    seen: sections_seen,
    all: readSections.length,
  })
}
