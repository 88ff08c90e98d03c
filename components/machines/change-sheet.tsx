'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { changeMutation, choicesOptions } from '@/lib/machines/client'
import type { MachineView } from '@/lib/machines/schema'
import { FormFault, faultOf, Pick } from './form-parts'

/** Changes what is said of a machine; its sponsor only for administrators. */
export function ChangeSheet({ view: { machine, may }, onClose }: { view: MachineView; onClose: () => void }) {
  const form = useId()
  const { data: choices } = useQuery({ ...choicesOptions(), enabled: may.change_sponsor })
  const change = useMutation(changeMutation(useQueryClient()))
  const [title, setTitle] = useState(machine.title)
  const [description, setDescription] = useState(machine.description)
  const [sponsor, setSponsor] = useState(machine.sponsor?.id ?? '')
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      testId="change-sheet"
      rule={false}
      title={`Change ${machine.slug}`}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            look="primary"
            type="submit"
            form={form}
            disabled={change.isPending}
            data-testid="change-confirm"
          >
            Save the change
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4 px-4 pb-6 tablet:px-8"
        onSubmit={(event) => {
          event.preventDefault()
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
        }}
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
      </form>
    </Sheet>
  )
}
