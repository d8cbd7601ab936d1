// @ts-check
/** Makes each example work beside its own text: what is seen is made from what is copied. */

const KINDS = { html: 'HTML', js: 'JavaScript', css: 'CSS', jsx: 'React', vue: 'Vue', sh: 'Shell' }
const COPIED_MILLIS = 2000
const api = new URL('../api/', import.meta.url)
/** A session of this tab's own, so that visitors do not see each other's votes. */
const session = own('feedback4j-examples')

/** @param {string} name */
function own(name) {
  const random = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const id = sessionStorage.getItem(name) ?? `examples-${random}`
  sessionStorage.setItem(name, id)
  return id
}

/** As it is to be written on this server. @param {string} text */
function here(text) {
  return text
    .replaceAll("'../api/", `'${api.pathname}`)
    .replaceAll('"/api/', `"${api.pathname}`)
    .replaceAll('http://localhost:8080/api/', api.href)
}

/** @param {HTMLElement} figure */
async function dress(figure) {
  const { kind = '', file } = figure.dataset
  const code = /** @type {HTMLElement} */ (figure.querySelector('code'))
  const text = file ? await (await fetch(new URL(file, import.meta.url))).text() : code.textContent ?? ''
  code.textContent = here(text).trimEnd()
  const pre = /** @type {HTMLElement} */ (figure.querySelector('pre'))
  pre.tabIndex = 0
  pre.setAttribute('role', 'region')
  const title = figure.closest('.example')?.querySelector('h2')?.textContent
  const name = `${title}: ${/** @type {Record<string, string>} */ (KINDS)[kind]}`
  pre.setAttribute('aria-label', name)
  figure.prepend(bar(kind, name, code))
}

/** @param {string} kind @param {string} name @param {HTMLElement} code */
function bar(kind, name, code) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('bar-template'))
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true))
  const button = /** @type {HTMLElement} */ (made.querySelector('.copy'))
  const label = /** @type {HTMLElement} */ (made.querySelector('.kind'))
  label.textContent = /** @type {Record<string, string>} */ (KINDS)[kind]
  button.setAttribute('aria-label', `Copy ${name}`)
  button.addEventListener('click', () => copy(button, code))
  return made
}

/** @param {HTMLElement} button @param {HTMLElement} code */
async function copy(button, code) {
  try {
    await navigator.clipboard.writeText(code.textContent ?? '')
    button.textContent = 'Copied'
  } catch {
    // A page over plain http has no clipboard.
    getSelection()?.selectAllChildren(code)
    button.textContent = 'Selected'
  }
  setTimeout(() => { button.textContent = 'Copy' }, COPIED_MILLIS)
}

/** Puts what the text says beside it. @param {HTMLElement} example */
function show(example) {
  const live = example.querySelector('.live')
  const code = example.querySelector('[data-kind="html"]:not([data-drawn]) code')
  if (!live || !code) return
  const drawn = new DOMParser().parseFromString(code.textContent ?? '', 'text/html').body
  for (const one of drawn.querySelectorAll('script, link')) one.remove()
  for (const one of drawn.querySelectorAll('feedback-thumbs')) one.setAttribute('session-id', session)
  live.append(...drawn.childNodes)
}

await Promise.all([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.code'))].map(dress))
document.querySelectorAll('.example').forEach((example) => show(/** @type {HTMLElement} */ (example)))
await Promise.all(['words', 'buttons'].map((name) => import(`./own-${name}.js`)))
document.documentElement.dataset.ready = ''
