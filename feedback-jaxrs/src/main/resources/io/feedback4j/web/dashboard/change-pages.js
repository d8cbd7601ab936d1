// @ts-check
import { h } from './dom.js'
import { numbersQuery } from './filters.js'
import { NOTHING, count, moment, share } from './format.js'
import { changeAcross } from './overview.js'
import { ask, badge, card, code, empty, field, say, select, table } from './parts.js'
import { bucketFor } from './periods.js'
import { text } from './strings.js'

/** What changes numbers from outside: releases, and bursts of votes. */

/** @typedef {import('./dashboard.js').Context} Context */

/** @param {Context} context */
export function markersPage(context) {
  const words = text.markers
  const load = async () => {
    const query = numbersQuery(context.view, context.range())
    const listed = await context.api.get('feedback/markers', query, context)
    if (!context.api.serves('feedback/insights/trend') || listed.markers.length === 0) return listed
    // What changed across each is said by the trend.
    const { markers = [] } = await context.api.get('feedback/insights/trend', { ...query, bucket: bucketFor(context.range()) }, context)
    const changes = new Map(markers.map((/** @type {any} */ marker) => [marker.id, marker.change]))
    return { markers: listed.markers.map((/** @type {any} */ marker) => ({ ...marker, change: changes.get(marker.id) })) }
  }
  const list = card({ title: words.list }, load, (loaded) => {
    const markers = loaded.markers ?? []
    if (markers.length === 0) return empty(words.empty, words.emptyLead)
    return table({ caption: words.list, columns: words.columns, rows: markers.map((/** @type {any} */ marker) => [
      moment(marker.at, context.view.zone), marker.label, badge(words.kinds[/** @type {'other'} */ (marker.kind)] ?? marker.kind ?? NOTHING), changeAcross(marker), context.may('operator') ? removal(marker) : '',
    ]) })
  })
  const removal = (/** @type {any} */ marker) => h('button', { type: 'button', class: 'button', click: () => ask({ title: words.remove, body: words.sure(marker.label), action: words.remove, danger: true }, async () => {
    await context.api.remove(`feedback/markers/${encodeURIComponent(marker.id)}`)
    say(words.removed)
    await list.refresh()
  }) }, words.remove)
  // A marker of now is later than the end of a period that was looked up a while ago.
  const added = () => { context.renew(); return list.refresh() }
  return { node: h('div', { class: 'stack' }, context.may('operator') && markerForm(context, added), list.node), refresh: list.refresh, ready: list.ready }
}

/** @param {Context} context @param {() => Promise<void>} added */
function markerForm(context, added) {
  const words = text.markers
  const label = /** @type {HTMLInputElement} */ (h('input', { required: true, maxlength: '200', autocomplete: 'off' }))
  const kind = select({}, Object.entries(words.kinds), 'deployment')
  const at = /** @type {HTMLInputElement} */ (h('input', { type: 'datetime-local' }))
  const problem = h('p', { class: 'problem', role: 'alert' })
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    problem.textContent = ''
    try {
      await context.api.post('feedback/markers', { label: label.value.trim(), kind: kind.value, ...(at.value && { at: new Date(at.value).toISOString() }), ...(context.view.assistant && { assistant_id: context.view.assistant }) })
      label.value = ''
      say(words.added)
      await added()
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error)
    }
  }
  const first = field(words.label, label)
  first.classList.add('grow')
  return h('form', { class: 'panel filters', submit, 'aria-label': words.add }, first, field(words.kind, kind), field(words.at, at, words.whenHint), h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'button primary' }, words.save)), problem)
}

/** @param {Context} context */
export function burstsPage(context) {
  const words = text.bursts
  const load = () => context.api.get('feedback/insights/bursts', numbersQuery(context.view, context.range()), context)
  const list = card({ title: words.list }, load, (loaded) => {
    const bursts = loaded.bursts ?? []
    if (bursts.length === 0) return empty(words.empty, words.emptyLead)
    return table({ caption: words.list, columns: words.columns, numeric: [2, 3], rows: bursts.map((/** @type {any} */ burst) => [
      moment(burst.from, context.view.zone), source(context, burst), count(burst.votes), share(burst.share),
      badge(apart(burst) ? words.apart : words.counted, apart(burst) ? 'wrong' : 'fine'), context.may('operator') ? decision(burst) : '',
    ]) })
  })
  const decision = (/** @type {any} */ burst) => {
    const action = apart(burst) ? 'include' : 'exclude'
    return h('button', { type: 'button', class: 'button', click: async () => {
      try {
        await context.api.post(`feedback/insights/bursts/${encodeURIComponent(burst.id)}/${action}`, {})
        say(words.done)
        await list.refresh()
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
      }
    } }, words[/** @type {'include'} */ (action)])
  }
  return { node: list.node, refresh: list.refresh, ready: list.ready }
}

/** @param {any} burst */
const apart = (burst) => !burst.included

/** @param {Context} context @param {any} burst */
function source(context, burst) {
  const filters = {
    ...(burst.session_id && { session_id: burst.session_id }), since: burst.from, until_moment: burst.until,
  }
  return h('div', {}, burst.session_id ? code(burst.session_id) : text.ranking.session, ' ', h('a', { href: context.link('votes', filters) }, text.bursts.look))
}
