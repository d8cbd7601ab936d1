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

const exchange = (number, messageId) => ({
  number, message_id: messageId, remark: '',
  request: { method: 'POST', target: '/v1', headers: { Accept: 'application/json' }, body: '{"score":1}' },
})

test('votes on the same answer stand together, the last voted answer first', () => {
  const found = targets({
    votes: [vote({ id: 'c', message_id: 'b' }), vote({ id: 'b', message_id: 'a' }), vote({ id: 'a', message_id: 'b' })],
    exchanges: [exchange(2, 'b'), exchange(1, 'b')],
    waiting: true,
  })

  assert.deepEqual(found.map((target) => target.messageId), ['b', 'a'])
  assert.deepEqual(found[0].votes.map((one) => one.id), ['c', 'a'])
  assert.deepEqual(found[0].exchanges.map((one) => one.number), [1, 2])
})

test('a vote goes forward step by step', () => {
  assert.equal(way(vote()).active, 'settling')
  assert.equal(way(vote({}, { state: 'ready' })).active, 'sending')
  assert.equal(way(vote({}, { state: 'sending' })).active, 'sending')
  assert.deepEqual(way(vote({}, { state: 'delivered' })).done, ['stored', 'settling', 'sending', 'delivered'])
})

test('what goes wrong is said, and says whether it is tried again', () => {
  const late = way(vote({}, { state: 'ready', attempts: 1, problem: 'it answered 500' }))
  const refused = way(vote({}, { state: 'rejected', problem: 'score is wrong' }))

  assert.ok(late.failed && late.words.includes('tried again') && late.words.endsWith('It answered 500.'))
  assert.ok(refused.failed && refused.words.includes('will not'))
})

test('what was replaced or taken back ends there', () => {
  assert.ok(way(vote({}, { state: 'superseded' })).ended)
  assert.ok(way(vote({}, { state: 'withdrawn' })).ended)
  assert.ok(!way(vote({}, { state: 'delivered' })).ended)
})

test('without an upstream a vote is kept', () => {
  assert.deepEqual(way(vote({ deliveries: [] })).done, ['stored'])
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

test('a countdown is no news', () => {
  const behind = (left) => ({ votes: [vote({}, { next_in_ms: left })], exchanges: [], waiting: true })

  assert.equal(signature(behind(900)), signature(behind(100)))
})
