import type { Json } from '../canonical/json'

/** A condition of a rule as people read it, with the value it met: `context.params.amount > 50000` · `124000`. */
export type Condition = { text: string; value: string }

/**
 * The top-level conjuncts of a Cedar policy's conditions (its JSON form, `policyToJson`), each beside the value that the
 * request had. Pure text for explanation; deciding is Cedar's.
 */
export function explainConditions(conditions: Json, context: Json): Condition[] {
  if (!Array.isArray(conditions)) return []
  return conditions.flatMap((clause) => {
    if (!isRecord(clause) || clause.body === undefined) return []
    const negated = clause.kind === 'unless'
    return (negated ? [clause.body] : conjuncts(clause.body)).map((expression) => ({
      text: (negated ? 'not ' : '') + say(expression),
      value: valueMet(expression, context),
    }))
  })
}

function conjuncts(expression: Json): Json[] {
  const and = isRecord(expression) ? expression['&&'] : undefined
  return isRecord(and) && and.left !== undefined && and.right !== undefined
    ? [...conjuncts(and.left), ...conjuncts(and.right)]
    : [expression]
}

function say(expression: Json): string {
  if (!isRecord(expression)) return '…'
  const [operator, operand] = Object.entries(expression)[0] ?? ['', null]
  if (operator === 'Value')
    return isRecord(operand) && isRecord(operand.__entity)
      ? `${operand.__entity.type}::"${operand.__entity.id}"`
      : JSON.stringify(operand)
  if (operator === 'Var') return String(operand)
  if (!isRecord(operand)) return Array.isArray(operand) ? `[${operand.map(say).join(', ')}]` : '…'
  if (operator === '.') return `${say(operand.left ?? null)}.${operand.attr}`
  if (operator === 'has')
    return `${say(operand.left ?? null)} has ${Array.isArray(operand.attr) ? operand.attr.join('.') : operand.attr}`
  if (operator === '!') return `!(${say(operand.arg ?? null)})`
  if (operator === 'like') return `${say(operand.left ?? null)} like ${JSON.stringify(pattern(operand.pattern ?? []))}`
  if (operand.left !== undefined && operand.right !== undefined) {
    const sides = [say(operand.left), say(operand.right)] as const
    return /^[a-z]/i.test(operator) && operator !== 'in'
      ? `${sides[0]}.${operator}(${sides[1]})`
      : `${sides[0]} ${operator} ${sides[1]}`
  }
  return '…'
}

function pattern(parts: Json): string {
  return Array.isArray(parts)
    ? parts.map((part) => (part === 'Wildcard' ? '*' : isRecord(part) ? String(part.Literal) : '')).join('')
    : ''
}

/** The values of all `context…` paths in the expression. */
function valueMet(expression: Json, context: Json): string {
  const values: string[] = []
  const walk = (node: Json): void => {
    const path = contextPath(node)
    if (path) {
      const value = path.reduce<Json | undefined>(
        (at, name) => (isRecord(at ?? null) ? (at as Record<string, Json>)[name] : undefined),
        context,
      )
      values.push(value === undefined ? 'absent' : JSON.stringify(value))
      return
    }
    if (Array.isArray(node)) node.forEach(walk)
    else if (isRecord(node)) Object.values(node).forEach(walk)
  }
  walk(expression)
  return values.join(', ')
}

function contextPath(node: Json): string[] | null {
  if (!isRecord(node)) return null
  if (node.Var === 'context') return []
  const dot = node['.']
  if (!isRecord(dot) || dot.left === undefined || typeof dot.attr !== 'string') return null
  const left = contextPath(dot.left)
  return left ? [...left, dot.attr] : null
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
