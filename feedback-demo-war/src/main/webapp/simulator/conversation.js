// @ts-check
import { copyOf, element, part, thumbs } from './dom.js'

/** The left panel: what was said, with thumbs below each answer. The only module that writes there. */
export class Conversation {
  #talk = element('talk')
  #whole = element('whole')
  #sessionId = ''

  /** Shows a session from its beginning. @param {import('./server.js').Session} session */
  show(session) {
    this.#sessionId = session.session_id
    this.#talk.replaceChildren()
    element('whole-thumbs').replaceChildren(thumbs(session.session_id))
    this.#whole.hidden = true
    element('suggestions').hidden = false
    for (const message of session.messages) this.add(message)
  }

  /** Adds what was just said. @param {import('./server.js').Message} message */
  add(message) {
    const item = copyOf('message-template')
    item.classList.add(message.role)
    part(item, '.words').textContent = message.body
    if (message.role === 'assistant') {
      item.append(message.message_id ? thumbs(this.#sessionId, message.message_id) : copyOf('nameless-template'))
      this.#whole.hidden = false
    }
    this.#talk.append(item)
    element('suggestions').hidden = true
    this.#talk.scrollTop = this.#talk.scrollHeight
  }

  /** Whether an answer is awaited. @param {boolean} waiting */
  wait(waiting) {
    this.#talk.setAttribute('aria-busy', String(waiting))
  }

  /** The words of an answer, for who speaks about it. @param {string} messageId */
  wordsOf(messageId) {
    const shown = this.#talk.querySelector(`feedback-thumbs[message-id="${CSS.escape(messageId)}"]`)
    return shown?.parentElement?.querySelector('.words')?.textContent ?? messageId
  }
}
