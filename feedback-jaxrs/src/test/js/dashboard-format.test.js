import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ago, between, betweenScores, count, moment, pointName, points, roughShare, score, share, span, verdictOf } from '../../main/resources/io/feedback4j/web/dashboard/format.js'

test('what is not known is a dash and never a zero', () => {
  for (const form of [count, share, roughShare, score, points]) for (const value of [null, undefined, NaN, '0.5']) assert.equal(form(value), '–')
  assert.equal(between(null, 0.5), '–')
  assert.equal(moment(null, 'UTC'), '–')
  assert.equal(ago(null, 0), '–')
})

test('numbers are rounded once and always to the same places', () => {
  assert.equal(count(1234567), '1,234,567')
  assert.equal(share(0.8), '80.0%')
  assert.equal(share(0.82345), '82.3%')
  assert.equal(score(0.795), '0.80')
  assert.equal(between(0.791, 0.85), '79.1–85.0%')
  assert.equal(betweenScores(0.7, 0.8123), '0.70–0.81')
})

test('a difference always says which way', () => {
  assert.deepEqual([0.0251, -0.0251, 0].map(points), ['+2.5 points', '−2.5 points', '0.0 points'])
})

test('moments are those of the chosen zone', () => {
  assert.equal(moment('2026-11-23T23:30:00Z', 'Asia/Kathmandu'), '24 Nov 2026, 05:15')
  assert.equal(pointName({ start: '2026-11-22T23:00:00Z' }, 'day', 'Europe/Berlin').replace(',', ''), 'Mon 23 Nov')
  assert.equal(pointName({ start: '2026-11-22T23:00:00Z' }, 'week', 'Europe/Berlin'), 'week of 23 Nov 2026')
})

test('spans are in the largest unit that fits', () => {
  assert.deepEqual([0, 1, 59, 60, 3_600, 200_000].map(span), ['0 seconds', '1 second', '59 seconds', '1 minute', '1 hour', '2 days'])
  assert.equal(ago('1970-01-01T00:00:00Z', 3_000), 'just now')
  assert.equal(ago('1970-01-01T00:00:00Z', 120_000), '2 minutes ago')
})

test('the middle of the scale is neither good nor bad', () => {
  assert.deepEqual([0, 0.499, 0.5, 0.501, 1, null, undefined].map(verdictOf), ['bad', 'bad', 'neutral', 'good', 'good', 'none', 'none'])
})
