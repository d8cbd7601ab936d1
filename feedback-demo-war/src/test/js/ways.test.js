import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remarks, requestText, said, signature, targets, way } from '../../main/webapp/simulator/ways.js'

/** A vote that is settling, unless said otherwise. */
function vote(changes = {}, delivery = {}) {
  return {
    id: 'aia_fdbk_1', message_id: 'aia_msg_1', score: 1, text: '', reasons: [], status: 'current',
    deliveries: [{
      destination: 'twilio', state: 'settling', attempts: 0, upstream_id: null, http_status: null, problem: null,
      ...delivery,
    }],
    ...changes,
  }
}

const wayOf = (one) => way(one, [{ destination: 'twilio', state: 'open', reason: null }])

/** The way of a vote while its upstream is like this. */
const heldBy = (state, reason, delivery = {}) =>
  way(vote({}, { state: 'settling', next_in_ms: 0, ...delivery }), [{ destination: 'twilio', state, reason, next_in_ms: 9 }])

const exchange = (number, messageId) => ({
  number, message_id: messageId, remark: '',
  request: { method: 'POST', target: '/v1', headers: { Accept: 'application/json' }, body: '{"score":1}' },
})

test('votes on the same answer stand together, the last voted answer first', () => {
  const found = targets({
    votes: [vote({ id: 'c', message_id: 'b' }), vote({ id: 'b', message_id: 'a' }), vote({ id: 'a', message_id: 'b' })],
    exchanges: [exchange(2, 'b'), exchange(1, 'b')],
    destinations: [],
    waiting: true,
  })

  assert.deepEqual(found.map((target) => target.messageId), ['b', 'a'])
  assert.deepEqual(found[0].votes.map((one) => one.id), ['c', 'a'])
  assert.deepEqual(found[0].exchanges.map((one) => one.number), [1, 2])
})

test('a vote goes forward step by step', () => {
  assert.equal(wayOf(vote()).active, 'settling')
  assert.equal(wayOf(vote({}, { state: 'ready' })).active, 'sending')
  assert.equal(wayOf(vote({}, { state: 'sending' })).active, 'sending')
  assert.deepEqual(wayOf(vote({}, { state: 'delivered' })).done, ['stored', 'settling', 'sending', 'delivered'])
})

test('what goes wrong is said, and says whether it is tried again', () => {
  const late = wayOf(vote({}, { state: 'ready', attempts: 1, problem: 'it answered 500' }))
  const refused = wayOf(vote({}, { state: 'rejected', problem: 'score is wrong' }))

  assert.ok(late.failed && late.words.includes('tried again') && late.words.endsWith('It answered 500.'))
  assert.ok(refused.failed && refused.words.includes('will not'))
})

test('what was replaced or taken back ends there', () => {
  assert.ok(wayOf(vote({}, { state: 'superseded' })).ended)
  assert.ok(wayOf(vote({}, { state: 'withdrawn' })).ended)
  assert.ok(!wayOf(vote({}, { state: 'delivered' })).ended)
})

test('without an upstream a vote is kept', () => {
  assert.deepEqual(wayOf(vote({ deliveries: [] })).done, ['stored'])
})

test('a vote is told in words', () => {
  assert.equal(said(vote()), 'Thumb up')
  assert.equal(said(vote({ score: 0 })), 'Thumb down')
  assert.equal(said(vote({ score: 0.5 })), 'Score 0.5')
  assert.equal(said(vote({ status: 'withdrawn' })), 'Taken back')
  assert.equal(remarks(vote({ text: 'no', reasons: ['not_true'] })), 'not true · “no”')
})

test('a request stands there as it was sent', () => {
  assert.equal(requestText(exchange(1, 'a').request), 'POST /v1\nAccept: application/json\n\n{\n  "score": 1\n}')
})

test('a countdown is no news, but its end is', () => {
  const behind = (left) => ({ votes: [vote({}, { next_in_ms: left })], exchanges: [], destinations: [], waiting: true })

  assert.equal(signature(behind(900)), signature(behind(100)))
  assert.notEqual(signature(behind(100)), signature(behind(0)))
})

test('a vote may change until its window is over', () => {
  assert.equal(wayOf(vote({}, { next_in_ms: 1 })).words, 'Still may change.')
  assert.equal(wayOf(vote({}, { next_in_ms: 0 })).active, 'sending')
  assert.equal(heldBy('gone', '404', { next_in_ms: 1 }).words, 'Still may change.')
})

test('a vote that the upstream holds up says why, and when it is tried again', () => {
  assert.equal(heldBy('gone', 'Twilio does not have this: 404, code 20404').words,
    'Waits: the upstream is gone (404). Kept here.')
  assert.match(heldBy('paused', 'asked to send less (429)').words, /asked for a pause \(429\)/)
  assert.match(heldBy('paused', 'Twilio failed: 500, code 20500').words, /fails \(500\)/)
  assert.match(heldBy('paused', 'Twilio cannot be reached: no connection').words, /cannot be reached\. Kept here, and tried/)
  assert.match(heldBy('paused', 'Twilio did not answer in time').words, /does not answer as it should/)
  assert.match(heldBy('misconfigured', 'Twilio does not let us in: 401').words, /\(401\)\. Kept here until somebody/)
  assert.match(heldBy('absent', null).words, /no upstream is configured/)
  assert.ok(heldBy('gone', '404').failed)
  assert.equal(heldBy('gone', '404').next_in_ms, 9)
})

test('what waits for its turn, or for a look, is held up likewise', () => {
  assert.match(heldBy('gone', '404', { state: 'ready', attempts: 1 }).words, /^Waits: the upstream is gone \(404\)/)
  assert.match(heldBy('gone', '404', { state: 'uncertain' }).words, /answer was lost, and now the upstream is gone \(404\)/)
  assert.match(heldBy('absent', null, { state: 'uncertain' }).words, /no upstream is configured any more/)
})
