// @ts-check
/** The sandbox's buttons. The only module that writes there. */
import { element } from './dom.js'
import * as server from './server.js'

/** What each kind means for a vote. @type {Record<string, string>} */
const MEANINGS = {
  normal: 'The sandbox takes what it is sent.',
  slow: 'Each answer takes 3 seconds. Your vote is stored at once all the same.',
  'rate-limited': 'The sandbox asks for a pause (429). Nothing more is sent until that is over.',
  error: 'The sandbox fails (500) and stores nothing.',
  'error-after-storing':
    'The sandbox stores a vote and then fails (500). Nobody can know that it did, so its list is read before anything is sent again.',
  cut: 'The sandbox stores a vote and then resets the connection. Nobody can know that it did, so its list is read before anything is sent again.',
  gone: 'The sandbox answers 404 to everything, as a service that was shut down. Votes stay here; after a minute it is tried again, then more seldom.',
  hang: 'The sandbox takes requests and never answers.',
}

/** Lets a person make the upstream misbehave, and shows how it behaves. */
export class Mischief {
  #panel = element('mischief')
  #words = element('behaviour')
  #kind = ''

  constructor() {
    this.#panel.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null
      if (button) this.#choose(button.value)
    })
  }

  /** Shows how the sandbox behaves, if there is one. @param {{kind: string} | undefined} behaviour */
  show(behaviour) {
    this.#panel.hidden = !behaviour
    if (!behaviour || behaviour.kind === this.#kind) return
    this.#kind = behaviour.kind
    for (const button of this.#panel.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.value === behaviour.kind))
    }
    this.#words.textContent = MEANINGS[behaviour.kind] ?? behaviour.kind
  }

  /** @param {string} kind */
  async #choose(kind) {
    try {
      const behaviour = await server.behave(kind)
      this.#kind = ''
      this.show(behaviour)
    } catch (error) {
      this.#words.textContent = reason(error)
    }
  }
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof server.RefusedError)) return 'The server cannot be reached. Is the demo still running?'
  return error.status === 401
    ? 'Only the admin may do this. The demo prints the name and the password when it starts.'
    : error.message
}
