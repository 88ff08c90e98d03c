'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { addPersonMutation } from '@/lib/members/client'
import { Failure } from './failure'
import { LinkOnce } from './link-once'

/** Adds somebody, who can then make a passkey by a one-time link; no role comes with it. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const add = useMutation(addPersonMutation(useQueryClient()))
  const [who, setWho] = useState({ name: '', email: '', title: '' })
  if (add.data)
    return <LinkOnce link={add.data.link} name={who.name} note={t('addPerson.linkNote')} onClose={onClose} />
  const ready = who.name.trim() !== '' && who.email.trim() !== '' && !add.isPending
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('addPerson.title')}
      testId="add-person-sheet"
      foot={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button look="primary" disabled={!ready} onClick={() => add.mutate(who)} data-testid="add-person-submit">
            {t('addPerson.submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <TextField
          label={t('field.name')}
          required
          maxLength={120}
          value={who.name}
          onChange={(event) => setWho({ ...who, name: event.target.value })}
        />
        <TextField
          label={t('field.email')}
          type="email"
          required
          maxLength={254}
          value={who.email}
          onChange={(event) => setWho({ ...who, email: event.target.value })}
        />
        <TextField
          label={t('field.title')}
          maxLength={120}
          value={who.title}
          onChange={(event) => setWho({ ...who, title: event.target.value })}
        />
        <Failure error={add.error} />
      </div>
    </Sheet>
  )
}
