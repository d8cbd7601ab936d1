// @ts-check
import { h, icon } from './dom.js'
import { NOTHING, between, betweenScores, count, moment, points, score, share } from './format.js'
import { facts } from './parts.js'
import { text } from './strings.js'

/** @typedef {import('./dom.js').Child} Child */

const words = text.tiles

/**
 * A number, what it is of, and how it was computed.
 *
 * @param {{ label: string, value: Child, detail?: Child, note?: Child, kind?: string, href?: string, how: [string, Child][] }} tile
 */
function tile({ label, value, detail, note, kind = '', href, how }) {
  return h(
    'section',
    { class: `tile ${kind}` },
    h('h2', {}, href ? h('a', { href }, label) : label),
    h('p', { class: 'tile-value' }, value),
    detail && h('p', { class: 'tile-detail' }, detail),
    note && h('p', { class: 'tile-note' }, note),
    h('details', { class: 'how' }, h('summary', {}, words.how), facts(how, 'how-facts')),
  )
}

/**
 * The tiles of the first page.
 *
 * @param {any} summary
 * @param {{ zone: string, weight: string, link: (page: string, filters?: Record<string, string>) => string }} view
 */
export function tiles(summary, { zone, weight, link }) {
  const period = summary.period
  /** @param {any} number @param {number | undefined} n @returns {[string, Child][]} */
  const how = (number, n) => [
    [words.definition, number?.definition ?? NOTHING],
    ...(n === undefined ? [] : [/** @type {[string, Child]} */ ([words.sample, `n = ${count(n)}`])]),
    ...(number?.interval?.method ? [/** @type {[string, Child]} */ ([words.method, `${number.interval.method}, ${share(number.interval.level)}`])] : []),
    [words.period, `${moment(period.from, zone)} – ${moment(period.until, zone)}`],
    [words.zone, zone],
    [words.weight, text.filters.weights[/** @type {'votes'} */ (weight)]],
    [words.asOf, moment(summary.as_of, zone)],
  ]
  return [
    votesTile(summary, how, link),
    shareTile(summary, how, link),
    changeTile(summary, how),
    meanTile(summary, how),
    responseTile(summary, how),
    sessionsTile(summary, how, link),
  ]
}

/** @typedef {(number: any, n?: number) => [string, Child][]} How */
/** @typedef {(page: string, filters?: Record<string, string>) => string} Link */

/** @param {any} summary @param {How} how @param {Link} link */
function votesTile({ votes, comments }, how, link) {
  return tile({
    label: words.votes, value: count(votes.value), href: link('votes'), how: how(votes),
    detail: typeof votes.previous === 'number' && words.before(count(votes.previous)), note: comments && words.comments(comments.value),
  })
}

/** @param {any} summary @param {How} how @param {Link} link */
function shareTile({ positive_share: positive }, how, link) {
  const { value, n, interval } = positive
  return tile({
    label: words.share, value: share(value), kind: 'lead-tile', href: link('votes', { min_score: '0.500001' }), how: how(positive, n),
    detail: value === null ? words.none : words.of(n), note: interval && value !== null && words.interval(between(interval.low, interval.high)),
  })
}

/** @param {any} summary @param {How} how */
function changeTile({ positive_share: positive }, how) {
  const difference = positive.difference ?? {}
  const verdict = /** @type {keyof typeof words.verdicts} */ (difference.verdict in words.verdicts ? difference.verdict : 'not_enough_votes')
  const interval = difference.interval
  const known = typeof difference.value === 'number' && verdict !== 'not_enough_votes'
  return tile({
    label: words.change, value: words.verdicts[verdict], kind: `change ${verdict}`, detail: difference.sentence ?? words.sentences[verdict],
    note: known && [points(difference.value), interval && interval.low !== null ? ` (${points(interval.low)} to ${points(interval.high)})` : ''],
    how: how({ ...difference, definition: difference.definition ?? words.sentences[verdict] }, positive.previous?.n),
  })
}

/** @param {any} summary @param {How} how */
function meanTile({ mean_score: mean }, how) {
  const interval = mean.interval
  return tile({
    label: words.mean, value: score(mean.value), how: how(mean, mean.n), detail: mean.value === null ? words.none : words.of(mean.n),
    note: interval && mean.value !== null && words.interval(betweenScores(interval.low, interval.high)),
  })
}

/** @param {any} summary @param {How} how */
function responseTile({ response_rate: response }, how) {
  const known = response && response.n > 0
  return tile({
    label: words.response, value: known ? share(response.value) : NOTHING, how: how(response, response?.n), detail: known ? words.ofShown(response.n) : words.noImpressions,
    note: known && response.interval && words.interval(between(response.interval.low, response.interval.high)),
  })
}

/** @param {any} summary @param {How} how @param {Link} link */
function sessionsTile({ sessions }, how, link) {
  return tile({
    label: words.sessions, value: share(sessions.share), href: link('sessions'), how: how(sessions, sessions.n), detail: sessions.n > 0 ? words.ofSessions(sessions.n) : words.none,
    note: sessions.interval && sessions.n > 0 && words.interval(between(sessions.interval.low, sessions.interval.high)),
  })
}

/** @param {any} apart @param {Link} link */
export function setApart(apart, link) {
  if (!apart?.votes) return null
  return h('p', { class: 'notice' }, icon('bursts'), words.apart(apart.votes), ' ', h('a', { href: link('bursts') }, words.seeBursts))
}
