import { HiddenText } from '@/components/ui/hidden-text'
import type { RequestView } from '@/lib/inbox/schema'

/** What a reviewer asked for instead, one line a param. */
export function Proposed({ lines }: { lines: RequestView['counter_proposal'] }) {
  return (
    <p className="text-13" data-testid="proposed">
      <span className="text-fg-3">Asked for instead:</span>{' '}
      {lines.map((line, at) => (
        <span key={line.label}>
          {at === 0 ? '' : ', '}
          {line.label.toLowerCase()}{' '}
          <b className="font-medium">
            <HiddenText>{line.text}</HiddenText>
          </b>
        </span>
      ))}
    </p>
  )
}
