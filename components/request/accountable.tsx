import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Presentation } from '@/lib/core/presentation/presentation'

/** Who answers for this, by name: as it was when the request was made. */
export function Accountable({ people }: { people: Presentation['accountability'] }) {
  const t = useTranslations('request')
  const owner = people.find((entry) => entry.role === 'accountable_owner')
  const others = people.filter((entry) => entry !== owner)
  if (people.length === 0) {
    return <p className="text-13 text-danger">{t('noOwner')}</p>
  }
  return (
    <dl className="grid border-line-strong border-t tablet:grid-cols-[1.5fr_1fr_1fr]">
      {owner ? (
        <div className="border-line border-b py-2 pe-3 tablet:row-span-2">
          <dt className="text-12 text-fg-3">{owner.title}</dt>
          <dd className="font-medium text-16">
            {owner.name}
            <span className="block font-normal text-12 text-fg-3">
              <HiddenText>{owner.note}</HiddenText>
            </span>
          </dd>
        </div>
      ) : null}
      {others.map((entry) => (
        <div key={`${entry.role}${entry.name}`} className="border-line border-b py-2 pe-3">
          <dt className="text-12 text-fg-3">{entry.title}</dt>
          <dd className="text-13">
            {entry.name}
            <span className="block text-12 text-fg-3">
              <HiddenText>{entry.note}</HiddenText>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
