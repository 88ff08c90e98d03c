'use client'
import { useQuery } from '@tanstack/react-query'
import { Check, Plus, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import type { PinnedTest, SimulatedRequest } from '@/lib/core/boundary/analysis'
import type { Level } from '@/lib/core/presentation/presentation'
import { requestOptions } from '@/lib/inbox/client'
import { readWish } from './try-box'
import { useDesk, useDeskState } from './use-desk'
import { LEVELS } from './words'

/** Examples that must come out as expected before a version can be activated. */
export function TestCases({ pinning, onPinned }: { pinning: SimulatedRequest | null; onPinned: () => void }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const desk = useDesk()
  const tests = useDeskState((state) => state.tests)
  const results = useDeskState((state) => state.check.tests)
  const [adding, setAdding] = useState(false)
  const result = (name: string) => results.find((candidate) => candidate.name === name)
  const passed = tests.filter((test) => result(test.name)?.passed).length
  const failed = tests.filter((test) => result(test.name)?.passed === false).length
  return (
    <section aria-label={t('tests.title')} id="tests" data-testid="test-cases">
      <div className="flex items-baseline gap-2 border-line-strong border-b pb-1.5">
        <h3 className="text-13">{t('tests.title')}</h3>
        <span className="text-12 text-fg-3">
          {tests.length === 0
            ? t('tests.none')
            : failed > 0
              ? t('tests.failing', { passed, failed })
              : t('tests.passing', { passed })}
        </span>
        {desk.readOnly ? null : (
          <button
            type="button"
            className="link ms-auto inline-flex min-h-6 items-center gap-1 text-12"
            onClick={() => setAdding(true)}
          >
            <Plus className="size-3" aria-hidden="true" />
            {t('tests.add')}
          </button>
        )}
      </div>
      {tests.length === 0 ? (
        <p className="py-2 text-13 text-fg-2">{t('tests.empty')}</p>
      ) : (
        <ol>
          {tests.map((test) => {
            const got = result(test.name)
            const bad = got?.passed === false
            return (
              <li
                key={test.name}
                data-passed={got?.passed}
                className="grid grid-cols-[14px_minmax(0,1fr)_24px] gap-2 border-line border-b py-1.5 text-13"
              >
                {bad ? (
                  <X className="mt-0.5 size-3.5 text-danger" aria-label={t('tests.fails')} />
                ) : got ? (
                  <Check className="mt-0.5 size-3.5 text-ok" aria-label={t('tests.passes')} />
                ) : (
                  <span className="text-fg-3">·</span>
                )}
                <span className="min-w-0">
                  <HiddenText>{test.name}</HiddenText>
                  <span className={bad ? 'block text-12 text-danger' : 'block text-12 text-fg-3'}>
                    {bad
                      ? got.message || t('tests.expected', { expected: test.expect.level, got: got.got })
                      : got
                        ? got.rules.length > 0
                          ? t('tests.from', { level: got.got, rules: format.list(got.rules) })
                          : t('tests.noRule', { level: got.got })
                        : t('tests.notJudged', { expected: test.expect.level })}
                  </span>
                </span>
                {desk.readOnly ? null : (
                  <button
                    type="button"
                    aria-label={t('tests.remove', { name: test.name })}
                    className="grid size-6 place-items-center text-fg-3 hover:text-fg"
                    onClick={() => desk.change({ tests: tests.filter((other) => other !== test) })}
                  >
                    <Trash2 className="size-3.5" aria-hidden="true" />
                  </button>
                )}
              </li>
            )
          })}
        </ol>
      )}
      {adding ? <CaseSheet onClose={() => setAdding(false)} /> : null}
      {pinning ? <PinSheet request={pinning} onClose={onPinned} /> : null}
    </section>
  )
}

/** A case from a recorded request: its own agent, action, resource and params. */
function PinSheet({ request, onClose }: { request: SimulatedRequest; onClose: () => void }) {
  const t = useTranslations('boundary')
  const { data, error } = useQuery(requestOptions(request.request_id))
  if (!data)
    return (
      <Sheet open onClose={onClose} title={t('tests.keep')} rule={false} width="sm">
        <p className="px-4 pb-5 text-fg-2 tablet:px-8">{error ? t('tests.notYours') : t('tests.reading')}</p>
      </Sheet>
    )
  const { presentation } = data
  const params = Object.fromEntries(
    presentation.params.map((param) => [param.pointer.replace(/^\//, ''), JSON.parse(param.exact)]),
  )
  const wish = {
    agent: presentation.agent.slug,
    action: presentation.action.name,
    resource: presentation.resource.id,
    params,
  }
  return (
    <CaseSheet
      onClose={onClose}
      start={{ name: request.title.slice(0, 120), text: JSON.stringify(wish, null, 2), level: request.to }}
    />
  )
}

function CaseSheet({ onClose, start }: { onClose: () => void; start?: { name: string; text: string; level: Level } }) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const { catalogue } = desk.snapshot()
  const type = catalogue.action_types[0]
  const [name, setName] = useState(start?.name ?? '')
  const [level, setLevel] = useState<Level>(start?.level ?? 'T2')
  const [text, setText] = useState(
    start?.text ??
      JSON.stringify(
        {
          agent: catalogue.agents[0] ?? '',
          action: type?.name ?? '',
          resource: type?.example.resource ?? '',
          params: type?.example.params ?? {},
          facts: {},
        },
        null,
        2,
      ),
  )
  const [problem, setProblem] = useState('')
  function add() {
    const { tests } = desk.snapshot()
    const read = readWish(t, text)
    if ('problem' in read) return setProblem(read.problem)
    if (tests.some((test) => test.name === name.trim())) return setProblem(t('tests.taken'))
    const test: PinnedTest = { name: name.trim(), wish: read.wish, expect: { level } }
    desk.change({ tests: [...tests, test] })
    onClose()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('tests.new')}
      rule={false}
      testId="case-sheet"
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" disabled={name.trim() === ''} onClick={add} data-testid="case-add">
            {t('tests.confirm')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-5 tablet:px-8">
        {problem ? <Strip tone="danger">{problem}</Strip> : null}
        <TextField
          label={t('tests.shows')}
          value={name}
          maxLength={120}
          placeholder={t('tests.example')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={t('tests.request')}
          hint={t('tests.requestHint')}
          rows={10}
          value={text}
          spellCheck={false}
          className="[&_textarea]:font-mono [&_textarea]:text-12!"
          onChange={(event) => setText(event.target.value)}
        />
        <span className="flex items-center gap-2 text-13">
          {t('tests.must')}
          <Select
            aria-label={t('tests.level')}
            value={level}
            onChange={(event) => setLevel(LEVELS.find((one) => one === event.target.value) ?? level)}
          >
            {LEVELS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </span>
      </div>
    </Sheet>
  )
}
