// @ts-check

/**
 * Makes an element without a line of markup, so that no policy on scripts or styles is in the way.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const name in attributes) node.setAttribute(name, attributes[name])
  node.append(...children)
  return node
}

/**
 * A style sheet of ours, shared by all elements; empty when it cannot be loaded.
 *
 * @param {string} file
 */
export async function styleSheet(file) {
  const sheet = new CSSStyleSheet()
  const answer = await fetch(new URL(file, import.meta.url)).catch(() => null)
  if (answer?.ok) sheet.replaceSync(await answer.text())
  return sheet
}
