import { createHash } from 'node:crypto'
import type { Wish } from '../wire'
import type { Draw, Story } from './story'

function ask(
  says: string,
  action: string,
  resource: string,
  params: Wish['params'],
  justification: string,
  more: Partial<Wish> = {},
): Story {
  return {
    agent: 'release-agent',
    says,
    wish: { workflow: 'deployment', action, resource, params, executor: 'deploy-runner', justification, ...more },
  }
}

function release(draw: Draw, cluster: string, strategy: string, schemaChange: boolean, why: string): Story {
  const service = draw.pick(['checkout-api', 'storefront', 'fulfilment-worker'])
  const version = `2.${draw.int(38, 47)}.${draw.int(0, 9)}`
  // The same version is always the same image.
  const image = `sha256:${createHash('sha256').update(`${service}:${version}`).digest('hex')}`
  return ask(
    `deploy ${service} ${version} to ${cluster}`,
    'deploy.release',
    `cluster:${cluster}`,
    { service, version, strategy, schema_change: schemaChange, image },
    why,
    {
      trace: [{ tool: 'ci.run', summary: '1,204 tests passed' }],
      external_refs: [
        { system: 'git', id: `v${version}`, url: `https://code.kestrel.example/${service}/releases/v${version}` },
      ],
    },
  )
}

function scale(service: string, replicas: number, why: string): Story {
  return ask(
    `scale ${service} to ${replicas} replicas on eu-1`,
    'deploy.scale',
    'cluster:eu-1',
    { service, replicas },
    why,
  )
}

export const deploymentStories = {
  releaseToProduction: (draw: Draw): Story[] => [
    release(draw, 'eu-1', 'rolling', false, 'All checks are green; the canary ran for an hour without errors.'),
  ],
  releaseWithSchemaChange: (draw: Draw): Story[] => [
    release(draw, 'eu-1', 'rolling', true, 'Adds the tables for gift cards.'),
  ],
  canary: (draw: Draw): Story[] => [release(draw, 'eu-1', 'canary', false, 'One visitor in a hundred, for an hour.')],
  releaseToStaging: (draw: Draw): Story[] => [release(draw, 'staging-1', 'all_at_once', false, 'Nightly build.')],
  scaleUp: (draw: Draw): Story[] => [scale('search-workers', draw.int(6, 18), 'The queue grows by 40 jobs a minute.')],
  scaleFar: (draw: Draw): Story[] => [
    scale('storefront', draw.int(24, 60), 'A television programme mentions us tonight.'),
  ],
  flagStep: (draw: Draw): Story[] => {
    const flag = draw.pick(['express-checkout', 'new-search', 'gift-cards'])
    const percent = draw.pick([10, 25, 50, 100])
    return [
      ask(
        `set flag ${flag} to ${percent} percent`,
        'deploy.set_flag',
        `flag:${flag}`,
        { percent },
        'Conversion rose in the first group.',
      ),
    ]
  },
}
