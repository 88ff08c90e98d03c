import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** The folders of components/ whose texts are all in the catalogue. Add yours once it is. */
const MOVED = [
  'account',
  'accountability',
  'activity',
  'audit',
  'batch',
  'boundary',
  'channels',
  'deliveries',
  'grants',
  'guard',
  'inbox',
  'language',
  'machines',
  'notices',
  'people',
  'request',
  'requests',
  'rota',
  'settings',
  'shell',
  'sign-in',
  'triage',
  'ui',
]
/** What is signed, drawn: English for everybody, so that all who decide read the same. */
const SIGNED = /^components\/request\/(action-sentence|deed|identities|param-term)\.tsx$/
/** What a person reads or hears though it is an attribute. */
const READ =
  /^(title|aria-label|aria-description|alt|placeholder|label|hint|note|heading|what|audience|suffix|above|below|message)$/
const SAID = /^(announce|useTitle|setError)$/
/** The product's own name, the level of a heading, and what is no word. */
const NO_TEXT = /^(Countersign|h[1-6]|[^\p{L}]*|⌘K)$/u

describe.each(MOVED)('components/%s', (folder) => {
  it('has its texts in the catalogue and none in its code', () => {
    const found = readdirSync(`components/${folder}`)
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => `components/${folder}/${file}`)
      .filter((file) => !SIGNED.test(file))
      .flatMap(literals)
    expect(found).toEqual([])
  })
})

it('a text in the code is found, wherever it stands', () => {
  const plain = (code: string) => literalsOf('planted.tsx', code)
  const filled = ['$', '{n}'].join('')
  for (const code of [
    'const a = <p>Sign in</p>',
    'const a = <p>{"Sign in"}</p>',
    'const a = <p>{open ? `Sign in` : null}</p>',
    `const a = <p>{\`${filled} requests\`}</p>`,
    'const a = <p title="Sign in" />',
    'const a = <p aria-label={open ? "Close" : t("open")} />',
    'announce("Saved")',
    'useTitle("Inbox")',
  ])
    expect(plain(code)).toHaveLength(1)
  for (const code of [
    '<p>{t("a")}</p>',
    '<p className="ms-auto">{a === "b" ? t("c") : <b />}</p>',
    '<p>{` · `}</p>',
    '<Kbd>g</Kbd>',
  ])
    expect(plain(`const a = ${code}`)).toEqual([])
})

function literals(file: string): string[] {
  return literalsOf(file, readFileSync(file, 'utf8'))
}

function literalsOf(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const report = (node: ts.Node, text: string) => {
    if (NO_TEXT.test(text.trim())) return
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`)
  }
  /** A value that is drawn or said: its literals are texts, the conditions before them are not. */
  const drawn = (node: ts.Node | undefined): void => {
    if (node === undefined) return
    if (ts.isStringLiteralLike(node)) report(node, node.text)
    else if (ts.isTemplateExpression(node))
      report(node, node.head.text + node.templateSpans.map((span) => span.literal.text).join(''))
    else if (ts.isConditionalExpression(node)) for (const branch of [node.whenTrue, node.whenFalse]) drawn(branch)
    else if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) drawn(node.expression)
    else if (ts.isBinaryExpression(node)) {
      if (node.operatorToken.kind === ts.SyntaxKind.PlusToken) drawn(node.left)
      drawn(node.right)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) && /^kbd$/i.test(node.openingElement.tagName.getText())) return
    if (ts.isJsxText(node)) report(node, node.text)
    if (ts.isJsxExpression(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)))
      drawn(node.expression)
    if (ts.isJsxAttribute(node) && READ.test(node.name.getText())) drawn(node.initializer)
    if (ts.isCallExpression(node) && SAID.test(node.expression.getText())) drawn(node.arguments[0])
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
