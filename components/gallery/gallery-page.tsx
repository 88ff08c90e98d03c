'use client'
import { useState } from 'react'
import { Level, LevelTag } from '@/components/request/level'
import { Provenance } from '@/components/request/provenance'
import { QuorumCount } from '@/components/request/quorum'
import { StateChip, type StateName } from '@/components/request/state-chip'
import { Button, type ButtonLook } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Digest } from '@/components/ui/digest'
import { Choice, Select, TextArea, TextField } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import { Banner, Strip } from '@/components/ui/strip'
import { Tabs } from '@/components/ui/tabs'
import { Row, Shelf, Stack, State } from './frame'
import { Looks } from './looks'
import { Moments } from './moments'
import { Sheets } from './sheets'
import { Whole } from './whole'

const LOOKS = ['primary', 'solid', 'plain', 'danger', 'dangerSolid', 'quiet'] satisfies ButtonLook['look'][]
const SIZES = ['sm', 'md', 'lg'] satisfies ButtonLook['size'][]
const LEVELS = ['T0', 'T1', 'T2', 'T3', 'TX'] as const
const STATES: StateName[] = [
  'pending',
  'approved',
  'denied',
  'expired',
  'cancelled',
  'issued',
  'redeemed',
  'completed',
  'revoked',
  'failed',
  'unknown',
]
const TONES = ['neutral', 'ok', 'warn', 'danger'] as const
const DIGEST = 'x3Jtq9bQ2mZ0V1pWc7LkUa8dRfYh4TgSnEoIiXvB6s0'

