'use client'
import { useQuery } from '@tanstack/react-query'
import { HiddenText } from '@/components/ui/hidden-text'
import { backgroundOptions } from '@/lib/inbox/client'
import { levelWords } from './level'
import { Fact } from './section'

/** What would have made this need less: answers of the boundary itself to the same request with one fact changed. */
export function Less({ id }: { id: string }) {
  const { data } = useQuery(backgroundOptions(id))
  // A line is kept for it while it is being asked, so that nothing below jumps.
  if (data === undefined || data.less.length === 0)
    return (
      <Fact label="Needs less if" source="asked of the boundary">
        <span className="text-fg-3">{data === undefined ? 'Asking…' : 'no single fact would do it alone'}</span>
      </Fact>
    )
  return (
    <Fact label="Needs less if" source="asked of the boundary">
      <ul data-testid="less">
        {data.less.map((line) => (
          <li key={line.text}>
            <HiddenText>{line.text}</HiddenText>
            <span className="text-fg-3">
              : {line.level}, {levelWords(line.level, line.quorum).toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  )
}
