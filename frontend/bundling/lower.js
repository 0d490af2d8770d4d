// PostCSS plugin: makes Tabler's stylesheet understandable to Chromium 90.
//
// Tabler writes light-dark(), color-mix(), oklch() and :has(), which are 20 to 30 versions younger.
// We have one light theme, so every such colour can be computed here: variables are looked up in
// the palette first and in Tabler's own :root after that. Rules that only newer engines can read
// (:has) and parts we do not use (dark theme, folded sidebars, other people's widgets) are dropped.
import { literal, mix, oklch, rgbToOklab, write } from "./colours.js";

const PREFIX = "--tblr-";
const DROPPED = [
  /:has\(/, /data-bs-theme="?dark/, /theme-dark/, /data-theme="?dark/, /navbar-folded/, /data-bs-sidebar/,
  /data-bs-navbar-(theme|position)/, /\[data-vc/, /apexcharts|jvm-|dropzone|fslightbox|\bplyr|litepicker|noUi|\.tox|\.gu-/,
  /bg-(facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|x)\b/,
  /(text|btn|btn-outline|btn-ghost)-(facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|x)\b/,
  /link-(underline|opacity|offset)/, /chat-bubble|carousel|\.flag|payment|\.stars?|countup|signal-bar|\.sortable/,
];

export function lower(palette) {
  const known = new Map();
  return {
    postcssPlugin: "lower",
    Once(root) {
      root.walkRules((rule) => keepReadable(rule));
      root.walkDecls((decl) => collect(decl, known));
      for (const [name, value] of Object.entries(palette)) known.set(PREFIX + name, value);
      root.walkDecls((decl) => rewrite(decl, known, palette));
    },
  };
}

function keepReadable(rule) {
  if (rule.parent?.type === "atrule" && /keyframes/.test(rule.parent.name)) return;
  const kept = rule.selectors.filter((selector) => !DROPPED.some((part) => part.test(selector)));
  if (kept.length === 0) rule.remove();
  else if (kept.length < rule.selectors.length) rule.selectors = kept;
}

function collect(decl, known) {
  const root = decl.parent.selector ?? "";
  if (decl.prop.startsWith(PREFIX) && /:root|^body$/.test(root)) known.set(decl.prop, decl.value);
}

function rewrite(decl, known, palette) {
  const own = decl.prop.startsWith(PREFIX) && palette[decl.prop.slice(PREFIX.length)];
  if (own && /:root/.test(decl.parent.selector ?? "")) decl.value = own;
  else if (/light-dark|color-mix|oklch/.test(decl.value)) decl.value = replaceCalls(decl.value, known);
}

/** `value` with every modern colour function replaced by what it comes to. */
function replaceCalls(value, known) {
  const start = value.search(/(light-dark|color-mix|oklch)\(/);
  if (start < 0) return value;
  const open = value.indexOf("(", start);
  const close = matching(value, open);
  const [name, inside] = [value.slice(start, open), value.slice(open + 1, close)];
  return value.slice(0, start) + compute(name, inside, known) + replaceCalls(value.slice(close + 1), known);
}

function compute(name, inside, known) {
  const parts = split(inside);
  if (name === "light-dark") return replaceCalls(parts[0], known);
  const colour = resolve(`${name}(${inside})`, known, 0);
  // A tint of something only known where it is used (`--tblr-navbar-color`): take it undiluted.
  const first = name === "color-mix" ? parts[1].replace(/\s+(calc\(.*\)|[\d.]+%)$/, "") : null;
  if (name === "color-mix" && /calc\(/.test(parts[1]) && parts[2] === "transparent") {
    return replaceCalls(first, known); // an opacity utility at its default of 1
  }
  if (colour) return write(colour);
  if (first) return replaceCalls(first, known);
  throw new Error(`cannot compute ${name}(${inside})`);
}

/** A colour expression as [r, g, b, alpha]; null when it depends on where it is used. */
function resolve(text, known, depth) {
  const value = text.trim();
  const direct = literal(value);
  if (direct || depth > 12) return direct;
  const call = value.match(/^([a-z-]+)\(/);
  if (!call || matching(value, call[0].length - 1) !== value.length - 1) return null;
  const parts = split(value.slice(call[0].length, -1));
  const deeper = (part) => resolve(part, known, depth + 1);
  if (call[1] === "var") return known.has(parts[0]) ? deeper(known.get(parts[0])) : parts[1] ? deeper(parts[1]) : null;
  if (call[1] === "light-dark") return deeper(parts[0]);
  if (call[1] === "color-mix") return mixed(parts, deeper);
  if (call[1] === "oklch") return shifted(parts[0], deeper);
  return null;
}

function mixed([, one, other], deeper) {
  const [, first, share] = one.match(/^(.*?)\s+(calc\(.*\)|[\d.]+%)$/) ?? [];
  if (!share) return null;
  const [a, b] = [deeper(first), deeper(other)];
  if (!a || !b) return null;
  const parsed = share.startsWith("calc") ? (share.includes("focus-ring") ? 0.5 : 1) : parseFloat(share) / 100;
  return mix(a, b, parsed);
}

/** `oklch(from X calc(l ± n) c h)`: X, lighter or darker. */
function shifted(text, deeper) {
  const found = text.match(/^from (.*) calc\(l ([+-]) ([\d.]+)\) c h$/);
  const base = found && deeper(found[1]);
  if (!base) return null;
  const [L, a, b] = rgbToOklab(base);
  const step = parseFloat(found[3]) * (found[2] === "-" ? -1 : 1);
  return oklch(L + step, Math.hypot(a, b), (Math.atan2(b, a) * 180) / Math.PI, base[3]);
}

function matching(text, open) {
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")" && (depth -= 1) === 0) return i;
  }
  throw new Error(`unbalanced brackets: ${text}`);
}

function split(inside) {
  const parts = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i <= inside.length; i += 1) {
    if (inside[i] === "(") depth += 1;
    if (inside[i] === ")") depth -= 1;
    if (i === inside.length || (inside[i] === "," && depth === 0)) {
      parts.push(inside.slice(start, i).trim());
      start = i + 1;
    }
  }
  return parts;
}
