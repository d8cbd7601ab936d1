// @ts-check
/** The counters: can a vote be lost? The only module that writes there. */
import { element, part } from './dom.js'
import { sum, tally } from './tally.js'

export class Scoreboard {
  #board = element('scoreboard')
  #ledger = element('ledger')

  /** @param {import('./ways.js').Behind} behind @param {Map<string, number>} acknowledged */
  show(behind, acknowledged) {
    const found = tally(behind, acknowledged)
    this.#count('acknowledged', found.acknowledged)
    this.#count('stored', found.stored)
    this.#count('upstream', found.upstream)
    this.#count('lost', found.lost)
    part(this.#board, '[data-count="upstream"]').hidden = found.upstream === undefined
    part(this.#board, '[data-count="lost"]').classList.toggle('alarm', found.lost > 0)
    element('twice').textContent = found.upstream === undefined ? '' : `twice upstream: ${found.twice}`
    this.#ledger.textContent = sum(found)
    this.#ledger.classList.toggle('alarm', !found.balanced)
  }

  /** @param {string} name @param {number | undefined} number */
  #count(name, number) {
    const shown = part(this.#board, `[data-count="${name}"] dd`)
    const text = String(number ?? 0)
    if (shown.textContent !== text) shown.textContent = text
  }
}
