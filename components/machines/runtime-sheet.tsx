'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Choice, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { changeRuntimeMutation, choicesOptions, registerRuntimeMutation } from '@/lib/machines/client'
import type { Choices, RuntimeView } from '@/lib/machines/schema'
import { meOptions } from '@/lib/people/client'
import { FormFault, faultOf, Pick } from './form-parts'
import { FormSheet } from './form-sheet'

const FIELDS = [
  '/slug',
  '/title',
  '/owner_id',
  '/vendor/name',
  '/vendor/approval_logic',
  '/vendor/logging',
  '/vendor/incident_response',
]
const ANSWERS = ['approval_logic', 'logging', 'incident_response'] as const

/** Registers a runtime, or changes what is said of one. What its vendor leaves open is stored as a gap that denies. */
export function RuntimeSheet({ runtime, onClose }: { runtime?: RuntimeView['runtime']; onClose: () => void }) {
  const t = useTranslations('machines')
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: choices } = useQuery(choicesOptions())
  const { data: me } = useQuery(meOptions())
  const register = useMutation(registerRuntimeMutation(queryClient))
  const change = useMutation(changeRuntimeMutation(queryClient))
  const [managed, setManaged] = useState(runtime?.vendor != null)
  const [fields, setFields] = useState(() => typedOf(runtime))
  const put = (name: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields((now) => ({ ...now, [name]: event.target.value }))
  const isAdmin = me?.person.roles.includes('admin') ?? false
  const owners = (choices?.people ?? []).filter((person) => isAdmin || runtime || person.id === me?.person.id)
  const error = register.error ?? change.error

  function submit() {
    const vendor = managed
      ? {
          name: fields.name.trim(),
          contract: fields.contract.trim(),
          contact: fields.contact.trim(),
          approval_logic: fields.approval_logic || null,
          logging: fields.logging || null,
          incident_response: fields.incident_response || null,
        }
      : null
    const body = { title: fields.title.trim(), owner_id: fields.owner || null, vendor }
    if (runtime)
      return change.mutate(
        { id: runtime.id, ...body },
        {
          onSuccess: () => {
            announce(t('change.changed'))
            onClose()
          },
        },
      )
    register.mutate(
      { slug: fields.slug.trim(), ...body },
      {
        onSuccess: ({ id }) => {
          announce(t('register.registered'))
          onClose()
          router.push(`/agents/runtimes/${id}`)
        },
      },
    )
  }
  return (
    <FormSheet
      title={runtime ? t('change.title', { name: runtime.slug }) : t('runtimeForm.title')}
      says={t('runtimeForm.says')}
      testId="runtime-sheet"
      confirm={
        runtime
          ? t('change.save')
          : fields.slug
            ? t('register.confirm', { name: fields.slug })
            : t('runtimeForm.confirm')
      }
      confirmTestId="runtime-confirm"
      pending={register.isPending || change.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      {runtime ? null : (
        <TextField
          label={t('form.name')}
          hint={t('runtimeForm.nameHint')}
          required
          maxLength={63}
          pattern="[a-z0-9][a-z0-9\-]*"
          placeholder={t('runtimeForm.nameExample')}
          autoComplete="off"
          spellCheck={false}
          value={fields.slug}
          onChange={put('slug')}
          error={faultOf(t, error, '/slug')}
          data-testid="runtime-slug"
        />
      )}
      <TextField
        label={t('form.title')}
        required
        maxLength={120}
        value={fields.title}
        onChange={put('title')}
        error={faultOf(t, error, '/title')}
        data-testid="runtime-title"
      />
      <Pick
        label={t('runtime.owner')}
        hint={t('runtimeForm.ownerHint')}
        value={fields.owner}
        onChange={put('owner')}
        error={faultOf(t, error, '/owner_id')}
        data-testid="runtime-owner"
      >
        <option value="">{t('runtimeForm.nobody')}</option>
        {owners.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </Pick>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-1 font-medium text-13">{t('runtimeForm.whoRuns')}</legend>
        <Choice name="managed" checked={!managed} onChange={() => setManaged(false)}>
          {t('runtimeForm.we')}
        </Choice>
        <Choice name="managed" checked={managed} onChange={() => setManaged(true)} data-testid="runtime-vendor">
          {t('runtimeForm.aVendor')}
        </Choice>
      </fieldset>
      {managed ? <Vendor fields={fields} put={put} people={choices?.people ?? []} error={error} /> : null}
      <FormFault error={error} fields={FIELDS} />
    </FormSheet>
  )
}

type Typed = ReturnType<typeof typedOf>

function Vendor({
  fields,
  put,
  people,
  error,
}: {
  fields: Typed
  put: (name: keyof Typed) => (event: { target: { value: string } }) => void
  people: Choices['people']
  error: Error | null
}) {
  const t = useTranslations('machines')
  return (
    <div className="grid gap-4 rounded-paper border border-line bg-panel p-4">
      <TextField
        label={t('runtimeForm.vendor')}
        required
        maxLength={120}
        value={fields.name}
        onChange={put('name')}
        error={faultOf(t, error, '/vendor/name')}
        data-testid="vendor-name"
      />
      <div className="grid gap-4 tablet:grid-cols-2">
        <TextField
          label={t('runtime.contract')}
          placeholder={t('runtimeForm.contractExample')}
          maxLength={120}
          value={fields.contract}
          onChange={put('contract')}
          data-testid="vendor-contract"
        />
        <TextField
          label={t('runtime.contact')}
          placeholder={t('runtimeForm.contactExample')}
          maxLength={200}
          value={fields.contact}
          onChange={put('contact')}
          data-testid="vendor-contact"
        />
      </div>
      {ANSWERS.map((name) => (
        <Pick
          key={name}
          label={t(`runtime.answering.${name}`)}
          hint={t(`runtimeForm.hints.${name}`)}
          value={fields[name]}
          onChange={put(name)}
          error={faultOf(t, error, `/vendor/${name}`)}
          data-testid={`vendor-${name}`}
        >
          <option value="">{t('runtimeForm.nobodyNamed')}</option>
          <option value="vendor">{t('runtimeForm.theVendor')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </Pick>
      ))}
    </div>
  )
}

function typedOf(runtime: RuntimeView['runtime'] | undefined) {
  const vendor = runtime?.vendor
  const answers = (who: 'vendor' | { id: string } | null | undefined) => (who === 'vendor' ? 'vendor' : (who?.id ?? ''))
  return {
    slug: '',
    title: runtime?.title ?? '',
    owner: runtime?.owner?.id ?? '',
    name: vendor?.name ?? '',
    contract: vendor?.contract ?? '',
    contact: vendor?.contact ?? '',
    approval_logic: answers(vendor?.approval_logic),
    logging: answers(vendor?.logging),
    incident_response: answers(vendor?.incident_response),
  }
}
