'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PersonPicker } from '@/components/people/person-picker'
import type { Choosable } from '@/components/people/picker'
import { ProposeSheet } from '@/components/settings/propose-sheet'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { removeOwnerMutation } from '@/lib/boundaries/client'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import { Card } from './card'

/** Who answers for it and who may change it. Taking an owner out is done by one, adding one takes two. */
export function OwnersCard({ view }: { view: WorkflowView }) {
  const t = useTranslations('boundary')
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Choosable | null>(null)
  const [added, setAdded] = useState<Choosable | null>(null)
  return (
    <Card
      title={t('owners.title')}
      action={
        <Link href={`/accountability?workflow=${view.slug}`} className="link text-12">
          {t('owners.roles')}
        </Link>
      }
    >
      <dl className="grid gap-2 px-5 py-3 text-13">
        <div>
          <dt className="text-12 text-fg-3">{t('owners.accountable')}</dt>
          <dd className={view.accountable ? 'font-medium' : 'font-medium text-danger'}>
            {view.accountable ?? t('nobody')}
          </dd>
        </div>
        <div>
          <dt className="text-12 text-fg-3">{t('owners.owners')}</dt>
          <dd>
            <ul>
              {view.owners.map((owner) => (
                <li key={owner.id} className="flex min-h-7 items-center gap-2">
                  <span className="min-w-0 flex-1">{owner.name}</span>
                  {view.may.change_owners && view.owners.length > 1 ? (
                    <button
                      type="button"
                      className="link min-h-6 text-12"
                      aria-label={t('owners.takeOutOf', { name: owner.name })}
                      onClick={() => setRemoving({ id: owner.id, label: owner.name })}
                    >
                      {t('owners.takeOut')}
                    </button>
                  ) : null}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
      {view.may.change_owners ? (
        <p className="border-line border-t px-5 py-1.5">
          <button
            type="button"
            className="link inline-flex min-h-6 items-center text-13"
            onClick={() => setAdding(true)}
            data-testid="add-owner"
          >
            {t('owners.add')}
          </button>
        </p>
      ) : null}
      {removing ? <RemoveSheet view={view} owner={removing} onClose={() => setRemoving(null)} /> : null}
      {adding ? (
        <ProposeSheet
          title={t('owners.addTo', { title: view.title })}
          wish={added ? { kind: 'workflow.owner', subject: { workflow_id: view.id, person_id: added.id } } : null}
          onClose={() => setAdding(false)}
        >
          <PersonPicker
            value={added}
            onChange={setAdded}
            without={view.owners.map(({ id }) => id)}
            hint={t('owners.addHint')}
          />
        </ProposeSheet>
      ) : null}
    </Card>
  )
}

function RemoveSheet({ view, owner, onClose }: { view: WorkflowView; owner: Choosable; onClose: () => void }) {
  const t = useTranslations('boundary')
  const remove = useMutation(removeOwnerMutation(useQueryClient(), view.slug))
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('owners.takeOutOf', { name: owner.label })}
      width="sm"
      rule={false}
      testId="remove-owner"
      foot={
        <>
          <Button onClick={onClose}>{t('owners.leave')}</Button>
          <Button
            look="dangerSolid"
            disabled={remove.isPending}
            data-testid="remove-owner-confirm"
            onClick={() =>
              remove.mutate(owner.id, {
                onSuccess: () => {
                  announce(t('owners.removed', { name: owner.label, title: view.title }))
                  onClose()
                },
              })
            }
          >
            {t('owners.takeOut')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 text-fg-2 tablet:px-8">
        <p>{t('owners.removeNote', { title: view.title })}</p>
        {remove.error ? <Strip tone="danger">{t('nothingChanged', { why: remove.error.message })}</Strip> : null}
      </div>
    </Sheet>
  )
}
