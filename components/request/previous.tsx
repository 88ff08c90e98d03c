import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { RequestView } from '@/lib/inbox/schema'
import { Proposed } from './proposed'
import { StateChip } from './state-chip'

/** What differs from the request that this one follows. − and + are text, not colour. */
export function Previous({ previous }: { previous: NonNullable<RequestView['previous']> }) {
  const t = useTranslations('request')
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
        <StateChip state={previous.status} />
        <span>
          <HiddenText>{previous.sentence}</HiddenText>{' '}
          <Link className="link" href={`/inbox/${previous.id}`}>
            {t('compare.open')}
          </Link>
        </span>
      </p>
      {previous.proposed.length === 0 ? null : <Proposed lines={previous.proposed} />}
      {previous.changes.length === 0 ? (
        <p className="text-13 text-fg-2">{t('compare.allSame')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-start text-13">
            <thead>
              <tr className="text-12 text-fg-3 [&>th]:pb-1 [&>th]:text-start [&>th]:font-normal">
                <th scope="col" className="w-36">
                  {t('whenTerms.field')}
                </th>
                <th scope="col">{t('whenTerms.then')}</th>
                <th scope="col">{t('whenTerms.now')}</th>
              </tr>
            </thead>
            <tbody>
              {previous.changes.map((change) => (
                <tr
                  key={change.label}
                  className="[&>*]:border-line [&>*]:border-t [&>*]:py-1.5 [&>*]:pe-3 [&>*]:align-top"
                >
                  <th scope="row" className="text-start font-normal text-fg-3">
                    {change.label}
                  </th>
                  <td className="text-fg-3 [overflow-wrap:anywhere]">
                    − <HiddenText>{change.before}</HiddenText>
                  </td>
                  <td className="font-medium [overflow-wrap:anywhere]">
                    + <HiddenText>{change.after}</HiddenText>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
