import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remoteHost, senderAddress } from '../../../../core/kdump-conf/senderAddress';

const cable = { interfaceName: 'eth0', address: '192.0.2.17', prefixLength: 24 };
const cable6 = { interfaceName: 'eth0', address: '2001:db8::17', prefixLength: 64 };
const bridge = { interfaceName: 'virbr0', address: '198.51.100.1', prefixLength: 24 };

describe('the address that names a dump on a remote host', () => {
  it('is that of the only interface, IPv4 first', () => {
    assert.equal(senderAddress('server.example.com', [cable6, cable]), '192.0.2.17');
    assert.equal(senderAddress('server.example.com', [cable6]), '2001:db8::17');
  });

  it('is that of the interface in the server’s network, else unknown', () => {
    assert.equal(senderAddress('192.0.2.1', [bridge, cable]), '192.0.2.17');
    assert.equal(senderAddress('198.51.100.200', [cable, bridge]), '198.51.100.1');
    assert.equal(senderAddress('203.0.113.5', [cable, bridge]), undefined);
    assert.equal(senderAddress('server.example.com', [cable, bridge]), undefined);
    assert.equal(senderAddress('server.example.com', []), undefined);
  });

  it('needs the host out of a target', () => {
    assert.equal(remoteHost('server.example.com:/crashes'), 'server.example.com');
    assert.equal(remoteHost('[2001:db8::1]:/crashes'), '2001:db8::1');
    assert.equal(remoteHost('kdump@192.0.2.1'), '192.0.2.1');
    assert.equal(remoteHost('/crashes'), undefined);
  });

  it('is given for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        senderAddress(remoteHost(text) ?? text, [cable, bridge, { ...cable, prefixLength: 0 }]);
      }),
    );
  });
});
