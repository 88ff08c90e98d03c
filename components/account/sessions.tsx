'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Bone } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { revokeSessionMutation, sessionsOptions } from '@/lib/people/client'
import { Block } from './block'

const METHOD = { passkey: 'passkey', oidc: 'single sign-on', demo: 'demo sign-in' }

/** "Chrome on Linux" of a user agent; the whole text is on hover. */
function device(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Firefox\//.test(userAgent)
      ? 'Firefox'
      : /Chrome\//.test(userAgent)
        ? 'Chrome'
        : /Safari\//.test(userAgent)
          ? 'Safari'
          : 'A browser'
  const system = /Android/.test(userAgent)
    ? 'Android'
    : /iPhone|iPad/.test(userAgent)
      ? 'iOS'
      : /Windows/.test(userAgent)
        ? 'Windows'
        : /Mac OS X/.test(userAgent)
          ? 'macOS'
          : /Linux/.test(userAgent)
            ? 'Linux'
            : ''
  return system ? `${browser} on ${system}` : browser
}

/** Where this person is signed in. Ending a session works at once: it is looked up on every decision. */
export function Sessions() {
  const { data } = useQuery(sessionsOptions())
  const revoke = useMutation(revokeSessionMutation(useQueryClient()))
  return (
    <Block id="sessions" title="Sessions" note="Ending one works at once.">
      {data === undefined ? <Bone className="h-8 w-full" /> : null}
      <ul>
        {data?.items.map((session) => (
          <li
            key={session.id}
            className="flex min-h-12 items-center gap-3 border-line border-b py-2 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium" title={session.user_agent}>
                {device(session.user_agent)}
              </span>
              {session.is_current ? <span className="text-fg-3"> · this one</span> : null}
              <span className="block text-12 text-fg-3">
                {METHOD[session.method]} · since <Ago at={session.created_at} />, seen <Ago at={session.last_seen_at} />
              </span>
            </span>
            {session.is_current ? null : (
              <Button look="danger" size="sm" disabled={revoke.isPending} onClick={() => revoke.mutate(session.id)}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Block>
  )
}
