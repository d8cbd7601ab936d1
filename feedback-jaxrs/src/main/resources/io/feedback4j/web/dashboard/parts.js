// @ts-check
import { ApiError } from './api.js'
import { fill, h, icon, measured, set } from './dom.js'
import { NOTHING, between, share, verdictOf } from './format.js'
import { text } from './strings.js'

/** What several pages are put together from. */

/** @typedef {import('./dom.js').Child} Child */
/** @typedef {{ node: HTMLElement, body: HTMLElement, refresh: () => Promise<void>, ready: Promise<void> }} Card */

/** @param {string} [shape] */
export function skeleton(shape = 'lines') {
  return h('div', { class: `skeleton ${shape}`, role: 'status' }, h('span', { class: 'unseen' }, text.states.loading), h('i'), h('i'), h('i'))
}

/**
 * @param {string} title
 * @param {string} [lead]
 */
export function empty(title, lead) {
  return h('div', { class: 'state empty' }, h('p', { class: 'state-title' }, title), lead && h('p', {}, lead))
}

/**
 * @param {unknown} error
 * @param {() => void} [again]
 */
export function failure(error, again) {
  const status = error instanceof ApiError ? error.status : 0
  const title = text.states.refused[/** @type {401} */ (status)] ?? text.states.failed
  const detail = error instanceof Error ? error.message : String(error)
  return h(
    'div',
    { class: 'state failed', role: 'alert' },
    h('p', { class: 'state-title' }, title),
    h('p', {}, detail),
    status === 401 && h('p', {}, text.states.signIn),
    again && status !== 403 && h('button', { type: 'button', class: 'button', click: again }, text.states.retry),
  )
}

/**
 * A card that loads by itself, shows how that stands, and can be asked to look again without a flicker.
 *
 * @template T
 * @param {{ title?: string, class?: string, shape?: string, level?: number, aside?: Child }} look
 * @param {() => Promise<T>} load
 * @param {(loaded: T, body: HTMLElement) => Child} draw
 * @returns {Card}
 */
export function card(look, load, draw) {
  const body = h('div', { class: 'card-body' }, skeleton(look.shape))
  const heading = look.title ? h(`h${look.level ?? 2}`, {}, look.title) : null
  const node = h('section', { class: `card ${look.class ?? ''}` }, heading && h('div', { class: 'card-head' }, heading, look.aside), body)
  let turn = 0
  let drawn = false
  const refresh = async () => {
    const mine = ++turn
    set(body, { 'aria-busy': 'true' })
    try {
      const loaded = await load()
      if (mine !== turn) return
      fill(body, draw(loaded, body))
      drawn = true
    } catch (error) {
      if (mine !== turn || (error instanceof DOMException && error.name === 'AbortError')) return
      // What was shown before is better than nothing while the server is away for a moment.
      if (drawn && error instanceof ApiError && error.status === 0) return
      fill(body, failure(error, () => { fill(body, skeleton(look.shape)); void refresh() }))
    } finally {
      if (mine === turn) set(body, { 'aria-busy': null })
    }
  }
  const ready = refresh()
  return { node, body, refresh, ready }
}

/**
 * @param {{ caption: string, columns: string[], rows: Child[][], numeric?: number[], class?: string }} table
 */
export function table({ caption, columns, rows, numeric = [], class: kind = '' }) {
  const cell = (/** @type {string} */ tag, /** @type {Child} */ content, /** @type {number} */ i, extra = {}) =>
    h(tag, { class: numeric.includes(i) ? 'numeric' : null, ...extra }, content)
  return h(
    'div',
    { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: kind },
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, columns.map((name, i) => (name ? cell('th', name, i, { scope: 'col' }) : h('td'))))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((content, i) => (i === 0 ? cell('th', content, i, { scope: 'row' }) : cell('td', content, i)))))),
    ),
  )
}

/**
 * A chart and the table of the same numbers, one of which is shown.
 *
 * @param {HTMLElement} chart
 * @param {() => HTMLElement} asTable
 */
export function chartOrTable(chart, asTable) {
  const place = h('div', { class: 'as-table', hidden: true })
  const button = h('button', { type: 'button', class: 'link-button', 'aria-pressed': 'false', click: () => show(chart.hidden === false) }, text.chart.table)
  const show = (/** @type {boolean} */ tabular) => {
    chart.hidden = tabular
    place.hidden = !tabular
    set(button, { 'aria-pressed': String(tabular) })
    if (tabular) fill(place, asTable())
    else dispatchEvent(new Event('resize'))
  }
  return h('div', { class: 'chart-or-table' }, h('div', { class: 'chart-switch' }, button), chart, place)
}