/** Every component of the console in every state, on one page: to look at, in both themes and at any width. */
export function GalleryPage() {
  const [tab, setTab] = useState('first')
  return (
    <main id="main" className="mx-auto max-w-[1080px] px-6 pt-8 pb-24 max-tablet:px-4">
      <h1 className="text-24">Gallery</h1>
      <p className="mt-1 max-w-[72ch] text-fg-2">
        Every component in every state, with made-up content. It is served in the demo only.
      </p>
      <nav aria-label="Shelves" className="mt-4 mb-8 flex flex-wrap gap-x-4 gap-y-1 text-13">
        {[
          ['looks', 'Colour and type'],
          ['buttons', 'Buttons'],
          ['levels', 'Levels and states'],
          ['fields', 'Fields'],
          ['remarks', 'Remarks'],
          ['machine', 'Machine text'],
          ['time', 'Time'],
          ['whole', 'Whole states'],
          ['sheets', 'Sheets'],
        ].map(([id, title]) => (
          <a key={id} href={`#${id}`} className="link inline-flex min-h-6 items-center">
            {title}
          </a>
        ))}
      </nav>
      <Looks />
      <Shelf id="buttons" title="Buttons" note="One primary in a view. Decisions are 44 pixels high.">
        {SIZES.map((size) => (
          <Row key={size}>
            {LOOKS.map((look) => (
              <State key={look} name={`${look}, ${size}`}>
                <Button look={look} size={size}>
                  Approve refund
                </Button>
              </State>
            ))}
            <State name={`disabled, ${size}`}>
              <Button size={size} disabled>
                Approve refund
              </Button>
            </State>
            <State name="with a key">
              <Button size={size}>
                Deny <Kbd>d</Kbd>
              </Button>
            </State>
          </Row>
        ))}
        <Row>
          <State name="tabs">
            <Tabs
              label="Example"
              value={tab}
              onChange={setTab}
              items={[
                { value: 'first', label: 'All', count: 14 },
                { value: 'second', label: 'Mine', count: 3 },
                { value: 'third', label: 'Ended' },
              ]}
            />
          </State>
          <State name="link in a sentence">
            <p>
              The request stands in the{' '}
              <a href="#buttons" className="link">
                audit
              </a>{' '}
              of today.
            </p>
          </State>
        </Row>
      </Shelf>
      <Shelf id="levels" title="Levels and states" note="A shape, a word and a colour; never the colour alone.">
        <Row>
          {LEVELS.map((level) => (
            <State key={level} name={level}>
              <LevelTag level={level} quorum={level === 'T3' ? 3 : 1} />
            </State>
          ))}
          {LEVELS.map((level) => (
            <State key={level} name="alone">
              <Level level={level} className="size-5" />
            </State>
          ))}
        </Row>
        <Row>
          {STATES.map((state) => (
            <State key={state} name={state}>
              <StateChip state={state} />
            </State>
          ))}
        </Row>
        <Row>
          {TONES.map((tone) => (
            <State key={tone} name={`chip, ${tone}`}>
              <Chip tone={tone}>outside hours</Chip>
            </State>
          ))}
          {[0, 1, 2].map((given) => (
            <State key={given} name={`${given} of 2`}>
              <QuorumCount needed={2} given={given} words />
            </State>
          ))}
        </Row>
        <Row>
          <State name="set">
            <Provenance kind="set">Set by the server from checked values</Provenance>
          </State>
          <State name="verified">
            <Provenance kind="verified">Verified</Provenance>
          </State>
          <State name="derived">
            <Provenance kind="derived">Computed from 214 requests</Provenance>
          </State>
          <State name="claimed">
            <Provenance kind="claimed">Written by the agent, not checked</Provenance>
          </State>
        </Row>
      </Shelf>
      <Shelf id="fields" title="Fields">
        <div className="grid gap-5 tablet:grid-cols-2">
          <TextField label="Empty" placeholder="billing-agent" />
          <TextField label="With a hint" hint="Small letters, digits and dashes." defaultValue="billing-agent" />
          <TextField label="Refused" defaultValue="Billing agent" error="A name has no spaces." />
          <TextField label="Disabled" defaultValue="billing-agent" disabled />
          <TextArea label="Reason" hint="It stands in the log." defaultValue="Looked at the order and the photos." />
          <TextArea label="Reason, refused" error="Say in a few words why." />
        </div>
        <Row>
          <State name="select">
            <Select aria-label="Group by" defaultValue="risk">
              <option value="risk">Risk and time left</option>
              <option value="agent">Agent</option>
            </Select>
          </State>
          <State name="radio">
            <Choice name="gallery-radio" defaultChecked>
              Not needed
            </Choice>
            <Choice name="gallery-radio">Wrong scope</Choice>
          </State>
          <State name="checkbox">
            <Choice type="checkbox" defaultChecked>
              I have spoken with the customer
            </Choice>
            <Choice type="checkbox">I have seen the photos</Choice>
          </State>
        </Row>
      </Shelf>
      <Shelf id="remarks" title="Remarks">
        <Stack>
          {TONES.map((tone) => (
            <State key={tone} name={`strip, ${tone}`}>
              <Strip tone={tone}>Revision 2 arrived. Review the difference.</Strip>
            </State>
          ))}
          {TONES.map((tone) => (
            <State key={tone} name={`banner, ${tone}`}>
              <Banner tone={tone} action={<Button size="sm">Look</Button>}>
                Live updates are paused. Countdowns stay correct.
              </Banner>
            </State>
          ))}
        </Stack>
      </Shelf>
      <Shelf id="machine" title="Machine text" note="What a reader would miss is drawn as a token.">
        <Row>
          <State name="digest">
            <Digest value={DIGEST} />
          </State>
          <State name="digest, short">
            <Digest value={DIGEST} short />
          </State>
          <State name="copy">
            <CopyButton value={DIGEST} />
          </State>
          <State name="hidden characters">
            <HiddenText>{'invoice\u202Efdp.exe and\u200B\u200B zero width'}</HiddenText>
          </State>
        </Row>
        <CodeBlock label="Example">{'{\n  "amount": 124000,\n  "currency": "EUR"\n}'}</CodeBlock>
      </Shelf>
      <Moments />
      <Whole />
      <Sheets />
    </main>
  )
}
