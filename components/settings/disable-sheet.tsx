'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Choice, TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'
import { disablePersonMutation, leavingOptions } from '@/lib/members/client'
import { Failure } from './failure'

/**
 * Ends an account. What nobody would answer for any more comes first, and is confirmed one by one: the server refuses a
 * confirmation of anything but the list as it is now, which then is shown instead.
 */
export function DisableSheet({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const t = useTranslations('settings.disable')
  const words = useTranslations('words')
  const queryClient = useQueryClient()
  const { data, refetch } = useQuery(leavingOptions(person.id))
  const disable = useMutation(disablePersonMutation(queryClient))
  const [seen, setSeen] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const orphans = data?.orphans ?? []
  const all = data !== undefined && orphans.every(({ id }) => seen.includes(id))
  const changed = disable.error instanceof ApiError && disable.error.code === 'person.orphans'

  function end() {
    disable.mutate(
      { id: person.id, confirmed: orphans.map(({ id }) => id), reason: reason.trim() },
      {
        onSuccess: () => {
          announce(t('done', { name: person.name }))
          onClose()
        },
        onError: () => void refetch(),
      },
    )
  }

  return (
    <Sheet
      open
      onClose={onClose}
      title={t('title', { name: person.name })}
      testId="disable-sheet"
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Button
            size="lg"
            look="dangerSolid"
            disabled={!all || reason.trim() === '' || disable.isPending}
            onClick={end}
            data-testid="disable-confirm"
          >
            {t('title', { name: person.name })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 py-4 tablet:px-8">
        {changed ? <Strip tone="warn">{t('changed')}</Strip> : null}
        {data === undefined ? <LoadingRows rows={3} /> : null}
        {data && orphans.length === 0 ? <p className="text-14">{t('nothingLeft')}</p> : null}
        {orphans.length > 0 ? (
          <fieldset className="grid gap-2">
            <legend className="mb-2 text-14">
              {t.rich('orphans', {
                count: orphans.length,
                link: (text) => (
                  <Link href={`/accountability/people/${person.id}`} className="link">
                    {text}
                  </Link>
                ),
              })}
            </legend>
            {orphans.map((orphan) => (
              <div key={orphan.id} className="border-line border-b pb-2 text-13" data-testid="orphan">
                <Choice
                  type="checkbox"
                  checked={seen.includes(orphan.id)}
                  onChange={(event) =>
                    setSeen(event.target.checked ? [...seen, orphan.id] : seen.filter((id) => id !== orphan.id))
                  }
                >
                  <span className="font-medium">{orphan.title}</span>
                  <span className="block text-12 text-fg-2">{orphan.detail}</span>
                </Choice>
              </div>
            ))}
          </fieldset>
        ) : null}
        <TextArea
          label={t('why')}
          hint={t('whyHint')}
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="disable-reason"
        />
        {changed ? null : <Failure error={disable.error} />}
      </div>
    </Sheet>
  )
}
