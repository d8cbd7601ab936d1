// @ts-check

const PROPERTIES = ['sessionId', 'messageId', 'assistant', 'endpoint', 'token', 'scale', 'reasons', 'disabled']

/** The attributes as properties; both always say the same. */
export class AttributesElement extends HTMLElement {
  static observedAttributes = ['session-id', 'message-id', 'assistant', 'endpoint', 'token', 'scale', 'reasons', 'lang', 'disabled']

  /** Properties that were set before this class was there hide its own; they are set again. */
  connectedCallback() {
    const self = /** @type {any} */ (this)
    for (const property of PROPERTIES.filter((name) => Object.hasOwn(this, name))) {
      const value = self[property]
      delete self[property]
      self[property] = value
    }
  }

  get sessionId() {
    return this.getAttribute('session-id') ?? ''
  }

  set sessionId(value) {
    this.setAttribute('session-id', value)
  }

  get messageId() {
    return this.getAttribute('message-id') ?? ''
  }

  set messageId(value) {
    this.setAttribute('message-id', value)
  }

  get assistant() {
    return this.getAttribute('assistant') ?? ''
  }

  set assistant(value) {
    this.setAttribute('assistant', value)
  }

  get endpoint() {
    return this.getAttribute('endpoint') ?? ''
  }

  set endpoint(value) {
    this.setAttribute('endpoint', value)
  }

  get token() {
    return this.getAttribute('token') ?? ''
  }

  set token(value) {
    this.setAttribute('token', value)
  }

  get scale() {
    return this.getAttribute('scale') ?? 'thumbs'
  }

  set scale(value) {
    this.setAttribute('scale', value)
  }

  get reasons() {
    return this.getAttribute('reasons') ?? ''
  }

  set reasons(value) {
    this.setAttribute('reasons', value)
  }

  get disabled() {
    return this.hasAttribute('disabled')
  }

  set disabled(value) {
    this.toggleAttribute('disabled', value)
  }
}
