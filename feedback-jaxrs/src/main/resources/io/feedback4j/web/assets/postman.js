// @ts-check
import { give, withdraw } from './feedback-calls.js'
import { inTurn } from './turn.js'

/**
 * @typedef {import('./outbox.js').Entry} Entry
 * @typedef {import('./ballot.js').Receipt} Receipt
 * @typedef {{resolve: (receipt: Receipt | null) => void, reject: (error: unknown) => void, delayed?: () => void}} Asker
 * @typedef {import('./feedback-client.js').FeedbackError} FeedbackError
 */

const PAUSES_MILLIS = [400, 1200, 3000, 10_000, 30_000, 60_000]
/** A voter is told after so many tries, or at once when the service asks for more patience than this. */
const QUIET_TRIES = 4
const QUIET_MILLIS = 10_000
const MAX_PAUSE_MILLIS = 60 * 60 * 1000
const PAUSE = 'feedback-pause'
/** After this time, whoever could send the text is taken to be gone, and the vote goes without it. */
const ORPHAN_MILLIS = 5 * 60 * 1000

/**
 * Sends what is in the outbox: in order, one tab and one request at a time, until nothing waits. It comes when it is
 * needed, so what it has in common with the page is given to it.
 */
export class Postman {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #failures = 0
  #running = false
  #again = false
  #office
  /** Who waits for the end of an action, by its key. @type {Map<string, Asker>} */
  #askers = new Map()
  /** The key of what is on its way. */
  #sending = ''

  /** @param {import('./ballot.js').Office} office */
  constructor(office) {
    this.#office = office
    globalThis.addEventListener?.('online', this.go)
  }

  /**
   * Sends what waits under this key.
   *
   * @param {string} key
   * @param {() => void} [delayed] - called when it has to wait
   * @returns {Promise<Receipt | null>} `null` when a later wish has taken its place
   */
  deliver(key, delayed) {
    return new Promise((resolve, reject) => {
      this.#askers.set(key, { resolve, reject, delayed })
      this.go()
    })
  }

  /** Another tab has done something. @param {import('./news.js').News} news */
  heard = ({ key, what, score, target, receipt }) => {
    const asker = this.#release(key)
    if (asker && what === 'done' && receipt && score !== null) this.#office.keep(target, { ...receipt, score })
    if (what === 'done') asker?.resolve(receipt ?? null)
    else if (what === 'refused') asker?.reject(new Error('Refused.'))
    this.#dismiss()
  }

  /** A later wish has taken the place of what is not there any more. What is on its way comes to its end. */
  #dismiss() {
    const waiting = this.#office.entries().map(({ key }) => key)
    for (const key of this.#askers.keys()) {
      if (key !== this.#sending && !waiting.includes(key)) this.#release(key)?.resolve(null)
    }
  }

