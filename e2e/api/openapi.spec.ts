import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { machineApi, machineRoutes } from '@/lib/http/machine-api'
import { problems } from '@/lib/http/problem-table'
import { call } from './world'

process.env.COUNTERSIGN_BASE_URL = 'http://localhost:3000'

const operation = z.looseObject({
  operationId: z.string(),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
})
const documentShape = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

let text: string
let document: z.infer<typeof documentShape>
beforeAll(async () => {
  const response = await call(machineApi, 'GET', '/api/v1/openapi.json')
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
  text = await response.text()
  document = documentShape.parse(JSON.parse(text))
})

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1 by the official JSON Schema', async () => {
    expect(document.openapi).toBe('3.1.0')
    expect(await new Validator().validate(JSON.parse(text))).toEqual({ valid: true })
  })

  test('passes the linter with its recommended rules, and every example fits its schema', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // The servers' address is this deployment's own, which on a developer's machine is localhost.
      rules: {
        'no-server-example.com': 'off',
        'no-invalid-media-type-examples': 'error',
        'no-invalid-schema-examples': 'error',
      },
    })
    const found = await lintFromString({ source: text, config })
    expect(found.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`)).toEqual([])
  })

  test('describes every route of the table, and nothing else', () => {
    const inTable = machineRoutes.map(({ method, path }) => `${method} ${path}`)
    const inDocument = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(inDocument.sort()).toEqual(inTable.sort())
  })

  test('the application serves every route of the table, and nothing else', () => {
    const served = machineApi.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const inTable = machineRoutes.map(({ method, path }) => `${method} /api/v1${path}`)
    expect([...new Set(served)].sort()).toEqual([...inTable, 'GET /api/v1/openapi.json'].sort())
  })

  test('every operation says how it fails, with a problem for each status', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { responses }] of Object.entries(methods)) {
        for (const status of ['400', '401', '403', '429', '500', '503']) {
          expect([path, method, status, Object.keys(responses[status]?.content ?? {})]).toEqual([
            path,
            method,
            status,
            ['application/problem+json'],
          ])
        }
      }
    }
  })

  test('names only codes that exist', () => {
    const named = [...text.matchAll(/"code":"([a-z_.]+)","/g)].map(([, code]) => code)
    for (const code of named)
      expect([code, code === 'rule.matched' || (code !== undefined && code in problems)]).toEqual([code, true])
  })
})