/**
 * Bars as links to the votes behind them.
 *
 * @param {{ label: string, hint?: string, value: number, shown: string, detail?: Child, href?: string, kind?: string }[]} bars
 * @param {string} label
 */
export function bars(bars, label) {
  const most = Math.max(...bars.map((bar) => bar.value), Number.MIN_VALUE)
  return h(
    'ul',
    { class: bars.every((bar) => bar.label.length < 10) ? 'bars short' : 'bars', 'aria-label': label },
    bars.map((bar) => {
      const content = [
        h('span', { class: 'bar-label' }, bar.label, bar.hint && h('small', {}, ` ${bar.hint}`)),
        measured(h('span', { class: `bar-track ${bar.kind ?? ''}`, 'aria-hidden': 'true' }, h('i')), { size: bar.value / most }),
        h('span', { class: 'bar-value' }, bar.shown, bar.detail && h('small', {}, ' ', bar.detail)),
      ]
      return h('li', {}, bar.href ? h('a', { class: 'bar', href: bar.href }, content) : h('span', { class: 'bar' }, content))
    }),
  )
}

/**
 * A share with its interval, drawn as a dot on a line.
 *
 * @param {{ share: number | null, low: number | null, high: number | null, ranked?: boolean }} row
 */
export function whisker(row) {
  if (row.share === null || row.share === undefined) return h('span', { class: 'whisker-text' }, NOTHING)
  const drawing = measured(h('span', { class: `whisker ${row.ranked === false ? 'unranked' : ''}`, 'aria-hidden': 'true' }, h('i'), h('b')), {
    low: row.low ?? row.share, high: row.high ?? row.share, share: row.share,
  })
  return h('span', { class: 'whisker-row' }, drawing, h('span', { class: 'whisker-text' }, share(row.share), h('small', {}, ` ${between(row.low, row.high)}`)))
}

/** @param {number | null | undefined} score */
export function thumb(score) {
  const verdict = verdictOf(score)
  const exact = typeof score === 'number' && score > 0 && score < 1 ? ` ${score}` : ''
  const picture = verdict === 'good' ? icon('up') : verdict === 'bad' ? icon('down') : null
  return h('span', { class: `thumb ${verdict}` }, picture, `${text.votes.verdicts[verdict]}${exact}`)
}

/**
 * @param {string} word
 * @param {string} [kind]
 */
export function badge(word, kind = '') {
  return h('span', { class: `badge ${kind}` }, word)
}

/** @param {string} value */
export function code(value) {
  return h('code', {}, value || NOTHING)
}

/**
 * @param {[string, Child][]} facts
 * @param {string} [kind]
 */
export function facts(facts, kind = '') {
  return h('dl', { class: `facts ${kind}` }, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))))
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), control, hint && h('small', {}, hint))
}

/**
 * @param {Record<string, string>} attributes
 * @param {[string, string][]} options value and label
 * @param {string} chosen
 */
export function select(attributes, options, chosen) {
  const known = options.some(([value]) => value === chosen)
  const all = known || chosen === '' ? options : [...options, /** @type {[string, string]} */ ([chosen, chosen])]
  return /** @type {HTMLSelectElement} */ (
    h('select', attributes, all.map(([value, label]) => h('option', { value, selected: value === chosen }, label)))
  )
}

/**
 * Asks before something happens that cannot be undone.
 *
 * @param {{ title: string, body: Child, action: string, danger?: boolean, fields?: HTMLElement[] }} question
 * @param {() => Promise<void>} act what it throws is shown
 */
export function ask({ title, body, action, danger, fields = [] }, act) {
  const problem = h('p', { class: 'problem', role: 'alert' })
  const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' }))
  const yes = /** @type {HTMLButtonElement} */ (h('button', { type: 'submit', class: `button ${danger ? 'danger' : 'primary'}` }, action))
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    yes.disabled = true
    problem.textContent = ''
    try {
      await act()
      dialog.close()
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error)
      yes.disabled = false
    }
  }
  const before = /** @type {HTMLElement | null} */ (document.activeElement)
  dialog.append(
    h('form', { submit }, h('h2', { id: 'dialog-title' }, title), h('p', {}, body), fields, problem,
      h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'button', click: () => dialog.close() }, text.neverMind), yes)),
  )
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (before?.isConnected) before.focus()
    else document.querySelector('h1')?.focus()
  })
  document.body.append(dialog)
  dialog.showModal()
}

/**
 * Says once what has happened, to those who look and to those who listen.
 *
 * @param {string} message
 */
export function say(message) {
  const place = document.querySelector('.said')
  if (place) place.textContent = message
}
