/**
 * The editor core and what a read-only log needs of its features; languages, suggestions, workers and the rest of
 * Monaco stay out of the bundle. No worker is ever asked for, so none is configured.
 */
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/longLinesHelper/register';
import 'monaco-editor/features/wordOperations/register';

export { editor, languages, KeyCode, Range, type IPosition } from 'monaco-editor/editor/editor.api';
