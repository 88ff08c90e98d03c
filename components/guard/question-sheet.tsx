'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SheetTop } from '@/components/request/sheet-parts'
import { useTriage } from '@/components/triage/use-triage'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { answerCheck, askCheck } from '@/lib/guard/client'
import type { CheckView } from '@/lib/guard/schema'
import { ApiError } from '@/lib/http/client'
import type { RequestView } from '@/lib/inbox/schema'
import { GuardReasons } from './guard-strip'
import { lookAgain } from './look-again'

const FORM = 'guard-question'

/** What went wrong: said in the language of the moment; what the server says stays as it is. */
type Problem = 'failed' | 'offline' | 'elsewhere' | 'refused' | { said: string }

/**
 * One question about the action, before the last check. It does not repeat the action: the answer is in what was to be read.
 * A wrong answer locks nobody out, and there are always three ways on: look again, hand over, deny.
 */
export function QuestionSheet({
  view,
  digest,
  why,
  onPassed,
  onClose,
  onDeny,
}: {
  view: RequestView
  /** Of the document that is being approved. */
  digest: string
  /** Why it is asked, when the server has said so just now. */
  why: string | null
  onPassed: () => void
  onClose: () => void
  onDeny: () => void
}) {
  const t = useTranslations('guard.question')
  const words = useTranslations('words')
  const { id } = view.item
  const [check, setCheck] = useState<CheckView | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const [wrong, setWrong] = useState(false)
  const [trouble, setTrouble] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const triage = useTriage([id], (done) => done.length > 0 && onClose())

  const ask = useCallback(async () => {
    setTrouble(null)
    try {
      setCheck(await askCheck(id, digest))
    } catch (error) {
      setTrouble(problemOf(error))
    }
  }, [id, digest])
  useEffect(() => void ask(), [ask])
  useEffect(() => {
    if (check !== null) first.current?.focus()
  }, [check])

  async function answer() {
    setTried(true)
    if (check === null || chosen === null || busy) return
    setBusy(true)
    setTrouble(null)
    try {
      const { right } = await answerCheck(id, check.id, chosen)
      if (right) return onPassed()
      setWrong(true)
      setTried(false)
      setChosen(null)
      setCheck(null)
      announce(t('wrongSaid'))
      await ask()
    } catch (error) {
      setTrouble(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  if (triage.sheets !== null) return <>{triage.sheets}</>
  return (
    <Sheet
      open
      onClose={onClose}
      testId="question-sheet"
      rule={false}
      width="sm"
      title={t('title')}
      head={{ above: <SheetTop view={view} /> }}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" onClick={() => triage.show('hand_over')} data-testid="question-hand-over">
            {t('handOver')}
          </Button>
          <Button
            size="lg"
            look="solid"
            type="submit"
            form={FORM}
            disabled={busy || check === null}
            data-testid="question-answer"
          >
            {t('answer')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className="grid gap-4 px-4 pb-4 tablet:px-8"
        onSubmit={(event) => {
          event.preventDefault()
          void answer()
        }}
      >
        {why ? <Strip>{why}</Strip> : null}
        <p className="text-13 text-fg-2">
          {t.rich('lead', {
            deny: (said) => (
              <button type="button" className="link" onClick={onDeny} data-testid="question-deny">
                {said}
              </button>
            ),
          })}
        </p>
        {wrong ? (
          <div role="alert" data-testid="question-wrong">
            <Strip tone="warn">
              {t.rich('wrong', {
                look: (said) => (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onClose()
                      lookAgain()
                    }}
                    data-testid="question-look"
                  >
                    {said}
                  </button>
                ),
              })}
            </Strip>
          </div>
        ) : null}
        {check === null && trouble === null ? (
          <div role="status" className="grid gap-2.5">
            <span className="sr-only">{t('loading')}</span>
            <Bone className="h-5 w-3/4" />
            <Bone className="h-[88px] w-full" />
          </div>
        ) : null}
        {check === null ? null : (
          <fieldset className="grid gap-2" data-testid="question">
            <legend className="mb-2 text-balance font-medium text-16">{check.text}</legend>
            {check.choices.map((choice, at) => (
              <div key={choice} className="rounded-md border border-line px-3 py-2 has-checked:border-fg">
                <Choice
                  ref={at === 0 ? first : undefined}
                  name="answer"
                  checked={chosen === at}
                  aria-invalid={tried && chosen === null ? true : undefined}
                  onChange={() => setChosen(at)}
                  data-testid={`question-choice-${at}`}
                >
                  <span className="text-14 [overflow-wrap:anywhere]">
                    <HiddenText>{choice}</HiddenText>
                  </span>
                </Choice>
              </div>
            ))}
            {tried && chosen === null ? (
              <p className="text-12 text-danger" role="alert">
                {t('choose')}
              </p>
            ) : null}
          </fieldset>
        )}
        {trouble === null ? null : (
          <div className="grid justify-items-start gap-2" role="alert">
            <Strip tone="danger">{typeof trouble === 'string' ? t(`trouble.${trouble}`) : trouble.said}</Strip>
            {check === null ? (
              <Button size="sm" onClick={() => void ask()}>
                {words('tryAgain')}
              </Button>
            ) : null}
          </div>
        )}
        {view.me.guard.level === 'none' ? null : <GuardReasons guard={view.me.guard} />}
      </form>
    </Sheet>
  )
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return 'failed'
  if (error.offline) return 'offline'
  if (error.code === 'not_found') return 'elsewhere'
  return error.detail ? { said: error.detail } : 'refused'
}
