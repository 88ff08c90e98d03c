'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { removeRoleMutation } from '@/lib/members/client'
import type { PersonPage } from '@/lib/people/schema-admin'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { ProposeSheet } from './propose-sheet'

const GIVEN = ['admin', 'compliance'] as const
type Given = (typeof GIVEN)[number]

/** The roles that are given. Taking one is at once, giving one takes a second person. */
export function PersonRoles({ page }: { page: PersonPage }) {
  const t = useTranslations('settings')
  const { person, may } = page
  const remove = useMutation(removeRoleMutation(useQueryClient()))
  const [giving, setGiving] = useState<Given | null>(null)
  return (
    <Block id="roles" title={t('roles.title')} note={t('roles.note')}>
      <ul>
        {GIVEN.map((role) => {
          const has = person.roles.includes(role)
          return (
            <li
              key={role}
              className="flex min-h-12 items-center gap-3 border-line border-b py-2 text-13 last:border-b-0"
            >
              <span className="min-w-0 flex-1">
                <span className={has ? 'font-medium' : 'text-fg-2'}>{t(`role.${role}`)}</span>
                {has ? null : <span className="text-fg-3"> {t('roles.notGiven')}</span>}
                <span className="block text-12 text-fg-3">{t(`roles.about.${role}`)}</span>
              </span>
              {may.change && has ? (
                <Button
                  look="danger"
                  size="sm"
                  disabled={remove.isPending}
                  aria-label={t('roles.takeOne', { role: t(`role.${role}`), name: person.name })}
                  onClick={() =>
                    remove.mutate({ id: person.id, role }, { onSuccess: () => announce(t('roles.taken')) })
                  }
                >
                  {t('roles.take')}
                </Button>
              ) : may.change ? (
                <Button size="sm" onClick={() => setGiving(role)} data-testid={`give-${role}`}>
                  {t('roles.give')}
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      <Failure error={remove.error} />
      {giving ? (
        <ProposeSheet
          title={t('roles.giveOne', { name: person.name, role: giving })}
          wish={{ kind: 'person.role', subject: { person_id: person.id, role: giving } }}
          onClose={() => setGiving(null)}
        >
          <BeforeAfter
            label={t('roles.rolesOf', { name: person.name })}
            before={t('roles.before', { role: giving })}
            after={t('roles.after', { role: giving })}
          />
        </ProposeSheet>
      ) : null}
    </Block>
  )
}
