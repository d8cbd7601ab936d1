// @ts-check
/** The ids that the server has acknowledged to this tab, as the page's own witness. Survives a reload. */

const NAME = 'feedback4j-acknowledged:'

export class Acknowledged {
  /** @type {Map<string, number>} */
  #times = new Map()
  #sessionId = ''

  /** @param {string} sessionId */
  open(sessionId) {
    this.#sessionId = sessionId
    try {
      this.#times = new Map(JSON.parse(sessionStorage.getItem(NAME + sessionId) ?? '[]'))
    } catch {
      this.#times = new Map()
    }
  }

  /** @param {unknown} id - what a vote was acknowledged with, if it was */
  add(id) {
    if (typeof id !== 'string' || !id || this.#times.has(id)) return
    this.#times.set(id, Date.now())
    sessionStorage.setItem(NAME + this.#sessionId, JSON.stringify([...this.#times]))
  }

  /** Ids, and how many milliseconds ago each was acknowledged. @returns {Map<string, number>} */
  ages() {
    const now = Date.now()
    return new Map([...this.#times].map(([id, time]) => [id, now - time]))
  }
}
