'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Choice, TextArea, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import type { MachineKind } from '@/lib/core/machine/machine'
import { choicesOptions, registerMutation } from '@/lib/machines/client'
import type { RegisterBody } from '@/lib/machines/schema'
import { meOptions } from '@/lib/people/client'
import { FormFault, faultOf, Pick } from './form-parts'
import { FormSheet } from './form-sheet'
import { KIND, KIND_SENTENCE } from './words'

const FIELDS = ['/slug', '/title', '/sponsor_id', '/runtime']

/** Registers a machine. It has no credential and takes part in nothing yet; its page, which opens next, says what is missing. */
export function RegisterSheet({ kinds, onClose }: { kinds: readonly MachineKind[]; onClose: () => void }) {
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
      title={kinds.length > 1 ? 'Register a pipeline or an auditor' : `Register an ${KIND[kind].toLowerCase()}`}
      says={KIND_SENTENCE[kind]}
      testId="register-sheet"
      initialFocus={first}
      confirm={`Register ${fields.slug || KIND[kind].toLowerCase()}`}
      confirmTestId="register-confirm"
      pending={register.isPending}
      onClose={onClose}
      onSubmit={() =>
        register.mutate(body(), {
          onSuccess: ({ id }) => {
            announce('Registered')
            onClose()
            router.push(`/agents/${id}`)
          },
        })
      }
    >
      {kinds.length > 1 ? (
        <fieldset className="flex gap-6">
          <legend className="sr-only">Kind</legend>
          {kinds.map((each) => (
            <Choice key={each} name="kind" checked={kind === each} onChange={() => setKind(each)}>
              {KIND[each]}
            </Choice>
          ))}
        </fieldset>
      ) : null}
      <TextField
        ref={first}
        label="Name"
        hint="What rules and files call it. It never changes and is never used again for another."
        required
        maxLength={63}
        pattern="[a-z0-9][a-z0-9\-]*"
        placeholder="refund-agent"
        autoComplete="off"
        spellCheck={false}
        value={fields.slug}
        onChange={put('slug')}
        error={faultOf(register.error, '/slug')}
        data-testid="machine-slug"
      />
      <TextField
        label="Title"
        required
        maxLength={120}
        placeholder="Refund agent"
        value={fields.title}
        onChange={put('title')}
        error={faultOf(register.error, '/title')}
        data-testid="machine-title"
      />
      {kind === 'agent' ? (
        <TextArea label="What it does" maxLength={500} value={fields.description} onChange={put('description')} />
      ) : null}
      {kind === 'auditor' ? null : (
        <Pick
          label="Sponsor"
          hint="Answers for it by name, and never decides on what it asks for."
          required
          value={sponsor}
          onChange={put('sponsor')}
          error={faultOf(register.error, '/sponsor_id')}
          data-testid="machine-sponsor"
        >
          <option value="">Choose a person</option>
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
          label="Runtime"
          hint="Where it runs. It does not move: register another agent for another runtime."
          required
          value={fields.runtime}
          onChange={put('runtime')}
          error={faultOf(register.error, '/runtime')}
          data-testid="machine-runtime"
        >
          <option value="">Choose a runtime</option>
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
