'use client'
import { useState } from 'react'
import { Countdown } from '@/components/ui/countdown'
import { Ago, At } from '@/components/ui/time'
import { Row, Shelf, State } from './frame'

const MINUTE = 60_000
const LEFT = [
  ['calm', 50],
  ['a fifth left', 11],
  ['last minutes', 1.5],
  ['over', -1],
] as const

/** Countdowns at each urgency, and moments. They run while one looks. */
export function Moments() {
  const [now] = useState(() => Date.now())
  const at = (minutes: number) => new Date(now + minutes * MINUTE).toISOString()
  return (
    <Shelf
      id="time"
      title="Time"
      note="By the server’s clock. Amber under a fifth, red under a twentieth or two minutes."
    >
      <Row>
        {LEFT.map(([name, left]) => (
          <State key={name} name={name}>
            <Countdown from={at(left - 60)} to={at(left)} until of="left" className="w-56" />
          </State>
        ))}
        <State name="ago">
          <Ago at={at(-42)} className="text-13" />
        </State>
        <State name="at">
          <At at={at(-42)} zone className="text-13" />
        </State>
      </Row>
    </Shelf>
  )
}
