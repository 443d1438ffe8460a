/** Pieces that hostile mails are made of; put together at random they also nest in ways that no mail should. */
export const ELEMENTS = [
  ...['div', 'p', 'b', 'a', 'img', 'table', 'tr', 'td', 'span', 'ul', 'li', 'blockquote', 'font', 'center', 'pre'],
  ...['script', 'style', 'svg', 'math', 'iframe', 'object', 'embed', 'form', 'input', 'button', 'select', 'textarea'],
  ...[
    'template',
    'noscript',
    'noembed',
    'noframes',
    'xmp',
    'plaintext',
    'title',
    'head',
    'html',
    'body',
    'meta',
    'base',
  ],
  ...[
    'link',
    'video',
    'audio',
    'source',
    'track',
    'picture',
    'mtext',
    'mglyph',
    'malignmark',
    'annotation-xml',
    'desc',
  ],
  ...['foreignObject', 'use', 'image', 'feImage', 'animate', 'set', 'details', 'dialog', 'portal', 'frameset', 'frame'],
] as const;

export const ATTRIBUTES = [
  ...['href', 'src', 'srcset', 'style', 'onclick', 'onerror', 'onload', 'background', 'poster', 'ping', 'action'],
  ...['formaction', 'xlink:href', 'data', 'srcdoc', 'id', 'name', 'class', 'width', 'height', 'alt', 'title', 'rel'],
  ...[
    'http-equiv',
    'content',
    'type',
    'is',
    'slot',
    'dir',
    'bgcolor',
    'color',
    'sizes',
    'lowsrc',
    'dynsrc',
    'longdesc',
  ],
] as const;

export const VALUES = [
  ...[
    'https://evil.example/x',
    '//evil.example/x',
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'x',
    'data:text/html,x',
  ],
  ...[
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
    'cid:1@x',
    'vbscript:x',
    '#a',
  ],
  ...[
    'mailto:a@example.jp',
    'tel:+81312345678',
    'refresh',
    '0;url=https://evil.example/',
    '100',
    '99999',
    '日本',
    '"><b>',
  ],
] as const;

export const STYLES = [
  ...[
    'color: red',
    'background: url(https://evil.example/x)',
    'background: #fff',
    'background-image: image-set("//x" 1x)',
  ],
  ...['width: expression(alert(1))', 'color: red; background: u\\72l(//x)', '/**/color: blue', 'font: 12px/1.5 serif'],
  ...[
    'content: url(//x)',
    'list-style: url(//x)',
    'cursor: url(//x), auto',
    'position: fixed; top: 0',
    '@import "//x"',
  ],
  ...['--x: url(//x)', 'border-image: url(//x)', 'color: rgb(1, 2, 3)', 'margin: 0 auto !important', 'color: var(--x)'],
] as const;

export const TEXTS = [
  ...['hello', '日本語の本文', '<!--', '-->', '<![CDATA[', ']]>', '&lt;script&gt;', '<', '>', '"', "'", '&', '\u0000'],
  ...['</style><img src=x onerror=alert(1)>', '</title><script>alert(1)</script>', '<!--><img src=x onerror=alert(1)>'],
  ...['<p', '</p', '<a href="', '<?xml ?>', '\u202e', '</noscript><img src=//x>', '</math><img src=//x>'],
] as const;
