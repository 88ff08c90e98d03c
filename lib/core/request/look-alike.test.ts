import { expect, test } from 'vitest'
import { findLookAlikes } from './look-alike'

const earlier: Parameters<typeof findLookAlikes>[1] = [
  { id: 'req_2', bindingCode: 'PAY-2222', resource: 'payee:acme', params: { memo: 'Café', note: 'paypal.com' } },
  { id: 'req_1', bindingCode: 'PAY-1111', resource: 'payee:acme', params: { memo: 'Café'.normalize('NFD') } },
]

test.each([
  ['the same texts', { resource: 'payee:acme', params: { note: 'paypal.com' } }, []],
  [
    'the NFD twin, though another request had it too',
    { resource: 'payee:acme', params: { memo: 'Café'.normalize('NFD') } },
    ['/params/memo'],
  ],
  ['a Cyrillic letter in a resource', { resource: 'payee:аcme', params: {} }, ['/resource']],
  ['an invisible character', { resource: 'payee:ac\u200Bme', params: {} }, ['/resource']],
  ['a Cyrillic host in a param', { resource: 'payee:acme', params: { note: 'pаypal.com' } }, ['/params/note']],
  ['the same look in another place', { resource: 'payee:acme', params: { other: 'pаypal.com' } }, []],
  ['numbers and structures', { resource: 'payee:acme', params: { memo: 4, note: ['pаypal.com'] } }, []],
  ['a text that differs visibly', { resource: 'payee:acne', params: { memo: 'Cafe' } }, []],
])('%s', (_, wish, pointers) => {
  expect(findLookAlikes(wish, earlier).map(({ pointer }) => pointer)).toEqual(pointers)
})

test('names the newest request that it looks like', () => {
  expect(findLookAlikes({ resource: 'payee:аcme', params: {} }, earlier)).toEqual([
    { pointer: '/resource', requestId: 'req_2', bindingCode: 'PAY-2222' },
  ])
})
