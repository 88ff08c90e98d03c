import { expect, test } from 'vitest'
import { fileDifferences, fileDigest, type WorkflowFile, workflowFiles } from './files'

const file = (over: Partial<WorkflowFile> = {}): WorkflowFile => ({
  v: 1,
  slug: 'payments',
  title: 'Payments',
  description: '',
  code_prefix: 'PAY',
  accountability: {
    accountable_owner: { person: 'a@x.test' },
    approval_logic: null,
    logging: { team: 'ops' },
    incident_response: null,
    execution: null,
  },
  catalogue: { action_types: [], resources: [], agents: ['b', 'a'], executors: [], runtimes: [] },
  tests: [],
  ...over,
})
const catalogue = (agents: string[]) => ({ ...file().catalogue, agents })

test('order, white space and line endings make no difference to a file nor to its digest', () => {
  const a = file()
  const b = file({ catalogue: catalogue(['a', 'b']) })
  expect(workflowFiles(a, 'x;\r\ny;\n\n')).toEqual(workflowFiles(b, 'x;\ny;'))
  expect(fileDigest(a, 'x;\r\n')).toBe(fileDigest(b, 'x;'))
})

test('every part that can be reviewed makes a difference, a comment in a rule too', () => {
  const digests = [
    fileDigest(file(), 'x;'),
    fileDigest(file(), '// why\nx;'),
    fileDigest(file({ title: 'Pay' }), 'x;'),
    fileDigest(file({ catalogue: catalogue(['a']) }), 'x;'),
    fileDigest(file({ accountability: { ...file().accountability, logging: null } }), 'x;'),
  ]
  expect(new Set(digests).size).toBe(digests.length)
})

test('what differs is named by its part', () => {
  const here = { file: file(), cedar: 'x;' }
  expect(fileDifferences(here, { file: file(), cedar: 'x;\n' })).toEqual([])
  expect(fileDifferences(here, { file: file({ title: 'Pay', catalogue: catalogue(['a']) }), cedar: 'y;' })).toEqual([
    'rules',
    'catalogue',
    'description',
  ])
})
