import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { lower } from "./bundling/lower.js";
import { djangoOutput } from "./bundling/output.js";
import { PALETTE } from "./bundling/palette.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = path("../src/yizheng/core/static/dist");
const icons = JSON.parse(readFileSync(path("./src/icons.json"), "utf8"));

// The calendar carries a font for its arrows in a data: address. We use letters, and our policy loads
// no such font: it would be tried in vain on every page.
const withoutItsFont = {
  name: "calendar-without-its-font",
  transform: (code, id) => (id.includes("@fullcalendar/core") ? code.replace(/@font-face\{[^}]*\}/g, "") : null),
};

export default defineConfig({
  root: path("./src"),
  base: "./",
  css: { postcss: { plugins: [lower(PALETTE)] } },
  plugins: [withoutItsFont, djangoOutput({ icons, folder })],
  build: {
    target: "chrome90",
    cssTarget: "chrome90",
    cssMinify: "lightningcss",
    outDir: folder,
    emptyOutDir: true,
    sourcemap: false,
    modulePreload: false,
    assetsDir: "",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    // htmx holds an eval() that its `allowEval: false` setting, made in base.html, never reaches.
    rollupOptions: {
      checks: { eval: false },
      input: {
        app: path("./src/app.js"),
        calendar: path("./src/calendar.js"),
        charts: path("./src/charts.js"),
      },
    },
  },
});
