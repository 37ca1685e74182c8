import assert from 'node:assert/strict';
import { ipv6Text, readNetworkDevices } from '../../../../../core/kernel/devices/networkDevices';
import { FakeObjects } from '../../../../support/fakeObjects';
import { structTypes } from '../../../../support/structTypes';

const types = {
  ns_common: { inum: 'u32' },
  net: { list: 'list_head', ns: 'ns_common', dev_base_head: 'list_head' },
  in_ifaddr: { ifa_next: 'in_ifaddr*', ifa_local: 'u32', ifa_prefixlen: 'char' },
  in_device: { ifa_list: 'in_ifaddr*' },
  inet6_ifaddr: { addr: 'char[16]', prefix_len: 'u32', if_list: 'list_head' },
  inet6_dev: { addr_list: 'list_head' },
  net_device: {
    name: 'char[16]',
    dev_list: 'list_head',
    ifindex: 'u32',
    operstate: 'u32',
    flags: 'u32',
    mtu: 'u32',
    addr_len: 'char',
    dev_addr: 'char*',
    ip_ptr: 'in_device*',
    ip6_ptr: 'inet6_dev*',
  },
};

describe('network devices', () => {
  it('are told with their addresses, namespace by namespace', () => {
    const kernel = new FakeObjects(structTypes(types));
    const list = kernel.allocate('list_head');
    kernel.symbols.set('net_namespace_list', list);
    const net = kernel.allocate('net');
    kernel.set('net', net, { 'ns.inum': 4026531840n });
    kernel.link([list, kernel.addressOf('net', net, 'list')]);

    const device = kernel.allocate('net_device');
    kernel.link([
      kernel.addressOf('net', net, 'dev_base_head'),
      kernel.addressOf('net_device', device, 'dev_list'),
    ]);
    const hardware = kernel.allocate('net');
    kernel.memory.write(BigInt.asUintN(32, hardware), Uint8Array.from([0x52, 0x54, 0, 0x12, 0x34, 0x56]));
    const second = kernel.allocate('in_ifaddr');
    kernel.set('in_ifaddr', second, { ifa_local: 0x0100007fn, ifa_prefixlen: 8n });
    const first = kernel.allocate('in_ifaddr');
    kernel.set('in_ifaddr', first, { ifa_local: 0x0f02000an, ifa_prefixlen: 24n, ifa_next: second });
    const holder = kernel.allocate('in_device');
    kernel.set('in_device', holder, { ifa_list: first });
    const six = kernel.allocate('inet6_ifaddr');
    kernel.memory.write(BigInt.asUintN(32, six), Buffer.from('fe80000000000000505400fffe123456', 'hex'));
    kernel.set('inet6_ifaddr', six, { prefix_len: 64n });
    const sixes = kernel.allocate('inet6_dev');
    kernel.link([
      kernel.addressOf('inet6_dev', sixes, 'addr_list'),
      kernel.addressOf('inet6_ifaddr', six, 'if_list'),
    ]);
    const values = {
      ifindex: 2n,
      operstate: 6n,
      flags: 0x1043n,
      mtu: 1500n,
      addr_len: 6n,
      dev_addr: hardware,
    };
    kernel.set('net_device', device, { name: 'eth0', ...values, ip_ptr: holder, ip6_ptr: sixes });

    const { entries, problems } = readNetworkDevices(kernel.objects);
    assert.deepEqual(problems, []);
    assert.deepEqual(entries, [
      {
        name: 'eth0',
        address: device,
        index: 2,
        namespace: 4026531840,
        state: 'up',
        isUp: true,
        mtu: 1500,
        hardwareAddress: '52:54:00:12:34:56',
        addresses: ['10.0.2.15/24', '127.0.0.1/8', 'fe80::5054:ff:fe12:3456/64'],
      },
    ]);
  });

  for (const [hex, text] of [
    ['00000000000000000000000000000001', '::1'],
    ['00000000000000000000000000000000', '::'],
    ['20010db8000000000000000000010000', '2001:db8::1:0'],
    ['20010db8000000010000000000000001', '2001:db8:0:1::1'],
    ['20010db8000100020003000400050006', '2001:db8:1:2:3:4:5:6'],
    ['fe800000000000000000000000000000', 'fe80::'],
  ] as const) {
    it(`are written as RFC 5952 says: ${text}`, () => {
      assert.equal(ipv6Text(Buffer.from(hex, 'hex')), text);
    });
  }
});
