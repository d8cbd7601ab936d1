// @ts-check
import { fill, h } from './dom.js'
import { count, moment } from './format.js'
import { ask, badge, card, code, empty, field, say, select, table, thumb } from './parts.js'
import { text } from './strings.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.rejected
const PATH = 'feedback/rejected'

/** The dead-letter desk. @param {Context} context */
export function rejectedPage(context) {
  const { filters } = context.view
  const state = filters.state === 'uncertain' ? 'uncertain' : 'rejected'
  const order = filters.order === 'oldest' ? 'oldest' : 'newest'
  const query = () => ({ state, order, limit: '50', ...meant(context) })
  /** @type {import('./parts.js').Card} */
  const desk = card({ title: words.list, aside: context.may('operator') ? bulk(context, state, () => desk.refresh()) : null }, () => context.api.get(PATH, query(), context), (loaded) => {
    let { rejected, next } = loaded
    if (rejected.length === 0) return empty(words.empty, words.emptyLead)
    const rows = () => table({ caption: words.list, columns: words.columns, numeric: [3], class: 'stacked', rows: rejected.map((/** @type {any} */ one) => row(context, one, () => desk.refresh())) })
    const place = h('div', {}, rows())
    const more = h('button', { type: 'button', class: 'button wide', hidden: !next, click: async () => {
      const further = await context.api.get(PATH, { ...query(), after: next }, context)
      rejected = [...rejected, ...further.rejected]
      next = further.next
      fill(place, rows())
      more.hidden = !next
    } }, words.more)
    return [state === 'uncertain' && h('p', { class: 'notice' }, words.uncertainHint), place, more]
  })
  return { node: h('div', { class: 'stack' }, filterForm(context, state, order), desk.node), refresh: desk.refresh, ready: desk.ready }
}

/** What the filters mean, as both the list and the actions take it. @param {Context} context */
function meant({ view: { filters, assistant } }) {
  return {
    ...(assistant && { assistant_id: assistant }), ...(filters.destination && { destination: filters.destination }), ...(/^[1-5]\d\d$/.test(filters.http_status ?? '') && { http_status: filters.http_status }),
  }
}

/** @param {Context} context @param {string} state @param {string} order */
function filterForm(context, state, order) {
  const { filters } = context.view
  const kind = select({}, Object.entries(words.states), state)
  const sorted = select({}, Object.entries(words.orders), order)
  const destination = /** @type {HTMLInputElement} */ (h('input', { value: filters.destination ?? '', placeholder: words.anyDestination, pattern: '[a-z0-9][a-z0-9\\-]{0,39}', autocomplete: 'off' }))
  const status = /** @type {HTMLInputElement} */ (h('input', { value: filters.http_status ?? '', inputmode: 'numeric', pattern: '[1-5][0-9][0-9]', placeholder: words.anyDestination, size: '6', autocomplete: 'off' }))
  const apply = () => context.go({ filters: Object.fromEntries(Object.entries({ state: kind.value, order: sorted.value, destination: destination.value.trim(), http_status: status.value.trim() }).filter(([, value]) => value)) })
  kind.addEventListener('change', apply)
  sorted.addEventListener('change', apply)
  return h('form', { class: 'panel filters', submit: (/** @type {Event} */ event) => { event.preventDefault(); apply() } },
    field(words.state, kind), field(words.destination, destination), field(words.status, status), field(words.order, sorted),
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'button primary' }, text.filters.apply)))
}

/** @param {Context} context @param {any} one @param {() => Promise<void>} refresh */
function row(context, one, refresh) {
  const act = (/** @type {string} */ action, /** @type {object} */ body) => context.api.post(`${PATH}/${encodeURIComponent(one.id)}/${action}`, { destination: one.destination, ...body })
  const resend = async (/** @type {Event} */ event) => {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget)
    button.disabled = true
    try {
      await act('resend', {})
      say(words.resent(1))
      await refresh()
    } catch (error) {
      button.disabled = false
      say(error instanceof Error ? error.message : String(error))
    }
  }
  const discard = () => {
    const note = noteField()
    ask({ title: words.discardTitle, body: words.discardOne, action: words.sure, danger: true, fields: [field(words.note, note, words.noteHint)] }, async () => {
      await act('discard', { note: note.value })
      say(words.discarded(1))
      await refresh()
    })
  }
  return [
    h('div', { class: 'dead' }, thumb(one.score), h('a', { href: context.link('vote', { assistant_id: one.assistant_id, id: one.id }) }, code(one.id)), one.text && h('p', { class: 'vote-text' }, one.text)),
    h('div', {}, badge(one.destination), h('p', {}, words.cause(one.http_status ?? null, one.problem ?? ''))),
    moment(one.rejected_at, context.view.zone), count(one.attempts),
    context.may('operator') ? h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'button', click: resend }, words.resend), h('button', { type: 'button', class: 'button', click: discard }, words.discard)) : '',
  ]
}

function noteField() {
  return /** @type {HTMLTextAreaElement} */ (h('textarea', { required: true, rows: '2', maxlength: '500' }))
}

/** @param {Context} context @param {string} state @param {() => Promise<void>} refresh */
function bulk(context, state, refresh) {
  const body = () => {
    const { http_status: status, ...others } = meant(context)
    return { state, ...others, ...(status && { http_status: Number(status) }) }
  }
  const resend = () => {
    const rate = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: '0.1', max: '1000', step: 'any', value: '10', required: true }))
    ask({ title: words.resendTitle, body: words.resendMany, action: words.resend, fields: [field(words.rate, rate)] }, async () => {
      const done = await context.api.post(`${PATH}/resend`, { ...body(), rate: Number(rate.value) })
      say(`${words.resent(done.ready ?? done.count)}${done.more ? ` ${words.moreLeft}` : ''}`)
      await refresh()
    })
  }
  const discard = () => {
    const note = noteField()
    ask({ title: words.discardTitle, body: words.discardMany, action: words.sure, danger: true, fields: [field(words.note, note, words.noteHint)] }, async () => {
      const done = await context.api.post(`${PATH}/discard`, { ...body(), note: note.value })
      say(`${words.discarded(done.count)}${done.more ? ` ${words.moreLeft}` : ''}`)
      await refresh()
    })
  }
  return h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'button', click: resend }, words.resendAll), h('button', { type: 'button', class: 'button', click: discard }, words.discardAll))
}
