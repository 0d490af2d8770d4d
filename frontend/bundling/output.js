// Vite plugin: writes what Django reads beside the bundles: the icon sprite, precompressed copies,
// and manifest.json ({"files": {"app.js": "app-1a2b3c4d.js", …}, "icons": ["home", …]}).
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);

function sprite(names) {
  const symbols = names.map((name) => {
    const file = require.resolve(`@tabler/icons/outline/${name}.svg`);
    const drawing = readFileSync(file, "utf8").replace(/<!--[^]*?-->/, "").match(/<svg[^>]*>([^]*)<\/svg>/)[1];
    const paths = drawing.replace(/<path[^>]*stroke="none"[^>]*\/>/g, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function compress(folder) {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}

export function djangoOutput({ icons, folder }) {
  const files = {};
  return {
    name: "django-output",
    apply: "build",
    generateBundle(_, bundle) {
      const drawn = sprite(icons);
      const digest = createHash("sha256").update(drawn).digest("base64url").slice(0, 8);
      files["icons.svg"] = `icons-${digest}.svg`;
      this.emitFile({ type: "asset", fileName: files["icons.svg"], source: drawn });
      for (const item of Object.values(bundle)) {
        if (item.type === "chunk" && item.isEntry) files[`${item.name}.js`] = item.fileName;
        if (item.type === "asset" && item.fileName.endsWith(".css")) files[`${item.names[0]}`] = item.fileName;
      }
    },
    closeBundle() {
      compress(folder);
      const manifest = { files, icons: [...icons].sort() };
      writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
    },
  };
}
