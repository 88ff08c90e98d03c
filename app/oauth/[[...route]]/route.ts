import { nextHandler } from '@/lib/http/next-handler'
import { publicApi } from '@/lib/http/public-api'

export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextHandler(publicApi)
