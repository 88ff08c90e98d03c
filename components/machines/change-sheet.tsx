'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { TextArea, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { changeMutation, choicesOptions } from '@/lib/machines/client'
import type { MachineView } from '@/lib/machines/schema'
import { FormFault, faultOf, Pick } from './form-parts'
import { FormSheet } from './form-sheet'

/** Changes what is said of a machine; its sponsor only for administrators. */
export function ChangeSheet({ view: { machine, may }, onClose }: { view: MachineView; onClose: () => void }) {
  const t = useTranslations('machines')
  const { data: choices } = useQuery({ ...choicesOptions(), enabled: may.change_sponsor })
  const change = useMutation(changeMutation(useQueryClient()))
  const [title, setTitle] = useState(machine.title)
  const [description, setDescription] = useState(machine.description)
  const [sponsor, setSponsor] = useState(machine.sponsor?.id ?? '')
  return (
    <FormSheet
      width="sm"
      title={t('change.title', { name: machine.slug })}
      testId="change-sheet"
      confirm={t('change.save')}
      confirmTestId="change-confirm"
      pending={change.isPending}
      onClose={onClose}
      onSubmit={() =>
        change.mutate(
          {
            id: machine.id,
            title: title.trim(),
            ...(machine.kind === 'agent' && { description: description.trim() }),
            ...(may.change_sponsor && sponsor !== '' && { sponsor_id: sponsor }),
          },
          {
            onSuccess: () => {
              announce(t('change.changed'))
              onClose()
            },
          },
        )
      }
    >
      <TextField
        label={t('form.title')}
        required
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={faultOf(t, change.error, '/title')}
      />
      {machine.kind === 'agent' ? (
        <TextArea
          label={t('form.description')}
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      ) : null}
      {may.change_sponsor ? (
        <Pick
          label={t('form.sponsor')}
          hint={t('change.sponsorHint')}
          value={sponsor}
          onChange={(event) => setSponsor(event.target.value)}
          error={faultOf(t, change.error, '/sponsor_id')}
        >
          {machine.sponsor && !machine.sponsor.active ? (
            <option value={machine.sponsor.id}>{t('change.hasLeft', { name: machine.sponsor.name })}</option>
          ) : null}
          {(choices?.people ?? []).map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </Pick>
      ) : null}
      <FormFault error={change.error} fields={['/title', '/sponsor_id']} />
    </FormSheet>
  )
}
