import { describe, expect, test } from 'vitest'
import { afterArrival, type OwnWrites } from './own-writes'

describe('an address that arrives', () => {
  test.each<[string, OwnWrites, string | null, OwnWrites, boolean]>([
    ['that was written last says nothing new', ['a', 'b'], 'b', ['b'], false],
    ['late, when a newer one is written, says nothing new', ['a', 'b', 'c'], 'b', ['b', 'c'], false],
    ['again says nothing new', ['b'], 'b', ['b'], false],
    ['from elsewhere is where the person wants to be', ['a', 'b'], 'z', ['z'], true],
    ['without a row is so too', ['a'], null, [null], true],
    ['that was written once, and left since, is from elsewhere', ['b'], 'a', ['a'], true],
    ['twice written counts as the later', ['a', 'b', 'a'], 'a', ['a'], false],
  ])('%s', (_, written, arrived, left, isNews) =>
    expect(afterArrival(written, arrived)).toEqual({ written: left, isNews }),
  )
})
