import type { ConsoleMessage, Page } from 'playwright-core';

const mostKept = 40;

/** The last errors and warnings of the browser's console: why a view stays empty is often said nowhere else. */
export class BrowserConsole {
  private readonly kept: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.keep(lineOf(message));
    });
    page.on('pageerror', (error) => {
      this.keep(`uncaught: ${error.message}`);
    });
  }

  private keep(line: string): void {
    this.kept.push(line);
    if (this.kept.length > mostKept) this.kept.shift();
  }

  get lastLines(): string {
    return this.kept.join('\n');
  }
}

function lineOf(message: ConsoleMessage): string {
  return `${message.type()}: ${message.text()} (${message.location().url})`;
}
