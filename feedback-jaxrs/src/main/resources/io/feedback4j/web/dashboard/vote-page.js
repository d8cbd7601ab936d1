// @ts-check
import { fill, h } from './dom.js'
import { NOTHING, count, moment } from './format.js'
import { ask, badge, card, code, empty, facts, failure, say, skeleton, table, thumb } from './parts.js'
import { text } from './strings.js'
import { readVotes, voteRow } from './vote-list.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.vote

/** One vote with everything around it. @param {Context} context */
export function votePage(context) {
  const { id = '', assistant_id: assistant = context.settings.default_assistant } = context.view.filters
  const path = `v1/Assistants/${encodeURIComponent(assistant)}/Feedbacks/${encodeURIComponent(id)}`
  const back = h('p', { class: 'back' }, h('button', { type: 'button', class: 'link-button', click: () => (history.length > 1 ? history.back() : context.follow('votes', {})) }, `← ${words.back}`))
  /** @type {import('./parts.js').Card} */
  const record = card({ class: 'bare' }, () => context.api.get(path, {}, context), (vote) => [
    h('div', { class: 'vote-page' },
      h('div', { class: 'column' }, said(context, vote, path, record), contextCard(context, vote, path), historyCard(context, vote), deliveries(context, vote)),
      h('div', { class: 'column' }, aboutCard(context, vote), around(context, vote))),
  ])
  return { node: h('div', {}, back, record.node), refresh: record.refresh, ready: record.ready }
}

/** @param {string} title @param {import('./dom.js').Child[]} children */
function plainCard(title, ...children) {
  return h('section', { class: 'card' }, h('div', { class: 'card-head' }, h('h2', {}, title)), h('div', { class: 'card-body' }, children))
}

/** @param {Context} context @param {any} vote @param {string} path @param {{ refresh: () => Promise<void> }} record */
function said(context, vote, path, record) {
  const takeBack = () => ask({ title: words.takeBack, body: words.takeBackSure, action: words.takeBack, danger: true }, async () => {
    await context.api.remove(path)
    say(words.tookBack)
    await record.refresh()
  })
  return plainCard(
    words.said,
    h('p', { class: 'vote-head' }, thumb(vote.score), vote.status !== 'current' && badge(text.votes.statuses[/** @type {'replaced'} */ (vote.status)] ?? vote.status)),
    h('p', { class: vote.text ? 'quote' : 'quote none' }, vote.text || text.votes.noComment),
    vote.reasons?.length > 0 && h('ul', { class: 'chips' }, vote.reasons.map((/** @type {string} */ reason) => h('li', {}, context.reasonName(reason)))),
    maskedFact(vote),
    vote.status === 'current' && context.may('operator') && h('p', {}, h('button', { type: 'button', class: 'button', click: takeBack }, words.takeBack)),
  )
}

/** @param {any} vote */
function maskedFact(vote) {
  const kinds = Object.entries(vote.masked ?? {}).filter(([, n]) => Number(n) > 0)
  return kinds.length > 0 && h('p', { class: 'muted' }, `${words.masked}: ${kinds.map(([kind, n]) => `${kind} ${n}`).join(', ')}`)
}

/** The question and the answer: as they came with the vote, or on demand from upstream. @param {Context} context @param {any} vote @param {string} path */
function contextCard(context, vote, path) {
  const drawn = (/** @type {any} */ found) => {
    const given = found && 'context' in found ? found.context : found
    return given && (given.question || given.answer)
      ? h('dl', { class: 'talk' }, given.question && [h('dt', {}, words.question), h('dd', {}, given.question)], given.answer && [h('dt', {}, words.answer), h('dd', { class: 'rated' }, given.answer)])
      : h('p', { class: 'muted' }, found?.detail ?? words.noContext)
  }
  const place = h('div', {}, drawn(vote.context))
  const canLookUp = context.api.serves('v1/Assistants/{assistantId}/Feedbacks/{id}/context')
  const lookUp = async () => {
    fill(place, skeleton())
    try {
      fill(place, drawn(await context.api.get(`${path}/context`, {}, context)))
    } catch (error) {
      fill(place, failure(error, lookUp))
    }
  }
  if (!vote.context?.answer && canLookUp) place.append(h('button', { type: 'button', class: 'button', click: lookUp }, words.lookUp))
  return plainCard(words.context, place)
}

/** @param {Context} context @param {any} vote */
function aboutCard(context, vote) {
  const zone = context.view.zone
  return plainCard(words.about, facts([
    [words.id, code(vote.id)],
    [words.assistant, code(vote.assistant_id)],
    [words.session, h('a', { href: context.link('votes', { session_id: vote.session_id }) }, code(vote.session_id))],
    [words.message, vote.message_id ? h('a', { href: context.link('votes', { message_id: vote.message_id }) }, code(vote.message_id)) : text.votes.wholeSession],
    [words.given, moment(vote.date_created, zone)],
    [words.changed, moment(vote.date_updated, zone)],
    [words.source, vote.source ?? NOTHING],
  ]))
}

/** @param {Context} context @param {any} vote */
function historyCard(context, vote) {
  const rows = (vote.history ?? []).map((/** @type {any} */ one) => [
    moment(one.date_created, context.view.zone), thumb(one.score), one.text || NOTHING, (one.reasons ?? []).map(context.reasonName).join(', ') || NOTHING,
    [text.votes.statuses[/** @type {'current'} */ (one.status)] ?? one.status, one.id === vote.id && h('small', {}, ` (${words.here})`)],
  ])
  return plainCard(words.history, table({ caption: words.history, columns: words.historyColumns, rows, class: 'stacked' }))
}

/** @param {Context} context @param {any} vote */
function deliveries(context, vote) {
  const rows = (vote.deliveries ?? []).map((/** @type {any} */ one) => [
    one.destination, badge(text.states_of[/** @type {'ready'} */ (one.state)] ?? one.state, `state-${one.state}`), count(one.attempts), moment(one.updated_at, context.view.zone),
    [one.http_status ?? '', one.problem && ` ${one.problem}`], one.upstream_id ? code(one.upstream_id) : NOTHING,
  ])
  return plainCard(words.delivery, rows.length === 0 ? h('p', { class: 'muted' }, words.nowhere) : table({ caption: words.delivery, columns: words.deliveryColumns, rows, numeric: [2], class: 'stacked' }))
}

/** @param {Context} context @param {any} vote */
function around(context, vote) {
  const load = async () => {
    if (!vote.session_id) return []
    const page = await readVotes(context, { session_id: vote.session_id, status: 'current' }, { limit: 25, assistant: vote.assistant_id })
    return page.votes.filter((one) => one.id !== vote.id)
  }
  return card({ title: words.around }, load, (votes) => (votes.length === 0 ? empty(words.aroundEmpty) : h('ul', { class: 'vote-list compact', 'aria-label': words.around }, votes.map((one) => voteRow(context, one))))).node
}

