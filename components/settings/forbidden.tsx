'use client'
import { useQuery } from '@tanstack/react-query'
import { ForbiddenState } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { ApiError } from '@/lib/http/client'
import { personChoicesOptions } from '@/lib/members/client'

/** A list that did not come. Who may not see it is told which role that takes and who can propose it. */
export function SettingsTrouble({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  if (error instanceof ApiError && error.status === 403) return <NeedsRole what={what} />
  return <Trouble what={what} error={error} onRetry={onRetry} />
}

function NeedsRole({ what }: { what: string }) {
  const { data } = useQuery(personChoicesOptions('', 'admin'))
  const names = data?.items.map(({ name }) => name) ?? []
  return (
    <ForbiddenState title={`${what} are for administrators and compliance reviewers`}>
      {names.length === 0
        ? 'An administrator can propose the role for you.'
        : `${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)} can propose the role for you; a second person then agrees.`}
    </ForbiddenState>
  )
}
