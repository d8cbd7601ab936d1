// @ts-check

/** @typedef {Node | string | number | null | undefined | false | any[]} Child */

/**
 * Makes an element without a line of markup: whatever is shown goes in as text, so that nothing anybody wrote is ever
 * read as markup. An attribute that is a function listens to the event of that name.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  set(node, attributes)
  node.append(...nodes(children))
  return node
}

/**
 * @param {Element} node
 * @param {Record<string, unknown>} attributes
 */
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, /** @type {EventListener} */ (value))
    else if (value === null || value === undefined || value === false) node.removeAttribute(name)
    else node.setAttribute(name, value === true ? '' : String(value))
  }
}

/**
 * Custom properties of an element. Set through the object model, which no policy on styles forbids.
 *
 * @param {HTMLElement} node
 * @param {Record<string, string | number>} properties
 */
export function measured(node, properties) {
  for (const [name, value] of Object.entries(properties)) node.style.setProperty(`--${name}`, String(value))
  return node
}

/**
 * @param {Element} node
 * @param {Child[]} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...nodes(children))
  return node
}

/** @param {Child[]} children */
function nodes(children) {
  return /** @type {(Node | string)[]} */ (
    children
      .flat(Infinity)
      .filter((child) => child !== null && child !== undefined && child !== false)
      .map((child) => (typeof child === 'number' ? String(child) : child))
  )
}

const SVG = 'http://www.w3.org/2000/svg'

/** Drawn with lines, so that they take the colour of the text. */
const ICONS = {
  up: 'M7 10v10H4V10h3zm0 0 4-7c1.5 0 2.5 1 2.5 2.5V9H19c1 0 1.8.9 1.6 2l-1.2 7.3A2 2 0 0 1 17.4 20H7',
  down: 'M7 14V4H4v10h3zm0 0 4 7c1.5 0 2.5-1 2.5-2.5V15H19c1 0 1.8-.9 1.6-2l-1.2-7.3A2 2 0 0 0 17.4 4H7',
  overview: 'M4 19V9m5 10V5m5 14v-7m5 7V8',
  votes: 'M4 5h16v11H9l-5 4z',
  messages: 'M4 6h16M4 12h10M4 18h13',
  sessions: 'M8 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 8 11zm-5 8c0-3 2.2-5 5-5s5 2 5 5m3-8.5a2.7 2.7 0 1 0 0-5.4m1 8.9c2.4.3 4 2 4 5',
  markers: 'M6 21V4h11l-2.5 4L17 12H6',
  alerts: 'M12 4a5 5 0 0 1 5 5v4l2 4H5l2-4V9a5 5 0 0 1 5-5zm-2 16h4',
  bursts: 'M13 3 5 14h6l-1 7 8-11h-6z',
  rejected: 'M4 7h16v12H4zm0 0 8 7 8-7',
  import: 'M12 4v10m-4-4 4 4 4-4M4 19h16',
  health: 'M3 12h4l3-7 4 14 3-7h4',
  audit: 'M7 3h8l4 4v14H7zm3 8h6m-6 4h6',
  data: 'M12 3c4.4 0 7 1.3 7 3s-2.6 3-7 3-7-1.3-7-3 2.6-3 7-3zM5 6v12c0 1.700 2.600 3 7 3s7-1.300 7-3V6M5 12c0 1.700 2.600 3 7 3s7-1.300 7-3',
}

/**
 * A picture that says nothing words beside it do not say.
 *
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  set(svg, { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' })
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ICONS[/** @type {keyof typeof ICONS} */ (name)] ?? '')
  svg.append(path)
  return svg
}
