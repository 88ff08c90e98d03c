'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { TextArea, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { changeMutation, choicesOptions } from '@/lib/machines/client'
import type { MachineView } from '@/lib/machines/schema'
import { FormFault, faultOf, Pick } from './form-parts'
import { FormSheet } from './form-sheet'

/** Changes what is said of a machine; its sponsor only for administrators. */
export function ChangeSheet({ view: { machine, may }, onClose }: { view: MachineView; onClose: () => void }) {
  const { data: choices } = useQuery({ ...choicesOptions(), enabled: may.change_sponsor })
  const change = useMutation(changeMutation(useQueryClient()))
  const [title, setTitle] = useState(machine.title)
  const [description, setDescription] = useState(machine.description)
  const [sponsor, setSponsor] = useState(machine.sponsor?.id ?? '')
  return (
    <FormSheet
      width="sm"
      title={`Change ${machine.slug}`}
      testId="change-sheet"
      confirm="Save the change"
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
              announce('Changed')
              onClose()
            },
          },
        )
      }
    >
      <TextField
        label="Title"
        required
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={faultOf(change.error, '/title')}
      />
      {machine.kind === 'agent' ? (
        <TextArea
          label="What it does"
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      ) : null}
      {may.change_sponsor ? (
        <Pick
          label="Sponsor"
          hint="Whoever sponsors it decides on none of its requests: neither who did when it asked, nor who does now."
          value={sponsor}
          onChange={(event) => setSponsor(event.target.value)}
          error={faultOf(change.error, '/sponsor_id')}
        >
          {machine.sponsor && !machine.sponsor.active ? (
            <option value={machine.sponsor.id}>{machine.sponsor.name}, has left</option>
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
