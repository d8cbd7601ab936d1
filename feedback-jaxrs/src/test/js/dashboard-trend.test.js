import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns, lonely, named, placeOf } from '../../main/resources/io/feedback4j/web/dashboard/trend-model.js'

const point = (hour, share, complete = true) => ({
  start: `2026-11-23T0${hour}:00:00Z`, end: `2026-11-23T0${hour + 1}:00:00Z`, votes: share === null ? 0 : 10, positive: 0, share, low: share, high: share, mean: share, complete,
})

test('what has no votes has no share, and is a gap', () => {
  const { share, votes } = columns([point(0, 0.8), point(1, null), point(2, 0.7)])

  assert.deepEqual(share, [0.8, null, 0.7])
  assert.deepEqual(votes, [10, 0, 10])
})

test('what is still filling is apart, and hangs on the last whole point', () => {
  const drawn = columns([point(0, 0.8), point(1, 0.7), point(2, 0.5, false)])

  assert.deepEqual(drawn.share, [0.8, 0.7, null])
  assert.deepEqual(drawn.filling, [null, 0.7, 0.5])
  assert.deepEqual(drawn.low, [0.8, 0.7, null])
  assert.deepEqual(drawn.votes, [10, 10, null])
  assert.deepEqual(drawn.fillingVotes, [null, null, 10])
})

test('a point between gaps is a dot', () => {
  assert.deepEqual(lonely([0.5, null, 0.6, 0.7, null, 0.8]), [0, 5])
  assert.deepEqual(lonely([]), [])
})

test('a marker stands where its moment is', () => {
  const points = [point(0, 1), point(1, 1)]

  assert.equal(placeOf(points, '2026-11-23T00:00:00Z'), -0.5)
  assert.equal(placeOf(points, '2026-11-23T01:30:00Z'), 1)
  assert.equal(placeOf(points, '2026-11-23T02:00:00Z'), null)
})

test('the last point always has its name', () => {
  assert.deepEqual(named(10, 3), [1, 5, 9])
  assert.deepEqual(named(3, 9), [0, 1, 2])
  assert.deepEqual(named(0, 0), [])
})
