import assert from 'node:assert/strict';
import { joined, shortPath, whenText } from '../../../../extension/dumps/dumpTexts';

const now = Date.UTC(2026, 10, 21, 12) / 1000;
const ago = (seconds: number): string => whenText(now - seconds, now, 'en');

describe('the texts of a row', () => {
  it('say how long ago it was, and from a week on the day', () => {
    assert.equal(ago(10), 'now');
    assert.equal(ago(5 * 60), '5 min. ago');
    assert.equal(ago(2 * 3600 + 59), '2 hr. ago');
    assert.equal(ago(30 * 3600), 'yesterday');
    assert.equal(ago(3 * 86_400), '3 days ago');
    assert.equal(ago(8 * 86_400), 'Nov 13, 2026');
  });

  it('say the day of a clock that is ahead, and nothing of a time that no calendar has', () => {
    assert.equal(ago(-86_400), 'Nov 22, 2026');
    assert.equal(whenText(1e18, now, 'en'), '');
  });

  it('speak the person’s language', () => {
    assert.equal(whenText(now - 2 * 3600, now, 'de'), 'vor 2 Std.');
  });

  it('shorten paths below the workspace and the person’s own folder alone', () => {
    const folders = ['/srv', '/srv/crashes/'];
    assert.equal(shortPath('/srv/crashes/db7/vmcore', folders, '/home/me'), 'db7/vmcore');
    assert.equal(shortPath('/home/me/vmcore', folders, '/home/me'), '~/vmcore');
    assert.equal(shortPath('/srv2/vmcore', folders, '/home/me'), '/srv2/vmcore');
    assert.equal(shortPath('/vmcore', [], ''), '/vmcore');
    assert.equal(shortPath('/vmcore', ['/'], ''), 'vmcore');
    assert.equal(shortPath('c:\\work\\db7\\vmcore', ['c:\\work'], ''), 'db7\\vmcore');
  });

  it('leave out what is not known', () => {
    assert.equal(joined(['db7', undefined, '', '17 GiB']), 'db7 · 17 GiB');
  });
});
