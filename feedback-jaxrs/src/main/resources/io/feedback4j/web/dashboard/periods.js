// @ts-check

/** Which stretch of time is shown. Everything here is arithmetic; "now" and the zone are given. */

export const PRESETS = ['24h', '7d', '30d', '90d']
export const QUARTER = 15 * 60_000
const HOUR = 60 * 60_000
export const DAY = 24 * HOUR

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map()

/** @param {string} zone */
function clock(zone) {
  let known = clocks.get(zone)
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    })
    clocks.set(zone, known)
  }
  return known
}

/** @param {string} zone */
export function isZone(zone) {
  try {
    clock(zone)
    return zone !== ''
  } catch {
    return false
  }
}

/**
 * What the clocks of a zone show, as if it were UTC.
 *
 * @param {number} millis
 * @param {string} zone
 */
function wall(millis, zone) {
  /** @type {Record<string, number>} */
  const parts = {}
  for (const part of clock(zone).formatToParts(millis)) parts[part.type] = Number(part.value)
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second)
}

/**
 * The day of a moment in a zone, such as 2026-11-23.
 *
 * @param {number} millis
 * @param {string} zone
 */
export function dayOf(millis, zone) {
  return new Date(wall(millis, zone)).toISOString().slice(0, 10)
}

/**
 * When a day begins in a zone; where the clocks leave midnight out, at the first moment that day has.
 *
 * @param {string} day such as 2026-11-23
 * @param {string} zone
 */
export function startOfDay(day, zone) {
  const wanted = Date.parse(`${day}T00:00:00Z`)
  let millis = wanted
  for (let i = 0; i < 3; i++) millis -= wall(millis, zone) - wanted
  if (dayOf(millis, zone) < day) millis += HOUR
  return millis
}

/**
 * @param {string} day
 * @param {number} days
 */
export function plusDays(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** @param {string} day */
export function isDay(day) {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`))
}

/**
 * From when until when a view looks. Presets of days begin with the first of them in the zone; all end with the quarter
 * of an hour that is running, because that is how finely votes are counted.
 *
 * @param {{ period: string, from: string, until: string, zone: string }} view `until` is the last day that is meant
 * @param {number} now
 */
export function rangeOf(view, now) {
  const end = Math.floor(now / QUARTER) * QUARTER + QUARTER
  if (view.period === 'custom' && isDay(view.from) && isDay(view.until) && view.from <= view.until) {
    return { from: startOfDay(view.from, view.zone), until: startOfDay(plusDays(view.until, 1), view.zone) }
  }
  if (view.period === '24h') return { from: end - DAY, until: end }
  const days = Number.parseInt(view.period, 10) || 30
  return { from: startOfDay(plusDays(dayOf(now, view.zone), 1 - days), view.zone), until: end }
}

/**
 * How wide the points of a trend are, unless somebody chooses.
 *
 * @param {{ from: number, until: number }} range
 */
export function bucketFor(range) {
  const days = (range.until - range.from) / DAY
  if (days <= 3) return 'hour'
  return days <= 120 ? 'day' : 'week'
}
