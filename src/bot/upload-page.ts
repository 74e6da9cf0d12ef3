/** The page behind an upload link: plain HTML, without script. */
import { escapedMarkup, words } from '../words/index.ts';

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
      : `<h1>${escapedMarkup(title({ artist: ask.artist }))}</h1>
<form method="post" enctype="multipart/form-data">
<p><label>${escapedMarkup(track({ most: ask.most }))}<br><input type="file" name="track" required></label></p>
<p><label><input type="checkbox" name="consent" value="yes" required> ${escapedMarkup(ask.consent)}</label></p>
<p><button>${escapedMarkup(send)}</button></p>
</form>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Beatwright</title></head>
<body>
${notice === undefined ? '' : `<p>${escapedMarkup(notice)}</p>`}
${form}
</body></html>
`;
}
