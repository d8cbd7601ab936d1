// @ts-check
import { fill, h } from './dom.js'
import { between, count, moment, pointName, roughShare, share } from './format.js'
import { text } from './strings.js'
import { columns, lonely, named, placeOf } from './trend-model.js'
// @ts-ignore made of the library's own file when it is served
import Plot from './uplot.js'

/** @typedef {import('./trend-model.js').Point} Point */
/** @typedef {{ points: Point[], bucket: string, zone: string, markers: { at: string, label: string }[] }} Trend */

const HEIGHT = 300
const NAME_PIXELS = 74

/**
 * The share of good votes with its interval, over bars of how many votes there were. A slider to those who hear or use
 * keys: the arrows move from point to point, Enter opens the votes.
 *
 * @param {Trend} trend
 * @param {(point: Point) => void} open
 */
export function trendChart(trend, open) {
  const { points, bucket, zone } = trend
  const place = h('div', { class: 'plot' })
  const readout = h('p', { class: 'readout' }, text.trend.hint)
  const slider = h('div', {
    class: 'trend', role: 'slider', tabindex: '0', 'aria-label': text.trend.slider, 'aria-valuemin': '0', 'aria-valuemax': String(points.length - 1),
  }, place)
  let current = points.length - 1
  /** @type {any} */
  let plot = null

  const spoken = (/** @type {Point} */ point) => {
    const words = text.trend.point(pointName(point, bucket, zone), share(point.share), between(point.low, point.high), point.votes)
    return point.complete === false ? `${words}, ${text.trend.filling}` : words
  }
  const select = (/** @type {number} */ i) => {
    current = Math.min(points.length - 1, Math.max(0, i))
    slider.setAttribute('aria-valuenow', String(current))
    slider.setAttribute('aria-valuetext', spoken(points[current]))
    fill(readout, spoken(points[current]))
  }
  const move = (/** @type {number} */ i) => {
    select(i)
    plot?.setCursor({ left: plot.valToPos(current, 'x'), top: plot.valToPos(points[current].share ?? 0.5, 's') }, false)
  }
  slider.addEventListener('keydown', (event) => {
    const to = { ArrowLeft: current - 1, ArrowDown: current - 1, ArrowRight: current + 1, ArrowUp: current + 1, Home: 0, End: points.length - 1, PageDown: current - 7, PageUp: current + 7 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      move(to)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      open(points[current])
    }
  })
  slider.addEventListener('focus', () => move(current))
  slider.setAttribute('aria-valuenow', String(current))
  slider.setAttribute('aria-valuetext', spoken(points[current]))
  place.addEventListener('click', () => open(points[current]))

  const draw = () => {
    plot?.destroy()
    const width = Math.max(240, place.clientWidth || 640)
    plot = new Plot(options(trend, width, colours(slider), (i) => { if (i !== null && i !== current) select(i) }), data(trend), place)
  }
  const redraw = () => { if (slider.isConnected && place.clientWidth > 0) draw() }
  new ResizeObserver(() => { if (plot && place.clientWidth > 0 && Math.abs(plot.width - place.clientWidth) > 1) redraw() }).observe(place)
  for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', redraw)
  requestAnimationFrame(redraw)
  return h('div', { class: 'trend-frame' }, slider, h('div', { class: 'trend-foot' }, readout, legend(trend)))
}

/** @param {Trend} trend */
function legend({ points, markers }) {
  const words = text.trend.legend
  const entries = [['share', words.share], ['band', words.band], ['votes', words.votes]]
  if (points.some((point) => point.complete === false)) entries.push(['filling', words.filling])
  if (markers.length > 0) entries.push(['marker', words.marker])
  return h('ul', { class: 'legend' }, entries.map(([kind, word]) => h('li', { class: kind }, word)))
}

/** @param {Trend} trend */
function data({ points }) {
  const { numbers, low, high, share, filling, votes } = columns(points)
  return [numbers, votes, high, low, share, filling]
}

/** @param {Element} node */
function colours(node) {
  const style = getComputedStyle(node)
  const one = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim()
  return { ink: one('ink'), muted: one('muted'), line: one('line'), good: one('good'), band: one('band'), surface: one('surface'), bar: one('bar'), marker: one('marker'), font: `12px ${style.fontFamily}` }
}

/**
 * @param {Trend} trend
 * @param {number} width
 * @param {ReturnType<typeof colours>} paint
 * @param {(i: number | null) => void} pointed
 */
