import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, numbersQuery, recalled, remembered, usualView, viewOf, votesQuery } from '../../main/resources/io/feedback4j/web/dashboard/filters.js'

const usual = usualView('Europe/Berlin')

test('a view survives its own address, whatever is in it', () => {
  const view = {
    ...usual, page: 'votes', period: 'custom', from: '2026-02-28', until: '2026-03-01', zone: 'Asia/Kathmandu', assistant: 'aia/1?&=#', weight: 'sessions',
    filters: { q: '<b>&?#=+% ü😀', session_id: 'webhook:+49/1', min_score: '0.5' },
  }

  assert.deepEqual(viewOf(addressOf(view), usual), view)
})

test('an address that says nothing shows what was looked at before, without its filters', () => {
  const before = { ...usual, period: '7d', assistant: 'a', filters: { q: 'x' } }

  assert.deepEqual(viewOf('', before), { ...before, page: 'overview', filters: {} })
  assert.deepEqual(viewOf('#/sessions', before), { ...before, page: 'sessions', filters: {} })
})

test('nonsense in an address changes nothing', () => {
  for (const nonsense of ['#/votes?period=13d', '#/votes?zone=Mars/Base', '#/votes?weight=heavy', '#/votes?period=custom&from=2026-03-02&until=2026-03-01', '#/votes?period=custom&from=x&until=y', '#/votes?unheard=of']) {
    assert.deepEqual(viewOf(nonsense, usual), { ...usual, page: 'votes' })
  }
  assert.equal(viewOf('#/<script>', usual).page, 'overview')
})

test('no filter is remembered: it may name a session or what somebody wrote', () => {
  const view = { ...usual, page: 'votes', period: '90d', filters: { session_id: 'secret', q: 'secret' } }

  assert.ok(!remembered(view).includes('secret'))
  assert.deepEqual(recalled(remembered(view), usual), { ...usual, period: '90d' })
})

test('what was remembered by another version or tampered with does no harm', () => {
  for (const text of [null, '', '{', 'null', '[]', '"x"', '{"zone":7,"period":"x","page":"audit"}']) assert.deepEqual(recalled(text, usual), usual)
})

test('a browser without a zone counts in UTC', () => {
  assert.equal(usualView('').zone, 'UTC')
})

test('a point of a trend narrows the period of the votes behind it', () => {
  const range = { from: Date.parse('2026-11-01T00:00:00Z'), until: Date.parse('2026-12-01T00:00:00Z') }
  const point = { ...usual, filters: { since: '2026-11-05T00:00:00Z', until_moment: '2026-11-06T00:00:00Z', reason: 'wrong' } }

  assert.deepEqual(votesQuery(point, range), { since: '2026-11-05T00:00:00Z', until: '2026-11-06T00:00:00Z', reason: 'wrong' })
  assert.deepEqual(votesQuery(usual, range), { since: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' })
})

test('numbers are asked for with their zone, and with what differs from the usual', () => {
  const range = { from: 0, until: 1 }
  const plain = { from: '1970-01-01T00:00:00.000Z', until: '1970-01-01T00:00:00.001Z', zone: 'Europe/Berlin' }

  assert.deepEqual(numbersQuery(usual, range), plain)
  assert.deepEqual(numbersQuery({ ...usual, assistant: 'a', weight: 'sessions' }, range), { ...plain, assistant: 'a', weight: 'sessions' })
})
