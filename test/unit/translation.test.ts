import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../support/manifest';

/** Words for people: two of them beside each other, the second in small letters. */
const phrase = /\p{L}{2,},? [a-z]{2,}(?![\w:])/u;
/** C and crash's commands are no language that anybody translates. */
const code = /^(?:static |foreach )?(?:struct|union|enum|const|bt)\b/;

interface Literal {
  readonly node: ts.Node;
  readonly text: string;
}

function* filesIn(folder: string, ending: string): Iterable<string> {
  for (const entry of readdirSync(join(projectRoot, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, ending);
    else if (entry.name.endsWith(ending) && !entry.name.endsWith('.d.ts')) yield path;
  }
}

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

const classNames = new Set(
  [...filesIn('webviews', '.css')].flatMap((path) => {
    return [...read(path).matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name);
  }),
);
const isClassList = (text: string): boolean =>
  text
    .trim()
    .split(' ')
    .every((word) => classNames.has(word) || word.includes('-'));

const isPhrase = (text: string): boolean => phrase.test(text) && !code.test(text) && !isClassList(text);

function* phrasesIn(source: ts.SourceFile): Iterable<Literal> {
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && isPhrase(node.text)) found.push({ node, text: node.text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  yield* found;
}

function* around(node: ts.Node): Iterable<ts.Node> {
  for (let each = node.parent; !ts.isSourceFile(each); each = each.parent) yield each;
}

const isCallOf = (node: ts.Node, name: RegExp): boolean =>
  (ts.isCallExpression(node) || ts.isNewExpression(node)) && name.test(node.expression.getText());
const isProperty = (node: ts.Node, name: RegExp): boolean =>
  (ts.isPropertyAssignment(node) && name.test(node.name.getText())) ||
  (ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    name.test(node.left.name.text));

function literalsOf(path: string, text: string, isWrong: (parents: readonly ts.Node[]) => boolean): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return [...phrasesIn(source)]
    .filter(({ node }) => isWrong([...around(node)]))
    .map(({ node, text: words }) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      return `${relative('.', path)}:${line + 1} “${words}”`;
    });
}

/** Pages have no words but in the files for them; classes and selectors are none. */
function wordsOfPage(path: string, text: string): string[] {
  return literalsOf(path, text, (parents) => {
    return !parents.some(
      (node) =>
        isProperty(node, /^class$/) ||
        isCallOf(node, /querySelector|closest|matches|Error$/) ||
        ts.isTypeNode(node),
    );
  });
}

/** What VS Code shows of ours is looked up by `vscode.l10n.t`. */
function wordsOfExtension(path: string, text: string): string[] {
  return literalsOf(path, text, (parents) => {
    const isShown = parents.some(
      (node) =>
        isCallOf(
          node,
          /\.show(?:Information|Warning|Error)Message$|\.setStatusBarMessage$|TreeItem$|CodeLens$/,
        ) ||
        isProperty(
          node,
          /^(?:label|tooltip|title|description|detail|placeHolder|prompt|openLabel|saveLabel)$/,
        ),
    );
    return isShown && !parents.some((node) => isCallOf(node, /l10n\.t$/));
  });
}

describe('words for people', () => {
  it('stand in files that can be translated, on pages', () => {
    const files = [...filesIn('webviews', '.ts')].filter((path) => !path.endsWith('strings.ts'));
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.flatMap((path) => wordsOfPage(path, read(path))),
      [],
    );
  });

  it('are looked up where VS Code shows them', () => {
    const files = [...filesIn('extension', '.ts')];
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.flatMap((path) => wordsOfExtension(path, read(path))),
      [],
    );
  });

  it('are found where they are not', () => {
    assert.equal(wordsOfPage('a.ts', "button.title = 'Go to the panic';").length, 1);
    assert.equal(wordsOfPage('a.ts', "element('p', { class: 'link code' }, name);").length, 0);
    assert.equal(wordsOfPage('a.ts', 'const note = `${count} lines here`;').length, 1);
    assert.equal(wordsOfExtension('a.ts', "item.tooltip = 'Stop reading dumps';").length, 1);
    assert.equal(wordsOfExtension('a.ts', 'vscode.window.showErrorMessage(`No dump is ${x}`);').length, 1);
    assert.equal(
      wordsOfExtension('a.ts', "vscode.window.showErrorMessage(vscode.l10n.t('No dump is open'));").length,
      0,
    );
  });
});
