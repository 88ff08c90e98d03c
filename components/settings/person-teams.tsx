'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Block } from '@/components/account/block'
import type { Choosable } from '@/components/people/picker'
import { TeamPicker } from '@/components/people/team-picker'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import type { PersonPage } from '@/lib/people/schema-admin'
import { removeMemberMutation } from '@/lib/teams/client'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { ProposeSheet } from './propose-sheet'

/** The teams that make somebody an approver. */
export function PersonTeams({ page }: { page: PersonPage }) {
  const { person, may } = page
  const remove = useMutation(removeMemberMutation(useQueryClient()))
  const [adding, setAdding] = useState(false)
  const [team, setTeam] = useState<Choosable | null>(null)
  return (
    <Block id="teams" title="Teams" note="Rules ask teams. Adding somebody takes two people, taking them out does not.">
      {person.teams.length === 0 ? <p className="text-13 text-fg-3">In no team, so asked for nothing.</p> : null}
      <ul>
        {person.teams.map((one) => (
          <li key={one.id} className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{one.title}</span> <span className="machine text-fg-3">{one.slug}</span>
            </span>
            {may.change ? (
              <Button
                look="danger"
                size="sm"
                disabled={remove.isPending}
                aria-label={`Remove ${person.name} from ${one.title}`}
                onClick={() =>
                  remove.mutate({ id: one.id, personId: person.id }, { onSuccess: () => announce('Removed') })
                }
              >
                Remove
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {may.change ? (
        <p className="mt-3">
          <Button size="sm" onClick={() => setAdding(true)} data-testid="add-to-team">
            Add to a team…
          </Button>
        </p>
      ) : null}
      <Failure error={remove.error} />
      {adding ? (
        <ProposeSheet
          title={`Add ${person.name} to a team`}
          wish={team ? { kind: 'team.member', subject: { team_id: team.id, person_id: person.id } } : null}
          onClose={() => setAdding(false)}
        >
          <TeamPicker
            value={team}
            onChange={setTeam}
            without={person.teams.map(({ id }) => id)}
            hint="They decide on what is asked from then on, and on nothing that was asked before."
          />
          {team ? <BeforeAfter label={`${person.name} in ${team.label}`} before="not a member" after="member" /> : null}
        </ProposeSheet>
      ) : null}
    </Block>
  )
}
