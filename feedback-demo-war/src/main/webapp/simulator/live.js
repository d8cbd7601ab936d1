// @ts-check
/** Follows one session behind the scenes: live where the host can, else by asking again and again. */
import * as server from './server.js'

/** While something is under way, and otherwise. */
const BUSY_MILLIS = 1000
const IDLE_MILLIS = 4000
/** How often it asks in vain before it tries again to follow live. */
const ROUNDS_BEFORE_LIVE = 8

/**
 * @typedef {object} Watcher
 * @property {(behind: import('./ways.js').Behind) => void} show - the news
 * @property {(way: 'live' | 'asking' | 'away') => void} by - how the news come
 * @property {(error: unknown) => void} fail
 */

export class Live {
  #watcher
  #ending = new AbortController()
  #wake = () => {}

  /** @param {Watcher} watcher */
  constructor(watcher) {
    this.#watcher = watcher
  }

  /** Follows this session from now on, and no other. @param {string} sessionId */
  follow(sessionId) {
    this.#ending.abort()
    this.#ending = new AbortController()
    this.#run(sessionId, this.#ending.signal)
  }

  /** Something has happened that is to be seen soon. */
  hurry() {
    this.#wake()
  }

  /** @param {string} sessionId @param {AbortSignal} ended */
  async #run(sessionId, ended) {
    while (!ended.aborted) {
      await this.#listen(sessionId, ended)
      for (let round = 0; round < ROUNDS_BEFORE_LIVE && !ended.aborted; round++) {
        await this.#pause(await this.#ask(sessionId, ended))
      }
    }
  }

  /** Until the server ends it, or has never begun. @param {string} sessionId @param {AbortSignal} ended */
  async #listen(sessionId, ended) {
    try {
      for await (const behind of server.live(sessionId, ended)) {
        this.#watcher.by('live')
        this.#watcher.show(behind)
      }
    } catch {
      // It is asked for instead, and that tells what is wrong.
    }
  }

  /** @param {string} sessionId @param {AbortSignal} ended @returns {Promise<number>} how long to pause */
  async #ask(sessionId, ended) {
    try {
      const behind = await server.behind(sessionId)
      if (ended.aborted) return 0
      this.#watcher.by('asking')
      this.#watcher.show(behind)
      return behind.waiting ? BUSY_MILLIS : IDLE_MILLIS
    } catch (error) {
      if (!ended.aborted) {
        this.#watcher.by('away')
        this.#watcher.fail(error)
      }
      return IDLE_MILLIS
    }
  }

  /** @param {number} millis */
  #pause(millis) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis)
      this.#wake = () => {
        clearTimeout(timer)
        resolve(undefined)
      }
    })
  }
}