function options({ points, bucket, zone, markers }, width, paint, pointed) {
  const most = Math.max(1, ...points.map((point) => point.votes))
  const small = width < 520
  const nameOf = (/** @type {number} */ i) => moment(points[i].start, zone, bucket === 'hour' && points.length <= 30 ? 'hour' : 'shortDay')
  const axis = { stroke: paint.muted, font: paint.font, ticks: { show: false } }
  return {
    width,
    height: small ? 240 : HEIGHT,
    padding: [18, small ? 4 : 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9, width: 2 } },
    scales: { x: { time: false, range: () => [-0.6, points.length - 0.4] }, s: { range: () => [0, 1] }, v: { range: () => [0, most * 3.4] } },
    axes: [
      { ...axis, grid: { show: false }, splits: () => named(points.length, Math.floor(width / NAME_PIXELS)), values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(nameOf), size: 32, gap: 8 },
      { ...axis, scale: 's', grid: { stroke: paint.line, width: 1 }, splits: () => [0, 0.25, 0.5, 0.75, 1], values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(roughShare), size: 46 },
      ...(small ? [] : [{ ...axis, scale: 'v', side: 1, grid: { show: false }, splits: () => [0, most], values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(count), size: 44 }]),
    ],
    series: [
      {},
      { scale: 'v', stroke: paint.bar, fill: paint.bar, width: 0, paths: Plot.paths.bars({ size: [0.72, 34], radius: 0.18 }), points: { show: false } },
      { scale: 's', stroke: 'transparent', width: 0, points: { show: false } },
      { scale: 's', stroke: 'transparent', width: 0, points: { show: false } },
      { scale: 's', stroke: paint.good, width: 2.25, points: { show: false } },
      { scale: 's', stroke: paint.good, width: 1.75, dash: [5, 4], points: { show: false } },
    ],
    bands: [{ series: [2, 3], fill: paint.band }],
    hooks: {
      setCursor: [(/** @type {any} */ plot) => pointed(plot.cursor.idx)],
      draw: [
        (/** @type {any} */ plot) => drawFilling(plot, points, paint),
        (/** @type {any} */ plot) => drawLonely(plot, points, paint),
        (/** @type {any} */ plot) => drawMarkers(plot, points, markers, paint),
      ],
    },
  }
}

/** A bar that is still growing is hatched. @param {any} plot @param {Point[]} points @param {ReturnType<typeof colours>} paint */
function drawFilling(plot, points, paint) {
  const pixel = devicePixelRatio
  const size = Math.min(34 * pixel, Math.abs(plot.valToPos(1, 'x', true) - plot.valToPos(0, 'x', true)) * 0.72)
  columns(points).fillingVotes.forEach((votes, i) => {
    if (!votes) return
    const [x, top, bottom] = [plot.valToPos(i, 'x', true), plot.valToPos(votes, 'v', true), plot.valToPos(0, 'v', true)]
    const paper = plot.ctx
    paper.save()
    paper.beginPath()
    paper.rect(x - size / 2, top, size, bottom - top)
    paper.strokeStyle = paint.muted
    paper.lineWidth = pixel
    paper.setLineDash([3 * pixel, 3 * pixel])
    paper.stroke()
    paper.clip()
    paper.setLineDash([])
    paper.strokeStyle = paint.bar
    paper.lineWidth = 2 * pixel
    paper.beginPath()
    for (let at = x - size / 2 - (bottom - top); at < x + size; at += 6 * pixel) {
      paper.moveTo(at, bottom)
      paper.lineTo(at + (bottom - top), top)
    }
    paper.stroke()
    paper.restore()
  })
}

/** A point between gaps, and one that is still filling, as a dot. @param {any} plot @param {Point[]} points @param {ReturnType<typeof colours>} paint */
function drawLonely(plot, points, paint) {
  const { share, filling } = columns(points)
  const dot = (/** @type {number} */ i, /** @type {number} */ value, /** @type {boolean} */ hollow) => {
    const paper = plot.ctx
    paper.save()
    paper.setLineDash([])
    paper.beginPath()
    paper.arc(plot.valToPos(i, 'x', true), plot.valToPos(value, 's', true), 3.5 * devicePixelRatio, 0, 7)
    paper.fillStyle = hollow ? paint.surface : paint.good
    paper.strokeStyle = paint.good
    paper.lineWidth = 1.75 * devicePixelRatio
    paper.fill()
    paper.stroke()
    paper.restore()
  }
  for (const i of lonely(share)) dot(i, /** @type {number} */ (share[i]), false)
  points.forEach((point, i) => { if (point.complete === false && filling[i] !== null) dot(i, /** @type {number} */ (filling[i]), true) })
}

/** @param {any} plot @param {Point[]} points @param {{ at: string, label: string }[]} markers @param {ReturnType<typeof colours>} paint */
function drawMarkers(plot, points, markers, paint) {
  const paper = plot.ctx
  const pixel = devicePixelRatio
  const { left, top, height, width } = plot.bbox
  markers.forEach((marker, number) => {
    const at = placeOf(points, marker.at)
    if (at === null) return
    const x = Math.round(plot.valToPos(at, 'x', true))
    const word = String(number + 1)
    paper.save()
    paper.strokeStyle = paint.marker
    paper.fillStyle = paint.marker
    paper.lineWidth = 1.5 * pixel
    paper.setLineDash([2 * pixel, 3 * pixel])
    paper.beginPath()
    paper.moveTo(x, top)
    paper.lineTo(x, top + height)
    paper.stroke()
    paper.setLineDash([])
    paper.beginPath()
    paper.arc(Math.min(left + width - 8 * pixel, Math.max(left + 8 * pixel, x)), top - 7 * pixel, 8 * pixel, 0, 7)
    paper.fill()
    paper.fillStyle = '#fff'
    paper.font = `600 ${11 * pixel}px system-ui, sans-serif`
    paper.textAlign = 'center'
    paper.textBaseline = 'middle'
    paper.fillText(word, Math.min(left + width - 8 * pixel, Math.max(left + 8 * pixel, x)), top - 6.5 * pixel)
    paper.restore()
  })
}
