'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Digest } from '@/components/ui/digest'
import { Choice, TextArea, TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { issueMutation } from '@/lib/machines/client'
import type { CredentialIssued } from '@/lib/machines/schema'
import { FormFault, faultOf } from './form-parts'
import { FormSheet } from './form-sheet'

const LONGEST_DAYS = 90

/** A new credential: an API key, shown once, or the public part of a key that never leaves its machine. */
export function CredentialSheet({ id, slug, onClose }: { id: string; slug: string; onClose: () => void }) {
  const t = useTranslations('machines')
  const issue = useMutation(issueMutation(useQueryClient()))
  const [kind, setKind] = useState<'api_key' | 'private_key_jwt'>('api_key')
  const [days, setDays] = useState('30')
  const [jwk, setJwk] = useState('')
  const [unreadable, setUnreadable] = useState(false)
  if (issue.data) return <Issued slug={slug} issued={issue.data} onClose={onClose} />

  function submit() {
    if (kind === 'api_key') return issue.mutate({ id, kind, expires_in_days: Number(days) })
    const key = readKey(jwk)
    setUnreadable(key === null)
    if (key !== null) issue.mutate({ id, kind, jwk: key })
  }
  return (
    <FormSheet
      width="sm"
      title={t('credential.title', { name: slug })}
      testId="credential-sheet"
      confirm={t(`credential.confirm.${kind}`)}
      confirmTestId="credential-confirm"
      pending={issue.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <fieldset className="grid gap-2">
        <legend className="sr-only">{t('credential.proof')}</legend>
        <Choice name="proof" checked={kind === 'api_key'} onChange={() => setKind('api_key')}>
          {t.rich('credential.kind.api_key', { note })}
        </Choice>
        <Choice
          name="proof"
          checked={kind === 'private_key_jwt'}
          onChange={() => setKind('private_key_jwt')}
          data-testid="credential-jwk"
        >
          {t.rich('credential.kind.private_key_jwt', { note })}
        </Choice>
      </fieldset>
      {kind === 'api_key' ? (
        <TextField
          label={t('credential.days')}
          hint={t('credential.daysHint', { days: LONGEST_DAYS })}
          type="number"
          required
          min={1}
          max={LONGEST_DAYS}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          className="max-w-40"
          data-testid="credential-days"
        />
      ) : (
        <TextArea
          label={t('credential.key')}
          hint={t('credential.keyHint')}
          required
          rows={5}
          spellCheck={false}
          value={jwk}
          onChange={(event) => setJwk(event.target.value)}
          error={unreadable ? t('credential.unreadable') : faultOf(t, issue.error, '/jwk')}
          className="font-mono"
        />
      )}
      <FormFault error={issue.error} fields={['/jwk']} />
    </FormSheet>
  )
}

function note(words: ReactNode) {
  return <span className="text-fg-3">{words}</span>
}

function readKey(text: string): Record<string, unknown> | null {
  try {
    const key: unknown = JSON.parse(text)
    return typeof key === 'object' && key !== null && !Array.isArray(key) ? { ...key } : null
  } catch {
    return null
  }
}

/** The one time that the key is shown. It is held by this sheet alone and gone with it. */
function Issued({ slug, issued, onClose }: { slug: string; issued: CredentialIssued; onClose: () => void }) {
  const t = useTranslations('machines')
  const [stored, setStored] = useState(issued.api_key === null)
  return (
    <Sheet
      open
      onClose={() => stored && onClose()}
      width="sm"
      testId="credential-issued"
      title={t(issued.api_key === null ? 'credential.registered' : 'credential.once', { name: slug })}
      foot={
        <Button size="lg" look="primary" disabled={!stored} onClick={onClose} data-testid="credential-done">
          {t('credential.done')}
        </Button>
      }
    >
      <div className="grid gap-4 px-4 py-5 tablet:px-8">
        {issued.api_key === null ? (
          <p className="text-13 text-fg-2">
            {t('credential.thumbprint')} <Digest value={issued.thumbprint ?? ''} />
          </p>
        ) : (
          <>
            <p
              data-testid="api-key"
              className="select-all rounded-paper border border-line-strong bg-sunken px-3 py-2.5 font-mono text-13 [overflow-wrap:anywhere]"
            >
              {issued.api_key}
            </p>
            <CopyButton
              value={issued.api_key}
              className="inline-flex min-h-9 items-center justify-self-start rounded-md border border-line-strong bg-sheet px-3 font-medium text-13 hover:bg-sunken"
            >
              {t('credential.copy')}
            </CopyButton>
            <Strip tone="warn">{t('credential.onlyDigest')}</Strip>
            <Choice
              type="checkbox"
              checked={stored}
              onChange={(event) => setStored(event.target.checked)}
              data-testid="credential-stored"
            >
              {t('credential.stored', { name: slug })}
            </Choice>
          </>
        )}
      </div>
    </Sheet>
  )
}
