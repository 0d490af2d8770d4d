// Colour arithmetic for ./lower.js: reads CSS colours, mixes them, writes hex or rgba.

const NAMED = { white: [255, 255, 255, 1], black: [0, 0, 0, 1], transparent: [0, 0, 0, 0] };

const toLinear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
const clamp = (c) => Math.min(255, Math.max(0, c));

function oklabToRgb(L, a, b, alpha) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return [...linear.map((c) => clamp(255 * toGamma(Math.max(0, c)))), alpha];
}

export function rgbToOklab([r, g, b]) {
  const [R, G, B] = [r, g, b].map((c) => toLinear(c / 255));
  const l = Math.cbrt(0.4122214708 * R + 0.5363325363 * G + 0.0514459929 * B);
  const m = Math.cbrt(0.2119034982 * R + 0.6806995451 * G + 0.1073969566 * B);
  const s = Math.cbrt(0.0883024619 * R + 0.2817188376 * G + 0.6299787005 * B);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function oklch(L, chroma, hue, alpha = 1) {
  const angle = (hue * Math.PI) / 180;
  return oklabToRgb(L, chroma * Math.cos(angle), chroma * Math.sin(angle), alpha);
}

/** Mix in oklab with premultiplied alpha, as CSS does; `share` is that of `first`, 0 to 1. */
export function mix(first, second, share) {
  const alpha = first[3] * share + second[3] * (1 - share);
  if (alpha === 0) return [0, 0, 0, 0];
  const [x, y] = [rgbToOklab(first), rgbToOklab(second)];
  const lab = x.map((c, i) => (c * first[3] * share + y[i] * second[3] * (1 - share)) / alpha);
  return oklabToRgb(...lab, alpha);
}

/** A literal colour as [r, g, b, alpha], or null for anything else. */
export function literal(text) {
  const word = text.trim().toLowerCase();
  if (word in NAMED) return NAMED[word];
  if (/^#[0-9a-f]{3,8}$/.test(word)) return hex(word.slice(1));
  const call = word.match(/^(rgba?|oklch)\(([^()]*)\)$/);
  if (!call || call[2].includes("from")) return null;
  const parts = call[2].split(/[\s,/]+/).filter(Boolean).map((part) => (part === "none" ? "0" : part));
  const alpha = parts[3] === undefined ? 1 : number(parts[3], 1);
  if (call[1] === "oklch") {
    return oklch(number(parts[0], 1), parseFloat(parts[1]), parseFloat(parts[2]), alpha);
  }
  return [...parts.slice(0, 3).map((part) => number(part, 255)), alpha];
}

function number(text, whole) {
  return text.endsWith("%") ? (parseFloat(text) / 100) * whole : parseFloat(text);
}

function hex(digits) {
  const full = digits.length < 6 ? [...digits].map((d) => d + d).join("") : digits;
  const bytes = full.match(/../g).map((pair) => parseInt(pair, 16));
  return [bytes[0], bytes[1], bytes[2], bytes[3] === undefined ? 1 : bytes[3] / 255];
}

export function write([r, g, b, alpha]) {
  const bytes = [r, g, b].map((c) => Math.round(clamp(c)));
  if (alpha >= 1) return "#" + bytes.map((c) => c.toString(16).padStart(2, "0")).join("");
  return `rgba(${bytes.join(", ")}, ${Math.round(alpha * 1000) / 1000})`;
}
