// @ts-check
import { fill, h } from './dom.js'
import { votesQuery } from './filters.js'
import { NOTHING, count, moment } from './format.js'
import { ask, code, facts, field, select, table } from './parts.js'
import { text } from './strings.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.data
const KINDS = /** @type {const} */ (['csv', 'ndjson'])

/** What leaves: the export, and a session that is erased. @param {Context} context */
export function dataPage(context) {
  const node = h('div', { class: 'stack' }, context.may('reader') && exports(context), context.may('operator') && context.api.serves('feedback/erase') && erasure(context), context.may('reader') && context.api.serves('feedback/mask/preview') && masking(context))
  return { node, refresh: async () => {}, ready: Promise.resolve() }
}

/** Exactly what is looked at, in the words of the export. @param {Context} context */
function exportQuery(context) {
  // Whether there is a comment is no filter of the export, and what it does not know it must not seem to obey.
  const { has_comment: _, ...filters } = votesQuery(context.view, context.range())
  const query = { status: 'current', ...filters }
  // What does not count any more, or is in some state of delivery, is listed of one assistant only.
  const isOfOne = query.status !== 'current' || 'state' in query
  const assistant = context.view.assistant || (isOfOne ? context.settings.default_assistant : '')
  return { ...query, ...(assistant && { assistant }) }
}

/**
 * Links that take along what is looked at; none where that is not served, or is not exactly what is looked at.
 *
 * @param {Context} context
 * @param {string} kind how they look
 */
export function exportLinks(context, kind) {
  return KINDS.filter((format) => context.api.serves(`feedback/export.${format}`)).map((format) =>
    h('a', { class: kind, download: true, href: context.api.address(`feedback/export.${format}`, exportQuery(context)).href }, words[format]))
}

/** @param {Context} context */
function exports(context) {
  const links = exportLinks(context, 'button primary')
  if (links.length === 0) return null
  const query = exportQuery(context)
  const named = Object.entries(query).map(([name, value]) => `${name} = ${value}`)
  return h('section', { class: 'card' }, h('h2', {}, words.export), h('p', {}, words.exportLead),
    h('p', { class: 'muted' }, `${words.filtered}: ${named.join(', ') || words.noFilters}. `, h('a', { href: context.link('votes', context.view.filters) }, words.change)),
    h('div', { class: 'buttons start' }, links))
}

/** @param {Context} context */
function erasure(context) {
  const session = /** @type {HTMLInputElement} */ (h('input', { required: true, maxlength: '255', autocomplete: 'off', spellcheck: 'false', value: context.view.filters.session_id ?? '' }))
  const assistant = select({}, [['', words.allAssistants], ...context.settings.assistants.map((id) => /** @type {[string, string]} */ ([id, id]))], '')
  const receipt = h('div', { class: 'receipt-place', role: 'status' })
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault()
    const typed = /** @type {HTMLInputElement} */ (h('input', { required: true, pattern: words.typeWord, autocomplete: 'off' }))
    ask({ title: words.eraseTitle, body: words.eraseSure2(session.value), action: words.eraseSure, danger: true, fields: [field(words.type, typed)] }, async () => {
      const answer = await context.api.post('feedback/erase', { session_id: session.value, ...(assistant.value && { assistant_id: assistant.value }) })
      fill(receipt, receiptOf(context, answer, session.value))
    })
  }
  const first = field(words.session, session)
  first.classList.add('grow')
  return h('section', { class: 'card' }, h('h2', {}, words.erase), h('p', {}, words.eraseLead),
    h('form', { class: 'filters', submit }, first, field(text.filters.assistant, assistant), h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'button danger' }, words.eraseButton))), receipt)
}

/** @param {Context} context */
function masking(context) {
  const words = text.masking
  const given = /** @type {HTMLTextAreaElement} */ (h('textarea', { required: true, rows: '3', maxlength: '4000' }))
  const place = h('div', { class: 'masked-place', role: 'status' })
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    try {
      const answer = await context.api.post('feedback/mask/preview', { text: given.value })
      const kinds = Object.entries(answer.masked ?? {}).filter(([, n]) => Number(n) > 0)
      fill(place, h('p', { class: 'quote' }, answer.text), h('p', { class: 'muted' }, `${words.kinds}: ${kinds.map(([kind, n]) => `${kind} ${n}`).join(', ') || NOTHING}`))
    } catch (error) {
      fill(place, h('p', { class: 'problem', role: 'alert' }, error instanceof Error ? error.message : String(error)))
    }
  }
  const first = field(words.text, given)
  first.classList.add('grow')
  return h('section', { class: 'card' }, h('h2', {}, words.title), h('p', {}, words.lead), h('form', { class: 'filters', submit }, first, h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'button primary' }, words.try))), place)
}

/**
 * What was erased here, and what cannot be erased elsewhere.
 *
 * @param {Context} context
 * @param {{ name: string, at: string, erased: { feedback: number, deliveries: number, impressions: number }, pending: number,
 *   upstream: { destination: string, assistant_id: string, ids: string[], without_id: number }[] }} receipt
 * @param {string} session
 */
function receiptOf(context, { name, at, erased, pending, upstream }, session) {
  const rows = [[words.votes, erased.feedback], [words.deliveries, erased.deliveries], [words.impressions, erased.impressions], [words.pending, pending]]
  return h('section', { class: 'receipt' }, h('h3', {}, words.receipt),
    facts([[words.receipt, code(name)], [words.session, code(session)], [text.audit.columns[0], moment(at, context.view.zone)]], 'row'),
    table({ caption: words.counts, columns: [words.counts, text.audit.columns[4]], numeric: [1], rows: rows.map(([label, n]) => [label, count(n)]) }),
    h('h4', {}, words.upstream), upstream.length === 0 ? h('p', {}, words.none) : upstream.map(atDestination),
    h('button', { type: 'button', class: 'button', click: () => print() }, words.receiptSave))
}

/** @param {{ destination: string, assistant_id: string, ids: string[], without_id: number }} one */
function atDestination({ destination, assistant_id: assistant, ids, without_id: without }) {
  return h('div', { class: 'at-destination' }, h('p', {}, h('strong', {}, destination), ' ', code(assistant)),
    h('ul', { class: 'ids' }, ids.map((id) => h('li', {}, code(id)))), without > 0 && h('p', { class: 'muted' }, words.withoutId(without)))
}
