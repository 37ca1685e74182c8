import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Route } from '../../../../core/kdump-conf/machineFacts';
import { remoteHost, senderAddresses } from '../../../../core/kdump-conf/senderAddress';

const cable = { interfaceName: 'eth0', address: '192.0.2.17', prefixLength: 24 };
const cable6 = { interfaceName: 'eth0', address: '2001:db8::17', prefixLength: 64 };
const bridge = { interfaceName: 'virbr0', address: '198.51.100.1', prefixLength: 24 };

describe('the address that names a dump on a remote host', () => {
  it('is that of the only interface, IPv4 first', () => {
    assert.deepEqual(senderAddresses('server.example.com', [cable6, cable]), ['192.0.2.17']);
    assert.deepEqual(senderAddresses('server.example.com', [cable6]), ['2001:db8::17']);
    assert.deepEqual(senderAddresses('server.example.com', []), []);
  });

  it('is that of the interface in the server’s network', () => {
    assert.deepEqual(senderAddresses('192.0.2.1', [bridge, cable]), ['192.0.2.17']);
    assert.deepEqual(senderAddresses('198.51.100.200', [cable, bridge]), ['198.51.100.1']);
  });

  it('is that of the interface to which the narrowest route leads, the lowest metric first', () => {
    const route = (interfaceName: string, destination: string, prefixLength: number, metric = 0): Route => ({
      interfaceName,
      destination,
      prefixLength,
      metric,
    });
    const routes = [
      route('virbr0', '0.0.0.0', 0, 600),
      route('eth0', '0.0.0.0', 0, 100),
      route('virbr0', '203.0.113.128', 25),
    ];
    assert.deepEqual(senderAddresses('203.0.113.5', [cable, bridge], routes), ['192.0.2.17']);
    assert.deepEqual(senderAddresses('203.0.113.200', [cable, bridge], routes), ['198.51.100.1']);
    assert.deepEqual(senderAddresses('192.0.2.1', [cable, bridge], routes), ['192.0.2.17']);
  });

  it('is one of several where a name or a missing route leaves that open', () => {
    const either = ['192.0.2.17', '198.51.100.1'];
    assert.deepEqual(senderAddresses('server.example.com', [cable, bridge]), either);
    assert.deepEqual(senderAddresses('203.0.113.5', [cable, bridge]), either);
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
        senderAddresses(remoteHost(text) ?? text, [cable, bridge, { ...cable, prefixLength: 0 }]);
      }),
    );
  });
});
