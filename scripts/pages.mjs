// Builds the pages if they are not there: a program of its own, so that others can run beside it.
import { main, setUp } from './setup.mjs'

await main(() => setUp())
