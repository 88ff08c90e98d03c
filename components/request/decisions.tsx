import { HiddenText } from '@/components/ui/hidden-text'
import { At } from '@/components/ui/time'
import { denialLabels } from '@/lib/core/decision/explain'
import { readSections } from '@/lib/core/decision/sections'
import type { RequestView } from '@/lib/inbox/schema'

type Decision = RequestView['decisions'][number]

/** What people said when they decided: reason, note, what they confirmed and answered, and how it was read. */
export function Decisions({ decisions }: { decisions: Decision[] }) {
  if (decisions.length === 0) return null
  return (
    <ul className="grid gap-3 text-13" data-testid="decisions">
      {decisions.map((decision) => (
        <li key={decision.id} className="grid gap-0.5">
          <p>
            <b className="font-medium">{decision.person.name}</b> {words(decision)} at <At at={decision.decided_at} />
            <span className="text-fg-3"> · {reading(decision)}</span>
          </p>
          {decision.reason ? (
            <p className="max-w-[72ch] whitespace-pre-wrap text-fg-2 [overflow-wrap:anywhere]">
              “<HiddenText>{decision.reason}</HiddenText>”
            </p>
          ) : null}
          {decision.answers.map(({ prompt, answer }) => (
            <p key={prompt} className="text-fg-2 [overflow-wrap:anywhere]">
              <span className="text-fg-3">{prompt}</span> <HiddenText>{answer}</HiddenText>
            </p>
          ))}
          {decision.attested.map((text) => (
            <p key={text} className="text-fg-2 [overflow-wrap:anywhere]">
              <span className="text-fg-3">Confirmed:</span> {text}
            </p>
          ))}
          {decision.private_note ? (
            <p className="text-fg-2 [overflow-wrap:anywhere]">
              <span className="text-fg-3">Among people:</span> <HiddenText>{decision.private_note}</HiddenText>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function words(decision: Decision): string {
  if (decision.verb === 'approve') return decision.factor === 'passkey' ? 'approved with a passkey' : 'approved'
  if (decision.verb === 'abstain') return 'abstained'
  return `denied, ${denialLabels[decision.code ?? ''] ?? decision.code}`
}

/** "read 1 min 52 s, 6 of 9 sections"; as their browser counted. */
function reading({ reading_seconds, sections_seen, seconds_to_decide }: Decision): string {
  if (reading_seconds === null)
    return seconds_to_decide === null ? 'not opened in the console' : `${time(seconds_to_decide)} after opening it`
  return `read ${time(reading_seconds)}, ${sections_seen} of ${readSections.length} sections`
}

function time(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
