// @ts-check

const SWITCHES = ['disabled', 'busy', 'receipt']
const ATTRIBUTES = ['session-id', 'message-id', 'assistant', 'endpoint', 'token', 'scale', 'reasons', 'impressions', ...SWITCHES]

/** The attributes as properties; both always say the same. */
export class AttributesElement extends HTMLElement {
  static observedAttributes = [...ATTRIBUTES, 'lang']

  /** Properties that were set before this class was there hide its own; they are set again. */
  connectedCallback() {
    const self = /** @type {any} */ (this)
    for (const name of Object.keys(this)) {
      const value = self[name]
      delete self[name]
      self[name] = value
    }
  }
}

for (const attribute of ATTRIBUTES) {
  const isSwitch = SWITCHES.includes(attribute)
  Object.defineProperty(AttributesElement.prototype, attribute.replace('-i', 'I'), {
    enumerable: true,
    /** Some frameworks write `disabled="false"`. @this {HTMLElement} */
    get() {
      const value = this.getAttribute(attribute)
      return isSwitch ? value !== null && value !== 'false' : value ?? ''
    },
    /** @this {HTMLElement} @param {unknown} value */
    set(value) {
      if (value == null || value === false) this.removeAttribute(attribute)
      else this.setAttribute(attribute, value === true ? '' : String(value))
    },
  })
}
