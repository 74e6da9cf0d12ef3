/** The page itself: its HTML, and the modules that a browser loads, with the types taken out of the TypeScript. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the browser's code imports by name. */
const LIBRARIES = ['preact', 'preact/hooks', 'htm', 'htm/preact', 'wavesurfer.js'];
const FONTS: Readonly<Record<string, string>> = {
  '400': '@expo-google-fonts/barlow/400Regular/Barlow_400Regular.ttf',
  '600': '@expo-google-fonts/barlow/600SemiBold/Barlow_600SemiBold.ttf',
};
const FOLDER = new URL('./browser/', import.meta.url);

export interface Shell {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Part {
  readonly type: string;
  readonly body: string | Buffer;
}

const libraryUrl = (name: string) => `/lib/${LIBRARIES.indexOf(name)}.js`;
const importMap = JSON.stringify({
  imports: Object.fromEntries(LIBRARIES.map((name) => [name, libraryUrl(name)])),
});
const importMapHash = createHash('sha256').update(importMap).digest('base64');

/** The page for one visit. */
export function shellOf(port: number): Shell {
  // For the one style sheet that wavesurfer.js writes into its shadow root.
  const nonce = randomBytes(16).toString('base64');
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<meta name="style-nonce" content="${nonce}">
<title>Beatwright · practice room</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/style.css">
<script type="importmap">${importMap}</script>
<script type="module" src="/page/main.ts"></script>
</head>
<body><div id="room"><p class="opening">Opening the practice room…</p></div>
<noscript>The practice room needs JavaScript.</noscript></body>
</html>
`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'self' 'sha256-${importMapHash}'`,
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self'",
        "font-src 'self'",
        `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
  };
}

const SCRIPT = 'text/javascript; charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
  ts: SCRIPT,
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** A file of the page or of a library; undefined if there is none of that name. */
export async function partOf(path: string): Promise<Part | undefined> {
  const [, library, weight] = /^\/lib\/(?:(\d)\.js|barlow-(\d+)\.ttf)$/.exec(path) ?? [];
  const name = library === undefined ? FONTS[weight ?? ''] : LIBRARIES[Number(library)];
  if (name !== undefined) {
    const body = await readFile(fileURLToPath(import.meta.resolve(name)));
    return { type: library === undefined ? 'font/ttf' : SCRIPT, body };
  }
  const own = /^\/page\/([a-z][a-z-]*\.(ts|css|svg))$/.exec(path);
  if (own?.[1] === undefined) return undefined;
  const text = await readFile(new URL(own[1], FOLDER), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const type = TYPES[own[2] ?? ''] ?? 'text/plain';
  return { type, body: own[2] === 'ts' ? stripTypeScriptTypes(text) : text };
}
