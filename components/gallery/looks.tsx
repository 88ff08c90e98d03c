import { Row, Shelf, State } from './frame'

const SURFACES = [
  ['page', 'bg-page'],
  ['panel', 'bg-panel'],
  ['sheet', 'bg-sheet'],
  ['sunken', 'bg-sunken'],
  ['ok', 'bg-ok-soft'],
  ['warn', 'bg-warn-soft'],
  ['danger', 'bg-danger-soft'],
  ['ink', 'bg-ink'],
] as const
const WORDS = [
  ['fg', 'text-fg'],
  ['fg-2', 'text-fg-2'],
  ['fg-3', 'text-fg-3'],
  ['ink', 'text-ink'],
  ['ok', 'text-ok'],
  ['warn', 'text-warn'],
  ['danger', 'text-danger'],
] as const
const SCALE = [
  ['24', 'text-24'],
  ['20', 'text-20'],
  ['16', 'text-16'],
  ['14', 'text-14'],
  ['13', 'text-13'],
  ['12', 'text-12'],
] as const

/** Surfaces, words and the scale of type. */
export function Looks() {
  return (
    <Shelf id="looks" title="Colour and type">
      <Row>
        {SURFACES.map(([name, look]) => (
          <State key={name} name={name}>
            <span className={`block h-12 w-24 rounded-md border border-line ${look}`} />
          </State>
        ))}
      </Row>
      <Row>
        {WORDS.map(([name, look]) => (
          <State key={name} name={name}>
            <span className={look}>Refund €1,240.00</span>
          </State>
        ))}
      </Row>
      <div className="grid gap-1">
        {SCALE.map(([name, look]) => (
          <p key={name} className={look}>
            {name} · billing-agent wants to refund <b>€1,240.00</b> to <code>ch_3PqT</code>
          </p>
        ))}
      </div>
    </Shelf>
  )
}
