'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
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
  const t = useTranslations('boundary')
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
  const taken = create.error instanceof ApiError && create.error.code === 'name.taken' ? t('create.taken') : undefined

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
      title={t('create.title')}
      rule={false}
      testId="new-workflow-sheet"
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form={FORM}
            look="primary"
            disabled={title.trim() === '' || code.length < 2 || create.isPending}
            data-testid="new-workflow-confirm"
          >
            {title.trim() === '' ? t('create.confirmPlain') : t('create.confirm', { title: title.trim() })}
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
          label={t('create.titleField')}
          value={title}
          maxLength={120}
          required
          error={errorAt('/title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_160px]">
          <TextField
            label={t('create.name')}
            hint={t('create.nameHint')}
            value={name}
            maxLength={63}
            error={taken ?? errorAt('/slug')}
            className="[&_input]:font-mono"
            onChange={(event) => setSlug(slugOf(event.target.value))}
          />
          <TextField
            label={t('create.prefix')}
            hint={t('create.prefixHint')}
            value={code}
            maxLength={4}
            error={errorAt('/code_prefix')}
            className="[&_input]:font-mono"
            onChange={(event) => setPrefix(event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, ''))}
          />
        </div>
        <TextArea
          label={t('create.what')}
          hint={t('create.whatHint')}
          value={description}
          maxLength={1_000}
          error={errorAt('/description')}
          onChange={(event) => setDescription(event.target.value)}
        />
        <OwnerPicker me={me?.person.id ?? ''} chosen={others} onChange={setOthers} />
        <p className="text-13 text-fg-2">{t('create.note')}</p>
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
