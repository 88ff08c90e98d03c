import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, foldService, indentUnit } from '@codemirror/language'
import { lintKeymap } from '@codemirror/lint'
import { EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import type { Translate } from '@/components/language/translate'
import { type CompletionFacts, completeCedar } from './cedar-completion'
import { cedarHighlighting, cedarLanguage } from './cedar-language'
import { changedLines } from './changed-lines'
import { faultLines } from './fault-lines'
import { ruleRanges } from './rule-ranges'

/** Tokens of the console, so that light and dark are the page's. Text wraps: a boundary is read, not scrolled sideways. */
const look = EditorView.theme({
  '&': { backgroundColor: 'var(--panel)', color: 'var(--fg)', fontSize: '0.75rem', flex: '1 1 auto', minHeight: '0' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': {
    fontFamily: 'var(--font-geist-mono), ui-monospace, monospace',
    lineHeight: '20px',
    overflow: 'auto',
  },
  '.cm-content': {
    padding: '10px 0 24px',
    letterSpacing: '-0.02em',
    fontVariantLigatures: 'none',
    caretColor: 'var(--fg)',
  },
  '.cm-line': { padding: '0 12px 0 4px' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--fg-3)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '30px', padding: '0 4px 0 0' },
  '.cm-changed': { width: '14px' },
  '.cm-changed .cm-gutterElement': { textAlign: 'center', color: 'var(--fg-2)', fontWeight: '600' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', padding: '0 2px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--sunken) 55%, transparent)' },
  '.cm-line.cm-open-rule': { backgroundColor: 'var(--ink-soft)' },
  '.cm-line.cm-faulty': { backgroundColor: 'var(--danger-soft)' },
  '.cm-cursor': { borderLeftColor: 'var(--fg)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--ink) 22%, transparent) !important',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--line)', outline: 'none' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger) 1px',
    textUnderlineOffset: '2px',
  },
  '.cm-fault-frame': { padding: '0 16px 6px 4px' },
  '.cm-fault-note': {
    padding: '8px 10px',
    border: '1px solid var(--danger)',
    borderTopWidth: '2px',
    borderRadius: '0 0 4px 4px',
    backgroundColor: 'var(--sheet)',
    font: '400 0.75rem/1.125rem var(--font-geist-sans)',
    letterSpacing: '0',
    whiteSpace: 'normal',
  },
  '.cm-fault-note button': { color: 'var(--ink)', fontWeight: '500', minHeight: '24px' },
  '.cm-fault-note button:hover': { textDecoration: 'underline' },
  '.cm-tooltip': {
    backgroundColor: 'var(--sheet)',
    color: 'var(--fg)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    boxShadow: 'var(--shade)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-geist-mono), monospace' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--ink)', color: 'var(--on-ink)' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'var(--on-ink)' },
  '.cm-completionDetail': { color: 'var(--fg-3)', fontStyle: 'normal' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--sunken)', border: '1px solid var(--line)', color: 'var(--fg-2)' },
})

/** A rule folds from its first line to its semicolon. */
const foldRules = foldService.of((state, from, to) => {
  const range = state.field(ruleRanges).ranges.find((rule) => rule.from >= from && rule.from <= to)
  return range !== undefined && range.to > to ? { from: to, to: range.to } : null
})

/** What CodeMirror says, and what our own parts of it say; `$` is where it puts a name. */
function phrases(t: Translate<'boundary'>): Record<string, string> {
  return {
    'Folded lines': t('cedar.phrase.foldedLines'),
    'Unfolded lines': t('cedar.phrase.unfoldedLines'),
    to: t('cedar.phrase.to'),
    'folded code': t('cedar.phrase.foldedCode'),
    unfold: t('cedar.phrase.unfold'),
    'Fold line': t('cedar.phrase.foldLine'),
    'Unfold line': t('cedar.phrase.unfoldLine'),
    Completions: t('cedar.phrase.completions'),
    Diagnostics: t('cedar.phrase.diagnostics'),
    'No diagnostics': t('cedar.phrase.noDiagnostics'),
    close: t('cedar.phrase.close'),
    'Control character': t('cedar.phrase.controlCharacter'),
    'Selection deleted': t('cedar.phrase.selectionDeleted'),
    'Replace by $': t('cedar.replace', { name: '$' }),
    'mark added': t('cedar.mark.added'),
    'mark changed': t('cedar.mark.changed'),
    'mark removed': t('cedar.mark.removed'),
  }
}

/** Everything that the text editor is made of. */
export function cedarSetup(options: {
  facts: () => CompletionFacts
  label: string
  readOnly: boolean
  t: Translate<'boundary'>
}): Extension {
  return [
    ruleRanges,
    faultLines,
    changedLines,
    lineNumbers(),
    codeFolding(),
    foldGutter(),
    foldRules,
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of('  '),
    autocompletion({ override: [completeCedar(options.t, options.facts)] }),
    cedarLanguage,
    cedarHighlighting,
    EditorView.lineWrapping,
    EditorState.phrases.of(phrases(options.t)),
    EditorState.readOnly.of(options.readOnly),
    // Reached by Tab, said so: what is edited is not always taken for focusable.
    EditorView.contentAttributes.of({ 'aria-label': options.label, 'aria-describedby': 'cedar-hint', tabindex: '0' }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...foldKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      // Escape, then Tab leaves: CodeMirror lets the key after Escape through.
      indentWithTab,
    ]),
    look,
  ]
}
