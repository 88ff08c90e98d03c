import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sirv from 'sirv'
import type { Handler } from './door'

const PREFIX = '/_next/static'

/**
 * Scripts and styles of the pages as the build has compressed them (brotli: a seventh less than what Next compresses while
 * it answers). Their names hold a hash of what they say, so they never change. Whoever takes no brotli, and every other
 * path, is answered by `pages`; so is everything where nothing was compressed.
 */
export function withPageFiles(buildDir: string, pages: Handler): Handler {
  if (!existsSync(join(buildDir, 'countersign-compressed'))) return pages
  const files = sirv(join(buildDir, 'static'), {
    brotli: true,
    immutable: true,
    maxAge: 31_536_000,
    setHeaders: (res) => res.setHeader('x-content-type-options', 'nosniff'),
  })
  return (req, res) => {
    const { url = '' } = req
    const takesBrotli = /\bbr\b/.test(String(req.headers['accept-encoding'] ?? ''))
    if (!takesBrotli || !url.startsWith(`${PREFIX}/`) || (req.method !== 'GET' && req.method !== 'HEAD'))
      return pages(req, res)
    req.url = url.slice(PREFIX.length)
    files(req, res, () => {
      req.url = url
      return pages(req, res)
    })
  }
}
