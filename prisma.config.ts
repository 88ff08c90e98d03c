import { defineConfig } from 'prisma/config'

/** Prisma's command line only; the server never reads this file. `npm run prisma -- …` sets the engine and the URL. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://nobody@127.0.0.1:1/none' },
})
