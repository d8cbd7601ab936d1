import { part } from './part.js'
export const vote = part
