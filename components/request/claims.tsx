import { Flag, Link2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import { Strip } from '@/components/ui/strip'
import type { Json } from '@/lib/core/canonical/json'
import type { PresentedClaims } from '@/lib/core/presentation/presentation'
import { Trace } from './trace'

/** What the agent says about itself: plain text only, links are not links, and nothing here was checked. */
export function Claims({ claims }: { claims: PresentedClaims }) {
  const t = useTranslations('request.claims')
  const rows = claimRows(claims.claims)
  return (
    <>
      {claims.hidden > 0 ? (
        <Strip tone="danger" testId="hidden-strip">
          {t('hidden', { count: claims.hidden })}
        </Strip>
      ) : null}
      {claims.justification ? (
        <blockquote className="max-w-[68ch] whitespace-pre-wrap text-14/[22px] [overflow-wrap:anywhere]">
          <HiddenText>{claims.justification}</HiddenText>
        </blockquote>
      ) : (
        <p className="text-13 text-fg-2">{t('noReason')}</p>
      )}
      {rows.length > 0 ? (
        <dl className="grid gap-1 text-13">
          {rows.map(([name, value]) => (
            <div key={name} className="grid gap-x-5 tablet:grid-cols-[124px_minmax(0,1fr)]">
              <dt className="text-fg-2 [overflow-wrap:anywhere]">
                <HiddenText>{name}</HiddenText>
              </dt>
              <dd className="[overflow-wrap:anywhere]">
                <HiddenText>{value}</HiddenText>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <Trace trace={claims.trace} />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-fg-2">
        {claims.emergency ? (
          <span>
            <Flag className="me-1 inline size-3.5 align-[-2px]" aria-hidden="true" />
            {t('emergency')}
          </span>
        ) : null}
        {claims.flags.map((flag) => (
          <span key={flag}>
            <Flag className="me-1 inline size-3.5 align-[-2px]" aria-hidden="true" />
            <HiddenText>{flag}</HiddenText>
          </span>
        ))}
        {claims.external_refs.length === 0 ? (
          <span>
            <Link2 className="me-1 inline size-3.5 align-[-2px]" aria-hidden="true" />
            {t('noLinks')}
          </span>
        ) : (
          claims.external_refs.map((ref) => (
            <span key={`${ref.system}${ref.id}`} className="[overflow-wrap:anywhere]">
              <Link2 className="me-1 inline size-3.5 align-[-2px]" aria-hidden="true" />
              <HiddenText>{`${ref.system} ${ref.id}`}</HiddenText> <span className="text-fg-3">{'('}</span>
              <HiddenText>{ref.url}</HiddenText>
              <span className="text-fg-3">{')'}</span>
            </span>
          ))
        )}
        <span>{t('characters', { count: [...claims.justification].length })}</span>
      </p>
    </>
  )
}

/** The members of a claims object, one line each; anything nested is its JSON text. */
function claimRows(claims: Json): [string, string][] {
  if (claims === null || typeof claims !== 'object') return claims === null ? [] : [['claim', String(claims)]]
  return Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
}
