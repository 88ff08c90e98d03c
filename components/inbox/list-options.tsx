'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { groupings, sortings } from '@/lib/core/inbox/group'
import type { Choice } from './use-choice'

/** Group and sort, as two quiet native selects: the choice is in the address. */
export function ListOptions({ choice }: { choice: Choice }) {
  const t = useTranslations('inbox.options')
  return (
    <div className="flex flex-none items-center gap-1 ps-3 max-desk:hidden">
      <Option
        label={t('group')}
        value={choice.group}
        onChange={(value) => choice.setGroup(groupings.find((each) => each === value) ?? 'risk')}
      >
        {groupings.map((each) => (
          <option key={each} value={each}>
            {t(`groups.${each}`)}
          </option>
        ))}
      </Option>
      <Option
        label={t('sort')}
        value={choice.sort}
        onChange={(value) => choice.setSort(sortings.find((each) => each === value) ?? 'time')}
      >
        {sortings.map((each) => (
          <option key={each} value={each}>
            {t(`sorts.${each}`)}
          </option>
        ))}
      </Option>
    </div>
  )
}

function Option({
  label,
  value,
  onChange,
  children,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  children: ReactNode
}) {
  return (
    <label className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-1.5 text-12 text-fg-3 focus-within:ring-2 focus-within:ring-ink hover:text-fg">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="select max-w-36 border-0 bg-transparent pe-6! font-medium text-12 text-fg outline-none [background-position:right_4px_center]"
      >
        {children}
      </select>
    </label>
  )
}
