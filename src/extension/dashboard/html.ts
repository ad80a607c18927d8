/** What the page is made of, as URIs that the webview may load. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** The webview's own origin, for the content security policy. */
  readonly source: string;
  /** Fresh for every page. */
  readonly nonce: string;
}

/**
 * The dashboard's page. Nothing runs or is styled but our own two files: no inline style sheets, no eval, no network. (Styles
 * that scripts set on elements, and the constructed style sheets of VS Code's controls, are no inline styles.)
 */
export function dashboardHtml({ script, style, source, nonce }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; font-src ${source}; img-src ${source}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>TinyML NAS</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** A page with nothing but a sentence. */
export function messageHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
</head>
<body><p>${escaped}</p></body>
</html>
`;
}
