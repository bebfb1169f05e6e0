/**
 * The shapes of what passes between the modules. Nothing here runs.
 *
 * @typedef {object} Component
 * @property {Element} parentElement
 * @property {Uint8Array} data
 * @property {(name: string, value: unknown) => void} setTriggerValue
 *
 * @typedef {[number, number]} Pair
 *
 * @typedef {object} Style
 * @property {string} light
 * @property {string} dark
 * @property {string} dash
 * @property {string} marker
 *
 * @typedef {object} PathData
 * @property {string} name
 * @property {string} detail
 * @property {string} note
 * @property {boolean} faint
 * @property {Style} style
 * @property {Float32Array} points x and y by turns
 * @property {Record<string, Float32Array>} curves
 *
 * @typedef {object} PanelData
 * @property {string} surface
 * @property {string} name
 * @property {[Pair, Pair]} domain
 * @property {[string, string]} axes
 * @property {{minimum: Pair[], saddle: Pair[], maximum: Pair[]}} marks
 * @property {PathData[]} paths
 *
 * @typedef {object} SurfaceData
 * @property {Float32Array} heights
 * @property {number} side
 * @property {Pair} x first coordinate and spacing
 * @property {Pair} y
 * @property {[number, number, number]} levels first, last and spacing
 *
 * @typedef {object} KnobData
 * @property {string} name
 * @property {string} label
 * @property {number} value
 * @property {number} low
 * @property {number} high
 * @property {number} default
 * @property {boolean} log
 * @property {boolean} whole
 * @property {string} help
 * @property {string} top
 * @property {string} bottom
 *
 * @typedef {object} CurveData
 * @property {string} key
 * @property {string} label
 * @property {boolean} log
 *
 * @typedef {object} Answer
 * @property {number} answer
 * @property {Pair} start
 * @property {PanelData[]} panels
 * @property {Record<string, SurfaceData>} surfaces
 * @property {KnobData[]} knobs
 * @property {CurveData[]} curves
 * @property {string[]} presets
 * @property {string} outcome
 * @property {string} refusal
 * @property {string} query
 * @property {string} page
 *
 * @typedef {object} Change
 * @property {Pair} [start]
 * @property {Record<string, number>} [knobs]
 * @property {number} [preset]
 */
export {};
