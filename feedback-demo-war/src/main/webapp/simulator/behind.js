// @ts-check
import { copyOf, element, part } from './dom.js'
import { answerText, remarks, requestText, said, signature, targets, way } from './ways.js'

/** The right panel: each vote's way. The only module that writes there. */
export class BehindTheScenes {
  #cards = element('cards')
  #empty = element('empty')
  #shown = ''
  /** @type {{until: number, what: string, span: HTMLElement}[]} */
  #countdowns = []
  #wordsOf

  /** @param {(messageId: string) => string} wordsOf - tells what an answer says */
  constructor(wordsOf) {
    this.#wordsOf = wordsOf
    setInterval(() => this.#tick(), 250)
  }

  /** Shows the news, if it is any. @param {import('./ways.js').Behind} behind */
  show(behind) {
    const now = signature(behind)
    if (now === this.#shown) return
    this.#shown = now
    const open = new Set([...this.#cards.querySelectorAll('details[open]')].map((one) => one.id))
    const focused = document.activeElement?.closest('details')?.id
    this.#countdowns = []
    this.#cards.replaceChildren(...targets(behind).map((target) => this.#card(target, open, behind.destinations)))
    this.#empty.hidden = behind.votes.length > 0
    if (focused) document.getElementById(focused)?.querySelector('summary')?.focus()
    this.#tick()
  }

  /**
   * @param {import('./ways.js').Target} target
   * @param {Set<string>} open
   * @param {import('./destinations.js').Destination[]} destinations
   */
  #card(target, open, destinations) {
    const card = copyOf('card-template')
    part(card, '.about').textContent = target.messageId ? this.#wordsOf(target.messageId) : 'The whole session'
    part(card, '.about').classList.toggle('quoted', target.messageId !== '')
    part(card, '.votes').append(...target.votes.map((vote) => this.#vote(vote, destinations)))
    part(card, '.exchanges').append(...target.exchanges.map((exchange) => exchangeOf(exchange, open)))
    return card
  }

  /** @param {import('./ways.js').Vote} vote @param {import('./destinations.js').Destination[]} destinations */
  #vote(vote, destinations) {
    const item = copyOf('vote-template')
    const { done, active, failed, ended, words, next_in_ms: next } = way(vote, destinations)
    item.classList.toggle('ended', ended)
    part(item, '.score').textContent = said(vote)
    part(item, '.comment').textContent = remarks(vote)
    for (const step of item.querySelectorAll('[data-step]')) {
      const name = /** @type {HTMLElement} */ (step).dataset.step ?? ''
      step.classList.toggle('done', done.includes(name))
      step.classList.toggle('failed', failed && name === active)
      if (name === active) step.setAttribute('aria-current', 'step')
    }
    part(item, '.where .words').textContent = words
    if (next !== undefined) {
      const what = failed ? 'Next try' : 'Next step'
      this.#countdowns.push({ until: performance.now() + next, what, span: part(item, '.countdown') })
    }
    return item
  }

  #tick() {
    for (const { until, what, span } of this.#countdowns) {
      const seconds = Math.ceil((until - performance.now()) / 1000)
      span.textContent = seconds > 0 ? `${what} in ${seconds} s.` : ''
    }
  }
}

/** @param {import('./ways.js').Exchange} exchange @param {Set<string>} open */
function exchangeOf(exchange, open) {
  const details = /** @type {HTMLDetailsElement} */ (copyOf('exchange-template'))
  details.id = `exchange-${exchange.number}`
  details.open = open.has(details.id)
  const status = exchange.answer?.status
  part(details, '.line').textContent = 'Upstream request and answer'
  const result = part(details, '.result')
  result.textContent = status ? String(status) : 'no answer'
  result.classList.toggle('good', status !== undefined && status < 300)
  const remark = part(details, '.remark')
  remark.textContent = exchange.remark
  remark.hidden = !exchange.remark
  part(details, '.request').textContent = requestText(exchange.request)
  part(details, '.answer').textContent = answerText(exchange)
  return details
}
