// @ts-check

/**
 * A trend as the chart takes it: points stand side by side by their number, so that an hour that the clocks skip is no
 * hole and needs no arithmetic; what has no votes has no share; what is still filling is kept apart.
 *
 * @typedef {{ start: string, end: string, votes: number, positive: number, share: number | null, low: number | null, high: number | null, mean: number | null, complete: boolean }} Point
 */

/** @param {Point[]} points */
export function columns(points) {
  const whole = (/** @type {Point} */ point) => point.complete !== false
  const share = points.map((point) => (whole(point) ? point.share : null))
  return {
    numbers: points.map((_, i) => i),
    low: points.map((point) => (whole(point) ? point.low : null)),
    high: points.map((point) => (whole(point) ? point.high : null)),
    share,
    filling: points.map((point, i) => (!whole(point) || (points[i + 1] && !whole(points[i + 1])) ? point.share : null)),
    votes: points.map((point) => (whole(point) ? point.votes : null)),
    fillingVotes: points.map((point) => (whole(point) ? null : point.votes)),
  }
}

/**
 * The points that no line reaches, which are drawn as dots.
 *
 * @param {(number | null)[]} values
 */
export function lonely(values) {
  const at = (/** @type {number} */ i) => (values[i] ?? null) !== null
  return values.flatMap((value, i) => (value !== null && !at(i - 1) && !at(i + 1) ? [i] : []))
}

/**
 * Where a moment is among the points: 2.5 is in the middle of the third. Not among them: null.
 *
 * @param {Point[]} points
 * @param {string} moment
 */
export function placeOf(points, moment) {
  const millis = Date.parse(moment)
  const i = points.findIndex((point) => millis >= Date.parse(point.start) && millis < Date.parse(point.end))
  if (i < 0) return null
  const [start, end] = [Date.parse(points[i].start), Date.parse(points[i].end)]
  return i - 0.5 + (millis - start) / (end - start)
}

/**
 * Which points are named below the chart: the last one always, and so many before it as there is room for.
 *
 * @param {number} size how many points there are
 * @param {number} room how many names there is room for
 */
export function named(size, room) {
  const step = Math.max(1, Math.ceil(size / Math.max(1, room)))
  const chosen = []
  for (let i = size - 1; i >= 0; i -= step) chosen.unshift(i)
  return chosen
}
