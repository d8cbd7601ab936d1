import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bucketFor, dayOf, isDay, isZone, plusDays, rangeOf, startOfDay } from '../../main/resources/io/feedback4j/web/dashboard/periods.js'

const iso = (millis) => new Date(millis).toISOString()
const HOUR = 3_600_000

test('a day begins when the clocks of its zone say so', () => {
  assert.equal(iso(startOfDay('2026-11-23', 'UTC')), '2026-11-23T00:00:00.000Z')
  assert.equal(iso(startOfDay('2026-11-23', 'Asia/Kathmandu')), '2026-11-22T18:15:00.000Z')
  assert.equal(iso(startOfDay('2026-11-23', 'Pacific/Chatham')), '2026-11-22T10:15:00.000Z')
  assert.equal(iso(startOfDay('2026-11-23', 'America/New_York')), '2026-11-23T05:00:00.000Z')
})

test('days on which clocks change have 23 and 25 hours', () => {
  const hours = (day) => (startOfDay(plusDays(day, 1), 'Europe/Berlin') - startOfDay(day, 'Europe/Berlin')) / HOUR

  assert.equal(hours('2026-03-29'), 23)
  assert.equal(hours('2026-10-25'), 25)
  assert.equal(hours('2026-10-26'), 24)
})

test('a day whose midnight the clocks leave out begins with its first moment', () => {
  assert.equal(iso(startOfDay('2026-09-06', 'America/Santiago')), '2026-09-06T04:00:00.000Z')
})

test('the day of a moment is that of the zone', () => {
  const moment = Date.parse('2026-11-23T23:30:00Z')

  assert.equal(dayOf(moment, 'UTC'), '2026-11-23')
  assert.equal(dayOf(moment, 'Europe/Berlin'), '2026-11-24')
})

test('presets begin with a whole day of the zone and end with the running quarter of an hour', () => {
  const now = Date.parse('2026-11-23T16:20:31Z')
  const range = rangeOf({ period: '7d', from: '', until: '', zone: 'Europe/Berlin' }, now)

  assert.equal(iso(range.from), '2026-11-16T23:00:00.000Z')
  assert.equal(iso(range.until), '2026-11-23T16:30:00.000Z')
})

test('24 hours are 24 hours', () => {
  const range = rangeOf({ period: '24h', from: '', until: '', zone: 'Europe/Berlin' }, Date.parse('2026-10-25T12:00:00Z'))

  assert.equal(iso(range.from), '2026-10-24T12:15:00.000Z')
  assert.equal(range.until - range.from, 24 * HOUR)
})

test('a custom period includes its last day', () => {
  const range = rangeOf({ period: 'custom', from: '2026-10-25', until: '2026-10-25', zone: 'Europe/Berlin' }, 0)

  assert.equal((range.until - range.from) / HOUR, 25)
})

test('points are as wide as a period can bear', () => {
  const of = (days) => bucketFor({ from: 0, until: days * 24 * HOUR })

  assert.deepEqual([1, 3, 4, 120, 121, 400].map(of), ['hour', 'hour', 'day', 'day', 'week', 'week'])
})

test('only days and zones that exist are taken', () => {
  assert.deepEqual(['2026-02-28', '2026-02-30x', '2026-13-01', '', 'today'].map(isDay), [true, false, false, false, false])
  assert.deepEqual(['UTC', 'Europe/Berlin', 'Mars/Base', ''].map(isZone), [true, true, false, false])
})
