import { handleAuth } from '@/lib/identity/next-auth'

export { handleAuth as GET, handleAuth as POST }
