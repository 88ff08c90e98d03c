import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { RequestView } from '@/lib/inbox/schema'

/** What a reviewer asked for instead, one line a param. */
export function Proposed({ lines }: { lines: RequestView['counter_proposal'] }) {
  const t = useTranslations('request.compare')
  return (
    <p className="text-13" data-testid="proposed">
      {t.rich('instead', {
        quiet: (words) => <span className="text-fg-3">{words}</span>,
        lines: () =>
          lines.map((line, at) => (
            <span key={line.label}>
              {at === 0 ? '' : ', '}
              {line.label.toLowerCase()}{' '}
              <b className="font-medium">
                <HiddenText>{line.text}</HiddenText>
              </b>
            </span>
          )),
      })}
    </p>
  )
}
