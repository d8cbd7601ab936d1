import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FeedbackError, give, newKey, rootOf, takeBack, votesOf } from '../../main/resources/io/feedback4j/web/assets/feedback-client.js'
import { Service, accepted, withoutWaiting } from './service.js'

const target = { sessionId: 's/1:2', messageId: 'aia_msg_1', assistant: 'aia/asst' }

test('the root is what stands before our own part of the address', () => {
  assert.equal(rootOf('https://host/api/feedback/thumbs.js'), 'https://host/api')
  assert.equal(rootOf('https://host/api/feedback/assets/1a2b/thumbs.js?v=1#x'), 'https://host/api')
  assert.equal(rootOf('https://host/feedback/thumbs.js'), 'https://host')
  assert.equal(rootOf('https://host/feedback/feedback/thumbs.js'), 'https://host/feedback')
  assert.equal(rootOf('https://host/feedback/assets/api/feedback/thumbs.js'), 'https://host/feedback/assets/api')
  assert.equal(rootOf('https://host/static/thumbs.js'), 'https://host/static')
})

test('giving feedback sends what the contract asks for and no more, and answers the receipt', async () => {
  const service = new Service()
  service.answers(accepted('f1'))

  const receipt = await give({ ...target, token: 't' }, { score: 0, reasons: ['wrong'] })

  const [{ url, method, body, headers, keepalive, credentials }] = service.asked
  assert.match(url, /\/v1\/Assistants\/aia%2Fasst\/Feedbacks$/)
  assert.deepEqual([method, keepalive, credentials], ['POST', true, 'same-origin'])
  assert.deepEqual(body, { session_id: 's/1:2', message_id: 'aia_msg_1', score: 0, reasons: ['wrong'] })
  assert.deepEqual(Object.keys(headers), ['Idempotency-Key', 'Content-Type'])
  assert.deepEqual(receipt, { id: 'f1', undo: 'undo-f1' })
})

test('repeats of one action carry one key', async (context) => {
  withoutWaiting(context)
  const service = new Service()
  service.answers(new TypeError('no network'), 503, 429, accepted('f1'))

  await give(target, { score: 1 })

  assert.equal(service.keys.length, 4)
  assert.equal(new Set(service.keys).size, 1)
})

test('two actions carry two keys', () => {
  assert.notEqual(newKey(), newKey())
  assert.ok(newKey().length <= 128)
})

test('a service that asks for a short wait gets it', async (context) => {
  const waits = withoutWaiting(context)
  const service = new Service()
  service.answers({ status: 429, headers: { 'Retry-After': '2' } }, accepted('f1'))

  await give(target, { score: 1 })

  assert.deepEqual(waits, [2000])
})

test('a voter is not kept waiting for a service that asks for a long wait', async (context) => {
  const waits = withoutWaiting(context)
  const service = new Service()
  service.answers({ status: 503, headers: { 'Retry-After': '120' } })

  await assert.rejects(give(target, { score: 1 }), { status: 503 })
  assert.deepEqual(waits, [])
})

test('a refusal is told at once, in the words of the service', async () => {
  const service = new Service()
  service.answers({ status: 400, body: { detail: 'score must be between 0 and 1' } })

  const refused = give(target, { score: 7 })

  await assert.rejects(refused, (error) => error instanceof FeedbackError && error.message === 'score must be between 0 and 1')
  assert.equal(service.asked.length, 1)
})

test('an outage ends in an error after a few attempts', async (context) => {
  withoutWaiting(context)
  const service = new Service()
  service.answers(...Array(9).fill(new TypeError('no network')))

  await assert.rejects(give(target, { score: 1 }), { status: 0 })
  assert.equal(service.asked.length, 4)
})

test('an empty answer of a server that is being stopped is no success', async (context) => {
  withoutWaiting(context)
  const service = new Service()
  service.answers(200, accepted('f1'))

  const receipt = await give(target, { score: 1 })

  assert.deepEqual([receipt.id, new Set(service.keys).size], ['f1', 1])
})

test('taking back proves whose vote it was', async () => {
  const service = new Service()
  service.answers(204)

  await takeBack(target, { id: 'aia_fdbk_1', undo: 'proof' })

  const [{ url, method, headers }] = service.asked
  assert.match(url, /\/Feedbacks\/aia_fdbk_1$/)
  assert.deepEqual([method, headers['Feedback-Undo']], ['DELETE', 'proof'])
})

test('the votes of a session are asked for without its id in the address', async () => {
  const service = new Service()
  service.answers({ status: 200, body: { votes: [{ message_id: 'm1', score: 1 }, { message_id: '', score: 0 }] } })

  const votes = await votesOf(target)

  assert.deepEqual([...votes], [['m1', 1], ['', 0]])
  assert.doesNotMatch(service.asked[0].url, /s%2F1|s\/1/)
  assert.equal(service.asked[0].body.session_id, 's/1:2')
})
