'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import { backgroundOptions } from '@/lib/inbox/client'
import { levelInside } from './level'
import { Fact } from './section'

/** What would have made this need less: answers of the boundary itself to the same request with one fact changed. */
export function Less({ id }: { id: string }) {
  const t = useTranslations('request.less')
  const words = useTranslations('words')
  const { data } = useQuery(backgroundOptions(id))
  // A line is kept for it while it is being asked, so that nothing below jumps.
  if (data === undefined || data.less.length === 0)
    return (
      <Fact label={t('label')} source={t('source')}>
        <span className="text-fg-3">{data === undefined ? t('asking') : t('none')}</span>
      </Fact>
    )
  return (
    <Fact label={t('label')} source={t('source')}>
      <ul data-testid="less">
        {data.less.map((line) => (
          <li key={line.text}>
            {t.rich('line', {
              level: line.level,
              words: levelInside(words, line.level, line.quorum),
              text: () => <HiddenText>{line.text}</HiddenText>,
              quiet: (chunk) => <span className="text-fg-3">{chunk}</span>,
            })}
          </li>
        ))}
      </ul>
    </Fact>
  )
}
