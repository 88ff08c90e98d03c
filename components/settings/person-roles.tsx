'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Block } from '@/components/account/block'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { removeRoleMutation } from '@/lib/members/client'
import type { PersonPage } from '@/lib/people/schema-admin'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { ProposeSheet } from './propose-sheet'
import { ROLE_TITLES } from './roles'

const GIVEN = {
  admin: 'Members, teams, machines and settings; never decides by being one.',
  compliance: 'Reads everything, reviews boundaries, agrees to proposals.',
} as const
type Given = keyof typeof GIVEN

/** The roles that are given. Taking one is at once, giving one takes a second person. */
export function PersonRoles({ page }: { page: PersonPage }) {
  const { person, may } = page
  const remove = useMutation(removeRoleMutation(useQueryClient()))
  const [giving, setGiving] = useState<Given | null>(null)
  return (
    <Block
      id="roles"
      title="Roles"
      note="Approvers are members of teams and owners are named by workflows; these two are given. Giving one takes two people, taking one does not."
    >
      <ul>
        {(Object.keys(GIVEN) as Given[]).map((role) => {
          const has = person.roles.includes(role)
          return (
            <li
              key={role}
              className="flex min-h-12 items-center gap-3 border-line border-b py-2 text-13 last:border-b-0"
            >
              <span className="min-w-0 flex-1">
                <span className={has ? 'font-medium' : 'text-fg-2'}>{ROLE_TITLES[role]}</span>
                {has ? null : <span className="text-fg-3"> · not given</span>}
                <span className="block text-12 text-fg-3">{GIVEN[role]}</span>
              </span>
              {may.change && has ? (
                <Button
                  look="danger"
                  size="sm"
                  disabled={remove.isPending}
                  aria-label={`Take the role ${ROLE_TITLES[role]} from ${person.name}`}
                  onClick={() => remove.mutate({ id: person.id, role }, { onSuccess: () => announce('Taken') })}
                >
                  Take away
                </Button>
              ) : may.change ? (
                <Button size="sm" onClick={() => setGiving(role)} data-testid={`give-${role}`}>
                  Give…
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      <Failure error={remove.error} />
      {giving ? (
        <ProposeSheet
          title={`Give ${person.name} the role ${ROLE_TITLES[giving].toLowerCase()}`}
          wish={{ kind: 'person.role', subject: { person_id: person.id, role: giving } }}
          onClose={() => setGiving(null)}
        >
          <BeforeAfter
            label={`Roles of ${person.name}`}
            before={`not ${ROLE_TITLES[giving].toLowerCase()}`}
            after={ROLE_TITLES[giving].toLowerCase()}
          />
        </ProposeSheet>
      ) : null}
    </Block>
  )
}
