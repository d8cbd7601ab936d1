// @ts-check
import { fill, h } from './dom.js'
import { numbersQuery } from './filters.js'
import { between, count, moment, pointName, points, score, share, verdictOf } from './format.js'
import { bars, card, chartOrTable, code, empty, select, table, whisker } from './parts.js'
import { bucketFor } from './periods.js'
import { text } from './strings.js'
import { setApart, tiles } from './tiles.js'
import { trendChart } from './trend-chart.js'
import { readVotes, voteRow } from './vote-list.js'

/** @typedef {import('./dashboard.js').Context} Context */

/** @param {Context} context */
export function overview(context) {
  const { api, link } = context
  const query = (/** @type {Record<string, string>} */ more = {}) => ({ ...numbersQuery(context.view, context.range()), ...more })
  const ask = (/** @type {string} */ path, more = {}) => api.get(`feedback/insights/${path}`, query(more), context)
  // The tiles and the distribution are two views of one answer, asked for once.
  /** @type {Promise<any> | null} */
  let pending = null
  const summary = () => {
    pending ??= ask('summary').finally(() => queueMicrotask(() => { pending = null }))
    return pending
  }
  /** @type {ReturnType<typeof card>[]} */
  const parts = []
  /** @type {[HTMLElement, HTMLElement]} */
  const columns = [h('div', { class: 'column' }), h('div', { class: 'column' })]
  const place = (/** @type {ReturnType<typeof card>} */ part, /** @type {0 | 1} */ column) => {
    parts.push(part)
    columns[column].append(part.node)
  }
  /** @type {ReturnType<typeof card>[]} */
  const wide = []
  if (api.serves('feedback/insights/summary')) {
    const numbers = card({ class: 'bare tiles', shape: 'tiles' }, summary, (loaded) => {
      context.asOf(loaded.as_of)
      return [h('div', { class: 'tile-grid' }, tiles(loaded, { zone: context.view.zone, weight: context.view.weight, link })), setApart(loaded.set_apart, link)]
    })
    wide.push(numbers)
  }
  if (api.serves('feedback/insights/trend')) wide.push(trendCard(context, ask))
  if (api.serves('feedback/insights/summary')) place(distributionCard(context, summary), 0)
  if (api.serves('feedback/insights/reasons')) place(reasonsCard(context, ask), 1)
  if (api.serves('feedback/insights/messages')) place(worstCard(context, ask), 0)
  if (context.may('reader')) place(newestCard(context), 1)
  if (api.serves('feedback/insights/assistants') && context.settings.assistants.length > 1 && !context.view.assistant) place(assistantsCard(context, ask), 0)
  parts.unshift(...wide)
  return {
    node: h('div', { class: 'overview-grid' }, wide.map((part) => part.node), columns.filter((column) => column.childElementCount > 0)),
    refresh: () => Promise.all(parts.map((part) => part.refresh())),
    ready: Promise.all(parts.map((part) => part.ready)),
  }
}

/** @typedef {(path: string, more?: Record<string, string>) => Promise<any>} Ask */

/** @param {Context} context @param {Ask} ask */
function trendCard(context, ask) {
  const words = text.trend
  const chosen = () => context.view.filters.bucket || bucketFor(context.range())
  const picker = select({ 'aria-label': words.bucket }, Object.entries(words.buckets), chosen())
  picker.addEventListener('change', () => context.go({ filters: { ...context.view.filters, bucket: picker.value } }))
  return card({ title: words.title, class: 'wide', shape: 'chart', aside: picker }, () => ask('trend', { bucket: chosen() }), (loaded) => {
    if (!loaded.points.some((/** @type {any} */ point) => point.votes > 0)) return empty(text.states.empty, words.empty)
    return trend(context, loaded)
  })
}

/** @param {Context} context @param {any} loaded */
function trend(context, loaded) {
  const words = text.trend
  const { zone } = context.view
  const markers = loaded.markers ?? []
  const open = (/** @type {any} */ point) => context.follow('votes', { since: point.start, until_moment: point.end })
  const asTable = () => table({
    caption: words.title, columns: [...words.columns], numeric: [1, 2, 3, 4],
    rows: loaded.points.map((/** @type {any} */ point) => [
      h('a', { href: context.link('votes', { since: point.start, until_moment: point.end }) }, pointName(point, loaded.bucket, zone), point.complete === false && ` (${words.filling})`),
      count(point.votes), share(point.share), between(point.low, point.high), score(point.mean),
    ]),
  })
  return [
    chartOrTable(trendChart({ points: loaded.points, bucket: loaded.bucket, zone, markers }, open), asTable),
    markers.length > 0 && h('div', { class: 'trend-markers' }, h('h3', {}, words.markers), h('ol', {}, markers.map((/** @type {any} */ marker) =>
      h('li', {}, h('strong', {}, marker.label), h('span', {}, moment(marker.at, zone)), h('span', {}, changeAcross(marker)))))),
  ]
}

/** @param {any} marker */
export function changeAcross(marker) {
  const change = marker.change?.difference ?? marker.change
  if (!change || typeof change.value !== 'number' || change.verdict === 'not_enough_votes') return text.markers.noChange
  const interval = change.interval
  return `${points(change.value)}${interval && typeof interval.low === 'number' ? ` (${points(interval.low)} to ${points(interval.high)})` : ''}`
}

