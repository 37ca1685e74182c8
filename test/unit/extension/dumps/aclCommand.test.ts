import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { aclCommand } from '../../../../extension/dumps/aclCommand';

describe('the command that lets a person read dumps', () => {
  it('is short for a usual folder', () => {
    assert.equal(aclCommand('/var/crash', 'me'), 'sudo setfacl -R -m u:me:rX -- /var/crash');
  });

  it('means the same to a shell whatever the folder is called', () => {
    for (const path of ['/a b', "/it's", '/$(reboot)', '/x;y', '/"q"', '/`id`', '/-n\n']) {
      const words = aclCommand(path, 'me').replace('sudo setfacl', 'printf "%s|"');
      const [, , , , last] = execFileSync('/bin/sh', ['-c', words]).toString().split('|');
      assert.equal(last, path);
    }
  });
});
