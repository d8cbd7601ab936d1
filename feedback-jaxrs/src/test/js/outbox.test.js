import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { MAX_AGE_MILLIS, MAX_ENTRIES, entries, entryOf, keyOf, put, remove, store, textOf } from '../../main/resources/io/feedback4j/web/assets/outbox.js'
import { lasting } from '../../main/resources/io/feedback4j/web/assets/storage.js'

let keys = 0
const entry = (messageId, more) => ({ key: `k${keys++}`, at: Date.now(), target: { endpoint: 'r', sessionId: 's', messageId }, score: 1, ...more })
const messages = () => entries().map(({ target }) => target.messageId)

beforeEach(() => store([]))

test('what waits is in order, and goes when it is removed', () => {
  const [one, two] = [entry('m1'), entry('m2')]
  put(one)
  put(two)

  remove(one)

  assert.deepEqual(messages(), ['m2'])
  assert.equal(entryOf(keyOf(two.target)).key, two.key)
  assert.equal(entryOf(keyOf(one.target)), undefined)
})

test('of several wishes about a message the last counts, in its own place', () => {
  put(entry('m1', { score: 1 }))
  put(entry('m2'))
  put(entry('m1', { score: 0 }))

  assert.deepEqual(entries().map(({ target, score }) => [target.messageId, score]), [['m2', 1], ['m1', 0]])
})

test('the oldest goes when there are too many', () => {
  for (let i = 0; i <= MAX_ENTRIES; i++) put(entry(`m${i}`))

  assert.equal(entries().length, MAX_ENTRIES)
  assert.equal(messages()[0], 'm1')
})

test('what is older than a day is gone, and what a clock that was put back has dated ahead of it', () => {
  put(entry('old', { at: Date.now() - MAX_AGE_MILLIS }))
  put(entry('future', { at: Date.now() + MAX_AGE_MILLIS }))
  put(entry('yesterday', { at: Date.now() - MAX_AGE_MILLIS + 60_000 }))

  assert.deepEqual(messages(), ['yesterday'])
})

test('a text is kept apart from what lasts, and goes with its entry', () => {
  const one = entry('m1', { text: true })
  put(one, 'between you and me')

  assert.equal(textOf(one), 'between you and me')
  assert.doesNotMatch(JSON.stringify(entries()), /between/)
  remove(one)
  assert.equal(textOf(one), undefined)
})

test('what somebody else has left in our place does no harm', () => {
  lasting.write('feedback-outbox', 'nonsense')
  assert.deepEqual(entries(), [])

  put(entry('m1'))
  assert.deepEqual(messages(), ['m1'])
})
