import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Service, accepted } from './service.js'
import { give, withdraw } from '../../main/resources/io/feedback4j/web/assets/feedback-calls.js'
import { FeedbackError, newKey, post, rootFor, send } from '../../main/resources/io/feedback4j/web/assets/feedback-client.js'

const target = { sessionId: 's/1:2', messageId: 'aia_msg_1', assistant: 'aia/asst' }

test('the root is where the file came from, or what the page says', () => {
  assert.match(rootFor({}), /\/resources\/io$/) // three folders up, as it is served
  assert.equal(rootFor({ endpoint: '/api/' }), 'https://host/api')
  assert.equal(rootFor({ endpoint: 'https://other/api' }), 'https://other/api')
})

test('giving feedback sends what the contract asks for and no more, and answers the receipt', async () => {
  const service = new Service()
  service.answers(accepted('f1'))

  const receipt = await give(send, target, { score: 0, reasons: ['wrong'] }, 'key')

  const [{ url, method, body, headers, keepalive }] = service.asked
  assert.match(url, /\/v1\/Assistants\/aia%2Fasst\/Feedbacks$/)
  assert.deepEqual([method, keepalive], ['POST', true])
  assert.deepEqual(body, { session_id: 's/1:2', message_id: 'aia_msg_1', score: 0, reasons: ['wrong'] })
  assert.deepEqual(headers, { 'Idempotency-Key': 'key', 'Content-Type': 'application/json' })
  assert.deepEqual(receipt, { id: 'f1', undo: 'undo-f1' })
})

test('a token goes with every request', async () => {
  const service = new Service()
  service.answers(accepted('f1'), 204, 200)
  const permitted = { ...target, token: 'signed' }

  await give(send, permitted, { score: 1 }, 'key')
  await withdraw(send, permitted, { id: 'f1', undo: 'u' })
  await post(200, 'votes', permitted)

  assert.deepEqual(service.asked.map(({ headers }) => headers['Feedback-Token']), ['signed', 'signed', 'signed'])
})

test('two actions carry two keys', () => {
  assert.notEqual(newKey(), newKey())
  assert.ok(newKey().length <= 128)
})

test('a refusal is told in the words of the service, with what it asks to wait', async () => {
  const service = new Service()
  service.answers({ status: 429, body: { detail: 'too many' }, headers: { 'Retry-After': '7' } })

  const refused = give(send, target, { score: 7 }, 'key')

  await assert.rejects(refused, (error) => error instanceof FeedbackError && error.message === 'too many' && error.status === 429 && error.waitMillis === 7000)
})

test('what is not answered has the status 0', async () => {
  const service = new Service()
  service.answers(new TypeError('no network'))

  await assert.rejects(give(send, target, { score: 1 }, 'key'), { status: 0 })
})

test('an empty answer of a server that is being stopped is no success', async () => {
  const service = new Service()
  service.answers(200)

  await assert.rejects(give(send, target, { score: 1 }, 'key'), { status: 200 })
})

test('taking back proves whose vote it was', async () => {
  const service = new Service()
  service.answers(204)

  await withdraw(send, target, { id: 'aia_fdbk_1', undo: 'proof' })

  const [{ url, method, headers }] = service.asked
  assert.match(url, /\/Feedbacks\/aia_fdbk_1$/)
  assert.deepEqual([method, headers['Feedback-Undo']], ['DELETE', 'proof'])
})

test('a session is asked about without its id in the address', async () => {
  const service = new Service()
  service.answers({ status: 200, body: { votes: [] } })

  await post(200, 'votes', target)

  assert.match(service.asked[0].url, /\/feedback\/votes$/)
  assert.deepEqual(service.asked[0].body, { session_id: 's/1:2', assistant_id: 'aia/asst' })
})
