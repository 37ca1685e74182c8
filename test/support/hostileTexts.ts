import fc from 'fast-check';

/** What a task, a module, a host or a message of the log could be named to do harm where it is shown. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</pre></td></title></style><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  '&lt;script&gt;',
  '```\n# out of the fence\n',
  '~~~~\n</code>',
  '`code` **bold** _em_ ~~gone~~',
  '[click](javascript:alert(1)) ![x](http://evil.example/x.png)',
  '[ref]: http://evil.example\n\n[ref]',
  'http://evil.example www.evil.example mail@evil.example',
  '@everyone #1 owner/project#2',
  '\n---\n\n# heading\n\n- item\n1. item\n> quoted\n    code',
  'a|b|c\n-|-|-\nd|e|f',
  '<!-- --> --> <![CDATA[',
  '$x$ $$y$$ \\(z\\)',
  '\u001b]52;c;aGk=\u0007\u001b[2J\u001b[31m',
  '\u202egnp.exe \u200b\u2066',
  'a\r\nb\rc\u2028d\0e',
  '::warning::x',
];

const alphabet = '`~<>&"\'[](){}!#*_|\\-+=@:/. \n\t\r\0\u001b\u202e\u200ba1'.split('');

/** Those, and whatever else these characters make. */
export const hostileText: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 60 }),
  )
  .filter((text) => text.trim() !== '');
