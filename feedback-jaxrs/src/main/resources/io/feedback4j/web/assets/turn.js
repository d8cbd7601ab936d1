// @ts-check

const LOCK = 'feedback-outbox'
const LEASE = 'feedback-lease'
const LEASE_MILLIS = 15_000
const LOOK_MILLIS = 25

/**
 * Waits until no other tab does the same.
 *
 * @param {typeof import('./storage.js').lasting} lasting
 * @param {() => Promise<void>} act
 * @returns {Promise<void>}
 */
export function inTurn(lasting, act) {
  const locks = globalThis.navigator?.locks
  return locks ? locks.request(LOCK, act) : leased(lasting, act)
}

/**
 * Pages on plain http have no locks. Of two that take the lease at once, one sees that it was not the last.
 *
 * @param {typeof import('./storage.js').lasting} lasting
 * @param {() => Promise<void>} act
 */
async function leased(lasting, act) {
  const mine = crypto.getRandomValues(new Uint32Array(2)).join('-')
  while (lasting.read(LEASE)?.[0] !== mine) {
    const [, until = 0] = lasting.read(LEASE) ?? []
    const left = until - Date.now()
    if (left < 0 || left > LEASE_MILLIS) lasting.write(LEASE, [mine, Date.now() + LEASE_MILLIS])
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS))
  }
  try {
    await act()
  } finally {
    lasting.write(LEASE, null)
  }
}
