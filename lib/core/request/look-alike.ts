import type { Json } from '../canonical/json'
import { lookAlike, skeleton } from '../text/confusable'

/** What an action names: its resource and its params. */
export type Named = { resource: string; params: { [name: string]: Json } }

/** A value of this request that a reader may take for a different one of an earlier request (ATTACKS 7, 8). */
export type LookAlike = { pointer: string; requestId: string; bindingCode: string }

/**
 * The texts of a wish that look like another text which an earlier request had in the same place: another spelling of the
 * same letters (NFC and NFD), letters of another script, invisible characters. One finding a place, the newest request's.
 * @param earlier newest first; how far back is the caller's choice.
 */
export function findLookAlikes(
  wish: Named,
  earlier: readonly (Named & { id: string; bindingCode: string })[],
): LookAlike[] {
  return textsOf(wish).flatMap(({ pointer, text, of }) => {
    const seen = skeleton(text)
    const twin = earlier.find((request) => {
      const other = of(request)
      return isName(other) && other !== text && mayMatch(other, seen) && lookAlike(other, text)
    })
    return twin ? [{ pointer, requestId: twin.id, bindingCode: twin.bindingCode }] : []
  })
}

/** Most values differ in length by far more than look-alikes do; asked first, because a skeleton costs a pass over the text. */
function mayMatch(text: string, seen: string): boolean {
  return text.length <= 4 * seen.length && seen.length <= 18 * text.length
}

/** The texts of a wish, and how the text in the same place of another one is read. */
function textsOf(wish: Named): { pointer: string; text: string; of: (other: Named) => Json | undefined }[] {
  return [
    { pointer: '/resource', text: wish.resource, of: (other) => other.resource },
    ...Object.entries(wish.params).flatMap(([name, value]) =>
      isName(value)
        ? [
            {
              pointer: `/params/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
              text: value,
              of: (other: Named) => (Object.hasOwn(other.params, name) ? other.params[name] : undefined),
            },
          ]
        : [],
    ),
  ]
}

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= longest
}

/** Names, hosts and accounts are short; whole documents are not compared. Code units. */
const longest = 256
