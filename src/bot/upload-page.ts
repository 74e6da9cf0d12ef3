/** The page behind an upload link: plain HTML, without script. */
import { words } from '../words/index.ts';

export interface UploadPage {
  readonly notice?: string;
  /** What the form asks; without it there is none. */
  readonly ask?: { readonly artist: string; readonly consent: string; readonly most: number };
}

export function uploadPage({ notice, ask }: UploadPage): string {
  const { title, track, send } = words.views.uploadLink;
  const form =
    ask === undefined
      ? ''
      : `<h1>${escaped(title({ artist: ask.artist }))}</h1>
<form method="post" enctype="multipart/form-data">
<p><label>${escaped(track({ most: ask.most }))}<br><input type="file" name="track" required></label></p>
<p><label><input type="checkbox" name="consent" value="yes" required> ${escaped(ask.consent)}</label></p>
<p><button>${escaped(send)}</button></p>
</form>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Beatwright</title></head>
<body>
${notice === undefined ? '' : `<p>${escaped(notice)}</p>`}
${form}
</body></html>
`;
}

/** Names and sentences are text, whatever they hold. */
function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign]!);
}
