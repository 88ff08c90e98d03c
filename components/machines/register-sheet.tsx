'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Choice, TextArea, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import type { MachineKind } from '@/lib/core/machine/machine'
import { choicesOptions, registerMutation } from '@/lib/machines/client'
import type { RegisterBody } from '@/lib/machines/schema'
import { meOptions } from '@/lib/people/client'
import { FormFault, faultOf, Pick } from './form-parts'
import { FormSheet } from './form-sheet'

const FIELDS = ['/slug', '/title', '/sponsor_id', '/runtime']

/** Registers a machine. It has no credential and takes part in nothing yet; its page, which opens next, says what is missing. */
export function RegisterSheet({ kinds, onClose }: { kinds: readonly MachineKind[]; onClose: () => void }) {
  const t = useTranslations('machines')
  const router = useRouter()
  const first = useRef<HTMLInputElement>(null)
  const { data: choices } = useQuery(choicesOptions())
  const { data: me } = useQuery(meOptions())
  const register = useMutation(registerMutation(useQueryClient()))
  const [kind, setKind] = useState<MachineKind>(kinds[0] ?? 'agent')
  const [fields, setFields] = useState({ slug: '', title: '', description: '', sponsor: '', runtime: '' })
  const put = (name: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields((now) => ({ ...now, [name]: event.target.value }))
  const isAdmin = me?.person.roles.includes('admin') ?? false
  // Whoever is no administrator registers what they will answer for themselves.
  const people = (choices?.people ?? []).filter((person) => isAdmin || person.id === me?.person.id)
  const sponsor = fields.sponsor || (people.length === 1 ? (people[0]?.id ?? '') : '')

  function body(): RegisterBody {
    const { slug, title, description, runtime } = fields
    const named = { slug: slug.trim(), title: title.trim() }
    if (kind === 'agent') return { kind, ...named, description, sponsor_id: sponsor, runtime }
    if (kind === 'auditor') return { kind, ...named }
    return { kind, ...named, sponsor_id: sponsor }
  }
  return (
    <FormSheet
      title={t(`register.title.${kinds.length > 1 ? 'others' : kind}`)}
      says={t(`kindSays.${kind}`)}
      testId="register-sheet"
      initialFocus={first}
      confirm={fields.slug ? t('register.confirm', { name: fields.slug }) : t(`register.confirmKind.${kind}`)}
      confirmTestId="register-confirm"
      pending={register.isPending}
      onClose={onClose}
      onSubmit={() =>
        register.mutate(body(), {
          onSuccess: ({ id }) => {
            announce(t('register.registered'))
            onClose()
            router.push(`/agents/${id}`)
          },
        })
      }
    >
      {kinds.length > 1 ? (
        <fieldset className="flex gap-6">
          <legend className="sr-only">{t('page.kind')}</legend>
          {kinds.map((each) => (
            <Choice key={each} name="kind" checked={kind === each} onChange={() => setKind(each)}>
              {t(`kind.${each}`)}
            </Choice>
          ))}
        </fieldset>
      ) : null}
      <TextField
        ref={first}
        label={t('form.name')}
        hint={t('register.nameHint')}
        required
        maxLength={63}
        pattern="[a-z0-9][a-z0-9\-]*"
        placeholder={t('register.nameExample')}
        autoComplete="off"
        spellCheck={false}
        value={fields.slug}
        onChange={put('slug')}
        error={faultOf(t, register.error, '/slug')}
        data-testid="machine-slug"
      />
      <TextField
        label={t('form.title')}
        required
        maxLength={120}
        placeholder={t('register.titleExample')}
        value={fields.title}
        onChange={put('title')}
        error={faultOf(t, register.error, '/title')}
        data-testid="machine-title"
      />
      {kind === 'agent' ? (
        <TextArea
          label={t('form.description')}
          maxLength={500}
          value={fields.description}
          onChange={put('description')}
        />
      ) : null}
      {kind === 'auditor' ? null : (
        <Pick
          label={t('form.sponsor')}
          hint={t('register.sponsorHint')}
          required
          value={sponsor}
          onChange={put('sponsor')}
          error={faultOf(t, register.error, '/sponsor_id')}
          data-testid="machine-sponsor"
        >
          <option value="">{t('register.choosePerson')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
              {person.title ? `, ${person.title}` : ''}
            </option>
          ))}
        </Pick>
      )}
      {kind === 'agent' ? (
        <Pick
          label={t('form.runtime')}
          hint={t('register.runtimeHint')}
          required
          value={fields.runtime}
          onChange={put('runtime')}
          error={faultOf(t, register.error, '/runtime')}
          data-testid="machine-runtime"
        >
          <option value="">{t('register.chooseRuntime')}</option>
          {choices?.runtimes.map((runtime) => (
            <option key={runtime.slug} value={runtime.slug}>
              {runtime.slug}, {runtime.title}
            </option>
          ))}
        </Pick>
      ) : null}
      <FormFault error={register.error} fields={FIELDS} />
    </FormSheet>
  )
}
