// @ts-check
import { exportLinks } from './data-page.js'
import { fill, h, set } from './dom.js'
import { votesQuery } from './filters.js'
import { moment } from './format.js'
import { empty, field, select } from './parts.js'
import { text } from './strings.js'
import { voteList } from './vote-list.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.votes

/** What the choice of a vote means in scores, and back. */
const SCORES = { any: {}, good: { min_score: '0.500001' }, neutral: { min_score: '0.5', max_score: '0.5' }, bad: { max_score: '0.499999' } }

/** @param {Record<string, string>} filters */
function scoreOf(filters) {
  const { min_score: min = '', max_score: max = '' } = filters
  const known = Object.entries(SCORES).find(([, scores]) => ('min_score' in scores ? scores.min_score : '') === min && ('max_score' in scores ? scores.max_score : '') === max)
  return known ? known[0] : 'exact'
}

/** @param {Context} context */
export function votesPage(context) {
  if (!context.may('reader')) return { node: empty(text.states.refused[403], text.leads.votes), refresh: async () => {}, ready: Promise.resolve() }
  const { filters } = context.view
  const list = voteList(context, () => votesQuery(context.view, context.range()), { aside: exported(context, filters) })
  const fresh = h('p', { class: 'fresh', role: 'status' })
  const node = h('div', {}, form(context, filters), narrowed(context, filters), fresh, list.node)
  return {
    node,
    ready: list.ready,
    refresh: list.refresh,
    /** @param {number} n */
    told(n) {
      fill(fresh, h('button', { type: 'button', class: 'button', click: () => { fill(fresh); context.renew(); void list.refresh() } }, words.fresh(n)))
    },
  }
}

/** @param {Context} context @param {Record<string, string>} filters */
function form(context, filters) {
  const search = /** @type {HTMLInputElement} */ (h('input', { type: 'search', name: 'q', maxlength: '200', value: filters.q ?? '', autocomplete: 'off' }))
  const score = select({ name: 'score' }, [...Object.entries(words.scores), ...(scoreOf(filters) === 'exact' ? [/** @type {[string, string]} */ (['exact', `${words.exact} ${filters.min_score ?? 0}–${filters.max_score ?? 1}`])] : [])], scoreOf(filters))
  const reason = select({ name: 'reason' }, [['', words.anyReason], ...context.reasons.map((one) => /** @type {[string, string]} */ ([one.id, one.label]))], filters.reason ?? '')
  const status = select({ name: 'status' }, Object.entries(words.statuses), filters.status ?? 'current')
  const comment = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', name: 'has_comment' }))
  comment.checked = filters.has_comment === 'true'
  const session = /** @type {HTMLInputElement} */ (h('input', { name: 'session_id', maxlength: '255', value: filters.session_id ?? '', autocomplete: 'off', spellcheck: 'false' }))
  const message = /** @type {HTMLInputElement} */ (h('input', { name: 'message_id', maxlength: '255', value: filters.message_id ?? '', autocomplete: 'off', spellcheck: 'false' }))
  const apply = () => {
    const { min_score: min, max_score: max, ...others } = filters
    const scores = score.value === 'exact' ? { min_score: min, max_score: max } : SCORES[/** @type {'any'} */ (score.value)]
    const next = {
      ...others, ...scores, q: search.value.trim(), reason: reason.value, status: status.value === 'current' ? '' : status.value, has_comment: comment.checked ? 'true' : '', session_id: session.value.trim(), message_id: message.value.trim(),
    }
    context.go({ filters: /** @type {Record<string, string>} */ (Object.fromEntries(Object.entries(next).filter(([, value]) => value))) })
  }
  for (const control of [score, reason, status, comment]) control.addEventListener('change', apply)
  const canComment = context.api.serves('feedback/insights/votes')
  return h(
    'form',
    { class: 'panel filters', role: 'search', submit: (/** @type {Event} */ event) => { event.preventDefault(); apply() } },
    set2(field(words.search, search), 'grow'), field(words.score, score), field(words.reason, reason), field(words.status, status),
    h('details', { class: 'more-filters' }, h('summary', {}, `${words.session}, ${words.message.toLowerCase()}`), h('div', {}, field(words.session, session), field(words.message, message))),
    canComment && h('label', { class: 'check' }, comment, words.comment),
    h('div', { class: 'buttons' }, h('a', { class: 'button', href: context.link('votes', {}) }, words.clear), h('button', { type: 'submit', class: 'button primary' }, words.find)),
  )
}

/** @param {HTMLElement} node @param {string} kind */
function set2(node, kind) {
  set(node, { class: `${node.className} ${kind}` })
  return node
}

/** The same as files. @param {Context} context @param {Record<string, string>} filters */
function exported(context, filters) {
  const links = filters.has_comment ? [] : exportLinks(context, 'link-button')
  return links.length > 0 && h('p', { class: 'exports' }, `${text.data.export}: `, links)
}

/** What the list was narrowed to by a bar, a point or a row: each can be taken off again. @param {Context} context @param {Record<string, string>} filters */
function narrowed(context, filters) {
  const shown = Object.entries(filters).filter(([name]) => ['since', 'until_moment', 'session_id', 'message_id', 'reason', 'state'].includes(name))
  if (shown.length === 0) return null
  const value = (/** @type {string} */ name, /** @type {string} */ raw) => (name === 'since' || name === 'until_moment' ? moment(raw, context.view.zone) : name === 'reason' ? context.reasonName(raw) : raw)
  return h('ul', { class: 'narrowed', 'aria-label': words.narrowed }, shown.map(([name, raw]) => {
    const { [name]: _, ...rest } = filters
    const label = words.names[/** @type {'q'} */ (name)]
    return h('li', {}, h('a', { href: context.link('votes', rest), 'aria-label': words.remove(`${label} ${value(name, raw)}`) }, h('span', {}, `${label}: `, h('b', {}, value(name, raw))), h('span', { 'aria-hidden': 'true' }, '×')))
  }))
}
