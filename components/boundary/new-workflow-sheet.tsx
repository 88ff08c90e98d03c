'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { createWorkflowMutation } from '@/lib/boundaries/client'
import { ApiError } from '@/lib/http/client'
import { meOptions } from '@/lib/people/client'
import { type Owner, OwnerPicker } from './owner-picker'

const FORM = 'new-workflow-form'

/** Asks what a workflow is before it can have rules. It begins as a draft in which nothing is allowed. */
export function NewWorkflowSheet({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const { data: me } = useQuery(meOptions())
  const create = useMutation(createWorkflowMutation(useQueryClient()))
  const [title, setTitle] = useState('')
  const [slug, setSlug] = useState('')
  const [description, setDescription] = useState('')
  const [prefix, setPrefix] = useState('')
  const [others, setOthers] = useState<Owner[]>([])
  const name = slug === '' ? slugOf(title) : slug
  const code =
    prefix === ''
      ? name
          .replace(/[^a-z0-9]/g, '')
          .slice(0, 3)
          .toUpperCase()
      : prefix
  const errors = create.error instanceof ApiError ? create.error.errors : []
  const errorAt = (pointer: string) => errors.find((error) => error.pointer.startsWith(pointer))?.detail
  const taken =
    create.error instanceof ApiError && create.error.code === 'name.taken' ? 'This name is taken.' : undefined

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!me) return
    await create.mutateAsync({
      slug: name,
      title: title.trim(),
      description: description.trim(),
      code_prefix: code,
      owners: [me.person.id, ...others.map((owner) => owner.id)],
    })
    router.push(`/boundaries/${name}`)
  }

  return (
    <Sheet
      open
      onClose={onClose}
      title="New workflow"
      rule={false}
      testId="new-workflow-sheet"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            look="primary"
            disabled={title.trim() === '' || code.length < 2 || create.isPending}
            data-testid="new-workflow-confirm"
          >
            Create {title.trim() || 'workflow'}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => void submit(event).catch(() => {})}
        className="grid gap-4 px-4 pb-5 tablet:px-8"
      >
        {create.error && errors.length === 0 && !taken ? <Strip tone="danger">{create.error.message}</Strip> : null}
        <TextField
          label="Title"
          value={title}
          maxLength={120}
          required
          error={errorAt('/title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_160px]">
          <TextField
            label="Name"
            hint="Agents and rules use it. It never changes."
            value={name}
            maxLength={63}
            error={taken ?? errorAt('/slug')}
            className="[&_input]:font-mono"
            onChange={(event) => setSlug(slugOf(event.target.value))}
          />
          <TextField
            label="Code prefix"
            hint="Of codes such as PAY-7F3K."
            value={code}
            maxLength={4}
            error={errorAt('/code_prefix')}
            className="[&_input]:font-mono"
            onChange={(event) => setPrefix(event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, ''))}
          />
        </div>
        <TextArea
          label="What it is"
          hint="One sentence for those who are asked to consent."
          value={description}
          maxLength={1_000}
          error={errorAt('/description')}
          onChange={(event) => setDescription(event.target.value)}
        />
        <OwnerPicker me={me?.person.id ?? ''} chosen={others} onChange={setOthers} />
        <p className="text-13 text-fg-2">
          You are its first owner. Everything is denied until a boundary is written, reviewed and in force, and somebody
          is accountable for it.
        </p>
      </form>
    </Sheet>
  )
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
}
