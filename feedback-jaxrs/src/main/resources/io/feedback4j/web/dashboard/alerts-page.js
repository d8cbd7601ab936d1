// @ts-check
import { fill, h } from './dom.js'
import { NOTHING, count, moment, share } from './format.js'
import { badge, card, code, empty, failure, field, skeleton, table } from './parts.js'
import { text } from './strings.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.alerts
const PATH = 'feedback/insights/alerts'

/** When the share of good votes fell below the line, and when another line would have said so. @param {Context} context */
export function alertsPage(context) {
  const list = card({ class: 'bare' }, () => context.api.get(PATH, {}, context), (loaded) => h('div', { class: 'stack' }, watched(loaded), alerts(context, loaded.alerts ?? [], words.list, words.empty)))
  return { node: h('div', { class: 'stack' }, list.node, preview(context)), refresh: list.refresh, ready: list.ready }
}

/** @param {any} loaded */
function watched({ line, watched = [], definition }) {
  const body = typeof line !== 'number'
    ? empty(words.off, words.offLead)
    : table({ caption: words.watched, columns: words.watchedColumns, numeric: [1, 2, 3], rows: watched.map((/** @type {any} */ one) => [
      code(one.assistant_id), share(line), count(one.votes), count(one.positive), badge(one.armed ? words.armed : words.fired, one.armed ? 'fine' : 'wrong'),
    ]) })
  return h('section', { class: 'card' }, h('div', { class: 'card-head' }, h('h2', {}, words.watched)), body, definition && h('p', { class: 'muted' }, definition))
}

/** @param {Context} context @param {any[]} alerts @param {string} title @param {string} none */
function alerts(context, alerts, title, none) {
  const { zone } = context.view
  const rows = alerts.map((one) => [
    moment(one.fired_at, zone), code(one.assistant_id), share(one.line), words.after(one.votes), share(one.share), one.recovered_at ? moment(one.recovered_at, zone) : words.still,
  ])
  return h('section', { class: 'card' }, h('div', { class: 'card-head' }, h('h2', {}, title)),
    rows.length === 0 ? h('p', { class: 'muted' }, none) : table({ caption: title, columns: words.columns, numeric: [2, 3, 4], rows }))
}

/** @param {Context} context */
function preview(context) {
  const line = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: '1', max: '99', step: '1', value: '80', required: true }))
  const place = h('div', { role: 'status' })
  const run = async () => {
    fill(place, skeleton())
    const { from, until } = context.range()
    const { assistant, zone } = context.view
    try {
      const found = await context.api.get(`${PATH}/preview`, {
        line: String(Number(line.value) / 100), from: new Date(from).toISOString(), until: new Date(until).toISOString(), zone, ...(assistant && { assistant }),
      }, context)
      fill(place, alerts(context, found.alerts ?? [], `${words.previewed} (${found.assistant_id ?? NOTHING}, ${count(found.votes)})`, words.never))
    } catch (error) {
      fill(place, failure(error, run))
    }
  }
  return h('div', { class: 'stack' }, h('section', { class: 'card' }, h('h2', {}, words.preview), h('p', { class: 'muted' }, words.previewLead),
    h('form', { class: 'filters', submit: (/** @type {Event} */ event) => { event.preventDefault(); void run() } }, field(`${words.line} (%)`, line), h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'button primary' }, words.try)))), place)
}
