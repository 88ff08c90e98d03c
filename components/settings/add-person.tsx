'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { addPersonMutation } from '@/lib/members/client'
import { Failure } from './failure'
import { LinkOnce } from './link-once'

/** Adds somebody, who can then make a passkey by a one-time link; no role comes with it. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const add = useMutation(addPersonMutation(useQueryClient()))
  const [who, setWho] = useState({ name: '', email: '', title: '' })
  if (add.data)
    return (
      <LinkOnce
        link={add.data.link}
        name={who.name}
        note="It is good for 72 hours and for one passkey. Roles and teams are proposed afterwards."
        onClose={onClose}
      />
    )
  const ready = who.name.trim() !== '' && who.email.trim() !== '' && !add.isPending
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title="Add a person"
      testId="add-person-sheet"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!ready} onClick={() => add.mutate(who)} data-testid="add-person-submit">
            Add and make a link
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <TextField
          label="Name"
          required
          maxLength={120}
          value={who.name}
          onChange={(event) => setWho({ ...who, name: event.target.value })}
        />
        <TextField
          label="E-mail"
          type="email"
          required
          maxLength={254}
          value={who.email}
          onChange={(event) => setWho({ ...who, email: event.target.value })}
        />
        <TextField
          label="Title"
          maxLength={120}
          value={who.title}
          onChange={(event) => setWho({ ...who, title: event.target.value })}
        />
        <Failure error={add.error} />
      </div>
    </Sheet>
  )
}
