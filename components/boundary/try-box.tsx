'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import { LevelTag } from '@/components/request/level'
import { Button } from '@/components/ui/button'
import { tryWish } from '@/lib/boundaries/client'
import { testWish } from '@/lib/boundaries/schema'
import type { TryView } from '@/lib/boundaries/schema-views'
import type { TestWish } from '@/lib/core/boundary/analysis'
import type { DraftDesk } from './draft-desk'
import { useDesk } from './use-desk'

type Answer = { view: TryView } | { problem: string }

/** A request as somebody imagines it, judged by the text as it stands: the level, by which rule, and who would be asked. */
export function TryBox() {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const [text, setText] = useState(() => exampleText(desk))
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [busy, setBusy] = useState(false)
  async function tryIt() {
    const wish = readWish(t, text)
    if ('problem' in wish) {
      setAnswer(wish)
      return
    }
    setBusy(true)
    try {
      setAnswer({
        view: await tryWish(desk.slug, { cedar: desk.text, catalogue: desk.snapshot().catalogue, wish: wish.wish }),
      })
    } catch (error) {
      setAnswer({ problem: error instanceof Error ? error.message : t('refused') })
    } finally {
      setBusy(false)
    }
  }
  return (
    <section aria-label={t('try.title')} className="border-line border-t px-4 pt-3 pb-4" data-testid="try-box">
      <h3 className="mb-2 text-13">
        {t('try.title')} <span className="ms-1.5 font-normal text-12 text-fg-3">{t('try.stored')}</span>
      </h3>
      <textarea
        aria-label={t('try.json')}
        spellCheck={false}
        rows={4}
        className="field machine resize-y bg-sunken! px-3 py-2 text-12/[18px]!"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void tryIt()
        }}
      />
      <div className="mt-2 flex flex-wrap items-start gap-3">
        <Button size="sm" onClick={() => void tryIt()} disabled={busy} data-testid="try-run">
          {t('try.run')}
        </Button>
        <div className="min-w-0 flex-1 text-13 text-fg-2" role="status" data-testid="try-answer">
          {answer === null ? null : 'problem' in answer ? (
            <span className="text-danger [overflow-wrap:anywhere]">{answer.problem}</span>
          ) : (
            <Verdict view={answer.view} desk={desk} />
          )}
        </div>
      </div>
    </section>
  )
}

function Verdict({ view, desk }: { view: TryView; desk: DraftDesk }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { active } = desk.opened
  const asked = view.asked.filter((team) => team.people.length > 0)
  return (
    <p className="[overflow-wrap:anywhere]">
      <LevelTag level={view.level} words={false} className="align-[-2px]" />{' '}
      {view.rules.length > 0 ? (
        <>
          {t.rich('try.from', {
            rules: format.list(view.rules.map((rule) => rule.id)),
            machine: (names) => <span className="machine">{names}</span>,
          })}{' '}
        </>
      ) : (
        `${view.sentence} `
      )}
      {asked.length > 0
        ? `${t('try.wouldAsk', { names: format.list([...new Set(asked.flatMap((team) => team.people))]) })} `
        : ''}
      {view.asked.length > asked.length ? (
        <span className="text-danger">
          {t('try.nobodyOf', {
            teams: format.list(view.asked.filter((team) => team.people.length === 0).map((team) => team.team)),
          })}{' '}
        </span>
      ) : null}
      {active === null || view.active_level === null
        ? t('try.noVersion')
        : view.active_level === view.level
          ? t('try.same', { version: `${active.version}` })
          : t('try.other', { version: `${active.version}`, level: view.active_level })}
    </p>
  )
}

/** The text as a wish; or where it is none. */
export function readWish(t: Translate<'boundary'>, text: string): { wish: TestWish } | { problem: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problem: t('try.notJson', { why: error instanceof Error ? error.message : t('try.unreadable') }) }
  }
  const read = testWish.safeParse(json)
  if (read.success) return { wish: read.data }
  const [issue] = read.error.issues
  return { problem: t('try.wrongAt', { pointer: `/${issue?.path.join('/') ?? ''}` }) }
}

/** The first action's own example, to begin with. */
function exampleText(desk: DraftDesk): string {
  const { catalogue } = desk.opened
  const type = catalogue.action_types[0]
  const wish = {
    agent: catalogue.agents[0] ?? '',
    action: type?.name ?? '',
    resource: type?.example.resource ?? '',
    params: type?.example.params ?? {},
  }
  return JSON.stringify(wish, null, 2)
}
