/**
 * The doors through which a mail's HTML is shown ([CH4]). `:blobId` is `data.email.html.blobId` of a message item.
 *
 * `GET /api/v1/mail/:blobId/html` (an agent's bearer token; `?images=1` with remote images) answers the whole document as
 * `text/html`, sanitised, for a frame of the desk. Its own policy is in its header:
 * `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';
 * base-uri 'none'; form-action 'none'`. It has no script, and no address that would be loaded: inline images (cid) are put
 * in as `data:`, and so are remote ones when they were asked for, fetched by the hub without cookies and referrer, raster
 * images by their bytes only, limited in number, size and time. What is left out shows its alternative text in a box.
 * `x-remote-images: N` says how many remote images the document has; `x-remote-images-shown: M` how many are in it.
 *
 * `POST /api/v1/mail/:blobId/frame` (an agent's bearer token; body `{ "images": boolean }`) answers
 * `{ ok: true, data: { path, expiresAt } }`: a path of the hub, good for ten minutes and for this document alone, that
 * needs no header, for `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src={hub + path}>`. The page's policy
 * has to allow the hub's origin as `frame-src`. (A `srcdoc` or `blob:` frame inherits the page's policy, which refuses
 * inline styles, and `srcdoc` is a sink of Trusted Types.) Answers there carry no `x-frame-options`.
 *
 * Links are `target="_blank" rel="noopener noreferrer nofollow"` and lead to http, https, mailto or tel only. Colours are
 * the mail's own: show the frame on white in both themes. Errors: `not_found` for a blob that is no mail's HTML or stands on
 * no thread.
 */
export const MAIL_HTML_PATH = '/api/v1/mail/:blobId/html';
export const MAIL_FRAME_PATH = '/api/v1/mail/:blobId/frame';
