import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import type { Json } from '@/lib/core/canonical/json'
import type { ActionType } from '@/lib/core/directory'
import type { FieldError } from '@/lib/core/refusal'

const ajv = new Ajv2020({
  allErrors: false,
  strict: true,
  strictTypes: false,
  validateFormats: false,
  useDefaults: false,
  coerceTypes: false,
})
const compiled = new WeakMap<ActionType, ValidateFunction>()

/**
 * Checks params against the action type's JSON Schema (2020-12). Nothing is coerced or defaulted: what was validated is what
 * is digested. Returns the first error per run, with its pointer; none when valid.
 */
export function checkParams(type: ActionType, params: { [name: string]: Json }): FieldError[] {
  let validate = compiled.get(type)
  if (!validate) {
    validate = ajv.compile(type.paramsSchema as object)
    compiled.set(type, validate)
  }
  if (validate(params)) return []
  return (validate.errors ?? []).slice(0, 20).map((error) => {
    const extra =
      error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties'
        ? `/${error.params.additionalProperty ?? error.params.unevaluatedProperty}`
        : ''
    const missing = error.keyword === 'required' ? `/${error.params.missingProperty}` : ''
    return {
      pointer: `/params${error.instancePath}${extra}${missing}`,
      detail: missing ? 'is required' : extra ? 'is not a parameter of this action' : (error.message ?? 'is not valid'),
    }
  })
}