/** @param {Context} context @param {() => Promise<any>} summary */
function distributionCard(context, summary) {
  const words = text.distribution
  return card({ title: words.title, shape: 'bars' }, summary, ({ mean_score: mean }) => {
    const bins = (mean.distribution ?? []).filter((/** @type {any} */ bin) => bin.count > 0 || bin.low === bin.high)
    const all = bins.reduce((/** @type {number} */ sum, /** @type {any} */ bin) => sum + bin.count, 0)
    if (all === 0) return empty(text.states.empty, words.empty)
    const plain = (/** @type {number} */ edge) => String(Math.round(edge * 1000) / 1000)
    const name = (/** @type {any} */ bin) => (bin.low === bin.high ? plain(bin.low) : `${plain(bin.low)}–${plain(bin.high)}`)
    const href = (/** @type {any} */ bin) => context.link('votes', { min_score: String(bin.low), max_score: String(bin.high) })
    // The bin in the middle reaches a little to both sides; the last digits of what a computer takes for its middle do not count.
    const kind = (/** @type {any} */ bin) => verdictOf(Math.round((bin.low + bin.high) * 500) / 1000)
    const shown = bins.slice().reverse()
    return chartOrTable(
      bars(shown.map((/** @type {any} */ bin) => ({ label: name(bin), value: bin.count, shown: count(bin.count), detail: share(bin.count / all), href: href(bin), kind: kind(bin) })), words.title),
      () => table({ caption: words.title, columns: [...words.columns], numeric: [1, 2], rows: shown.map((/** @type {any} */ bin) => [h('a', { href: href(bin) }, name(bin)), count(bin.count), share(bin.count / all)]) }),
    )
  })
}

/** @param {Context} context @param {Ask} ask */
function reasonsCard(context, ask) {
  const words = text.reasons
  return card({ title: words.title, shape: 'bars' }, () => ask('reasons'), ({ reasons }) => {
    const given = reasons.filter((/** @type {any} */ reason) => reason.count > 0)
    if (given.length === 0) return empty(text.states.empty, words.empty)
    const moved = (/** @type {any} */ reason) => points(reason.difference?.value)
    const clearly = (/** @type {any} */ reason) => (['higher', 'lower'].includes(reason.difference?.verdict) ? `, ${moved(reason)}` : '')
    const href = (/** @type {any} */ reason) => context.link('votes', { reason: reason.id })
    const label = (/** @type {any} */ reason) => reason.label || context.reasonName(reason.id)
    return chartOrTable(
      bars(given.map((/** @type {any} */ reason) => ({ label: label(reason), value: reason.count, shown: count(reason.count), detail: `${share(reason.share)}${clearly(reason)}`, href: href(reason), kind: 'reason' })), words.title),
      () => table({ caption: words.title, columns: [...words.columns], numeric: [1, 2, 3, 4], rows: given.map((/** @type {any} */ reason) => [h('a', { href: href(reason) }, label(reason)), count(reason.count), share(reason.share), between(reason.low, reason.high), moved(reason)]) }),
    )
  })
}

/** @param {Context} context @param {Ask} ask */
function worstCard(context, ask) {
  const words = text.worst
  const aside = h('a', { class: 'link-button', href: context.link('messages') }, words.more)
  return card({ title: words.title, aside }, () => ask('messages', { order: 'worst', limit: '6' }), (loaded) => {
    const rows = loaded.messages ?? loaded.rows ?? []
    return rows.length === 0 ? empty(text.states.empty, words.empty) : rankedTable(context, 'messages', rows)
  })
}

/** @param {Context} context @param {Ask} ask */
function assistantsCard(context, ask) {
  const words = text.ranking
  return card({ title: words.table.assistants }, () => ask('assistants'), ({ assistants }) =>
    assistants.length === 0 ? empty(text.states.empty, text.worst.empty) : rankedTable(context, 'assistants', assistants))
}

/**
 * Rows in the order of their bound; those with too few votes under a line of their own.
 *
 * @param {Context} context
 * @param {'messages' | 'sessions' | 'assistants'} kind
 * @param {any[]} rows
 */
export function rankedTable(context, kind, rows) {
  const words = text.ranking
  const name = (/** @type {any} */ row) => {
    if (kind === 'assistants') return h('a', { href: context.link('overview', {}, { assistant: row.assistant_id }) }, code(row.assistant_id))
    if (kind === 'sessions') return h('a', { href: context.link('votes', { session_id: row.session_id }) }, code(row.session_id))
    return h('a', { href: context.link('votes', { message_id: row.message_id }) }, row.message_id ? code(row.message_id) : words.whole)
  }
  const cells = (/** @type {any} */ row) => [name(row), whisker(row), count(row.votes)]
  const frame = table({
    caption: words.table[kind], columns: [words.kinds[kind], `${words.good}, ${words.interval}`, words.votes], numeric: [2], class: 'ranking',
    rows: rows.map(cells),
  })
  const first = rows.findIndex((row) => row.ranked === false)
  if (first >= 0) {
    const line = h('tr', { class: 'separator' }, h('td', { colspan: '3' }, words.unranked))
    frame.querySelectorAll('tbody tr').forEach((row, i) => { if (i >= first) row.classList.add('unranked') })
    frame.querySelectorAll('tbody tr')[first].before(line)
  }
  return frame
}

/** @param {Context} context */
function newestCard(context) {
  const words = text.newest
  const filters = { max_score: '0.499999', has_comment: 'true' }
  const aside = h('a', { class: 'link-button', href: context.link('votes', filters) }, words.more)
  const query = () => {
    const range = context.range()
    return { ...filters, status: 'current', since: new Date(range.from).toISOString(), until: new Date(range.until).toISOString() }
  }
  const load = async () => (await readVotes(context, query(), { limit: context.api.serves('feedback/insights/votes') ? 6 : 50 })).votes.filter((vote) => vote.text).slice(0, 6)
  return card({ title: words.title, aside }, load, (votes) =>
    votes.length === 0 ? empty(text.states.empty, words.empty) : h('ul', { class: 'vote-list compact', 'aria-label': words.title }, votes.map((vote) => voteRow(context, vote))))
}
