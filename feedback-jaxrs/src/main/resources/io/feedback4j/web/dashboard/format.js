// @ts-check

/** Numbers and moments in words. Each is rounded once, here. */

const WHOLE = new Intl.NumberFormat('en')
const SHARE = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
const ROUGH_SHARE = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })
const SCORE = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const POINTS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })

/** What stands where there is no number. */
export const NOTHING = '–'

/** @param {unknown} value @returns {value is number} */
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value)

/** @param {unknown} value */
export const count = (value) => (isNumber(value) ? WHOLE.format(value) : NOTHING)

/** @param {unknown} value from 0 to 1 */
export const share = (value) => (isNumber(value) ? SHARE.format(value) : NOTHING)

/** @param {unknown} value from 0 to 1 */
export const roughShare = (value) => (isNumber(value) ? ROUGH_SHARE.format(value) : NOTHING)

/** @param {unknown} value */
export const score = (value) => (isNumber(value) ? SCORE.format(value) : NOTHING)

/** @param {unknown} value a difference of two shares */
export const points = (value) => (isNumber(value) ? `${POINTS.format(value * 100).replace('-', '−')} points` : NOTHING)

/**
 * An interval of shares, such as 79.1–85.0%.
 *
 * @param {unknown} low
 * @param {unknown} high
 */
export function between(low, high) {
  return isNumber(low) && isNumber(high) ? `${SHARE.format(low).replace('%', '')}–${SHARE.format(high)}` : NOTHING
}

/**
 * @param {unknown} low
 * @param {unknown} high
 */
export function betweenScores(low, high) {
  return isNumber(low) && isNumber(high) ? `${SCORE.format(low)}–${SCORE.format(high)}` : NOTHING
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  shortDay: { day: 'numeric', month: 'short' },
  hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dayAndHour: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
}

/**
 * A moment in a zone.
 *
 * @param {string | number | null | undefined} value
 * @param {string} zone
 * @param {string} [style]
 */
export function moment(value, zone, style = 'moment') {
  const millis = typeof value === 'number' ? value : Date.parse(value ?? '')
  if (Number.isNaN(millis)) return NOTHING
  const key = `${style} ${zone}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { ...STYLES[style], timeZone: zone })
    formats.set(key, format)
  }
  return format.format(millis)
}

/**
 * How long ago, roughly.
 *
 * @param {string | null | undefined} value
 * @param {number} now
 */
export function ago(value, now) {
  const seconds = Math.round((now - Date.parse(value ?? '')) / 1000)
  if (Number.isNaN(seconds)) return NOTHING
  return seconds < 5 ? 'just now' : `${span(seconds)} ago`
}

/** @param {number} seconds */
export function span(seconds) {
  /** @type {[number, string][]} */
  const units = [[86_400, 'day'], [3_600, 'hour'], [60, 'minute'], [1, 'second']]
  const [size, name] = units.find(([size]) => seconds >= size) ?? [1, 'second']
  const amount = Math.floor(seconds / size)
  return `${WHOLE.format(amount)} ${name}${amount === 1 ? '' : 's'}`
}

/**
 * What a score says: at the middle neither, above it good, below it bad.
 *
 * @param {number | null | undefined} value
 * @returns {'good' | 'bad' | 'neutral' | 'none'}
 */
export function verdictOf(value) {
  if (!isNumber(value)) return 'none'
  if (value === 0.5) return 'neutral'
  return value > 0.5 ? 'good' : 'bad'
}

/**
 * The point that a bucket is named by.
 *
 * @param {{ start: string }} point
 * @param {string} bucket
 * @param {string} zone
 */
export function pointName(point, bucket, zone) {
  if (bucket === 'hour') return moment(point.start, zone, 'dayAndHour')
  return bucket === 'week' ? `week of ${moment(point.start, zone, 'day')}` : moment(point.start, zone, 'weekday')
}