  /** @param {string} key */
  #release(key) {
    const asker = this.#askers.get(key)
    this.#askers.delete(key)
    return asker
  }

  /** There is something to send, or a reason to try again. */
  go = () => {
    clearTimeout(this.#timer)
    this.#dismiss()
    this.#again = true
    if (this.#running) return
    const { lasting } = this.#office
    const pause = lasting.read(PAUSE) - Date.now()
    if (pause > 0 && pause < MAX_PAUSE_MILLIS) return this.#later(pause)
    this.#running = true
    inTurn(lasting, () => this.#round())
      .catch(() => {})
      .then(() => {
        this.#running = false
        if (this.#again) this.go()
      })
  }

  /** @param {number} millis */
  #later(millis) {
    this.#timer = setTimeout(this.go, millis)
    if (this.#failures >= QUIET_TRIES || millis > QUIET_MILLIS || isOffline()) this.#askers.forEach(({ delayed }) => delayed?.())
  }

  async #round() {
    const { entries, store, remove } = this.#office
    this.#again = false
    for (let entry; (entry = this.#next()); ) {
      const { key } = entry
      if (isOffline()) return this.#pause(0)
      try {
        this.#sending = key
        store(entries().map((one) => (one.key === key ? { ...one, tried: true } : one)))
        const receipt = await this.#carryOut(entry)
        this.#failures = 0
        remove(entry)
        this.#done(entry, receipt)
      } catch (error) {
        const { status, waitMillis = 0 } = /** @type {FeedbackError} */ (error)
        if (isHopeful(status)) return this.#pause(waitMillis)
        remove(entry)
        this.#refused(entry, error)
      } finally {
        this.#sending = ''
      }
    }
  }

  /** @param {Entry} entry @param {Receipt | null} receipt */
  #done({ target, score, reasons, text, key }, receipt) {
    const { keyOf, keep, settled, tell } = this.#office
    const name = keyOf(target)
    keep(name, score !== null && receipt ? { ...receipt, score, commented: !!(reasons || text) } : null)
    if (score !== undefined) {
      settled(name, score, key)
      tell({ target: name, key, what: 'done', score, receipt: receipt ?? undefined })
    }
    this.#release(key)?.resolve(receipt)
  }

  /** What a later wish has overtaken is not told. @param {Entry} entry @param {unknown} error */
  #refused({ target, key }, error) {
    const { keyOf, entries, refused, tell } = this.#office
    const name = keyOf(target)
    const overtaken = entries().some((entry) => keyOf(entry.target) === name)
    refused(name)
    tell({ target: name, key, what: 'refused', score: null })
    if (overtaken) this.#release(key)?.resolve(null)
    else this.#release(key)?.reject(error)
  }

  /** Another tab may have the text, and this one not yet the token. */
  #next() {
    const { entries, keyOf, textOf, tokenOf } = this.#office
    return entries().find(
      (entry) => (!entry.text || textOf(entry) || Date.now() - entry.at > ORPHAN_MILLIS) && (!entry.token || tokenOf(keyOf(entry.target))),
    )
  }

  /** What the service asks for holds for every tab. @param {number} asked */
  #pause(asked) {
    const own = PAUSES_MILLIS[Math.min(this.#failures++, PAUSES_MILLIS.length - 1)] * (0.5 + Math.random() / 2)
    if (asked > own) this.#office.lasting.write(PAUSE, Date.now() + asked)
    this.#again = false
    this.#later(Math.min(Math.max(asked, own), MAX_PAUSE_MILLIS))
  }

  /** @param {Entry} entry @returns {Promise<Receipt | null>} */
  async #carryOut(entry) {
    const { send, keyOf, tokenOf, textOf, keptOf } = this.#office
    const name = keyOf(entry.target)
    const target = { ...entry.target, token: tokenOf(name) }
    const text = textOf(entry)
    const receipt = keptOf(name)
    if (entry.score === null) return this.#withdraw(entry, target, receipt ?? entry.receipt)
    if (receipt && receipt.score === entry.score && !receipt.commented && !text && !entry.reasons) return receipt
    try {
      return await give(send, target, { score: entry.score, text, reasons: entry.reasons }, entry.key)
    } catch (error) {
      // The key was used with the text that this tab does not have: so the vote is there, with its text.
      if (/** @type {any} */ (error).status === 422 && entry.text && !text) return null
      throw error
    }
  }

  /**
   * A vote whose receipt is gone or stale is given once more: that makes it ours to take back.
   *
   * @param {Entry} entry
   * @param {import('./feedback-client.js').Target} target
   * @param {Receipt | null} [receipt]
   */
  async #withdraw(entry, target, receipt) {
    const { send } = this.#office
    if (receipt) {
      try {
        await withdraw(send, target, receipt)
        return receipt
      } catch (error) {
        if (![401, 403, 404].includes(/** @type {any} */ (error).status)) throw error
      }
    }
    const again = await give(send, target, { score: entry.was ?? 0 }, entry.key)
    await withdraw(send, target, again)
    return again
  }
}

function isOffline() {
  return globalThis.navigator?.onLine === false
}

/** May the same come to a good end later? A success of another kind than expected is that of a server that is being stopped. @param {number} status */
function isHopeful(status) {
  return status < 300 || status === 408 || status === 429 || status >= 500
}
