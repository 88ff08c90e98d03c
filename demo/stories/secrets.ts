import type { Wish } from '../wire'
import type { Draw, Story } from './story'

function deliver(
  path: string,
  version: string,
  field: string,
  service: string,
  lifetime: number,
  justification: string,
): Story {
  const params: Wish['params'] = { service, lifetime, purpose: 'deployment' }
  return {
    agent: 'vault-sync',
    says: `deliver ${path} to ${service}`,
    wish: {
      workflow: 'secrets',
      action: 'secrets.deliver',
      resource: `secret:${path}`,
      params,
      executor: 'secret-broker',
      secret: {
        store: 'vault',
        path,
        version,
        fields: [field],
        purpose: `Deployment of ${service}`,
        lifetime_seconds: lifetime,
      },
      justification,
    },
  }
}

export const secretStories = {
  deliverSecret: (draw: Draw): Story[] => [
    deliver(
      'stripe/live/webhook',
      '7',
      'signing_secret',
      'webhook-relay',
      draw.pick([600, 900, 1_800]),
      'The relay restarts with the new certificate.',
    ),
  ],
  deliverPaymentKey: (): Story[] => [
    deliver(
      'stripe/live/api-key',
      '12',
      'secret_key',
      'checkout-api',
      900,
      'Checkout cannot charge cards until it has the key again.',
    ),
  ],
  rotateSecret: (draw: Draw): Story[] => [
    {
      agent: 'vault-sync',
      says: 'rotate database/prod/reporting',
      wish: {
        workflow: 'secrets',
        action: 'secrets.rotate',
        resource: 'secret:database/prod/reporting',
        params: { overlap: draw.pick([3_600, 7_200]), cause: 'schedule' },
        executor: 'secret-broker',
        justification: 'Ninety days are over.',
      },
    },
  ],
}
