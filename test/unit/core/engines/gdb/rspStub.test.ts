import assert from 'node:assert/strict';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { gdbMachine } from '../../../../../core/engines/gdb/gdbMachine';
import { RspPackets, rspPacket } from '../../../../../core/engines/gdb/rspPackets';
import { RspStub } from '../../../../../core/engines/gdb/rspStub';
import { PrivateFolder } from '../../../../../core/engines/privateFolder';

describe('the remote target that gdb reads a dump through', () => {
  const folder = new PrivateFolder();
  let stub: RspStub;
  let socket: Socket;

  const ask = async (data: string): Promise<string> => {
    const answered = once(socket, 'data');
    socket.write(rspPacket(data));
    const [chunk] = (await answered) as [Buffer];
    const found: string[] = [];
    new RspPackets((answer) => found.push(answer)).push(chunk);
    return found[0]!;
  };

  before(async () => {
    stub = await RspStub.listen(folder.path, gdbMachine('x86_64')!, {
      read: (address, sizeBytes) => Buffer.alloc(address === 0x1000n ? Math.min(sizeBytes, 3) : 0, 0xab),
    });
    socket = connect(stub.path);
    await once(socket, 'connect');
  });

  after(() => {
    socket.destroy();
    stub.close();
    folder.dispose();
  });

  it('can be reached by its own user alone', () => {
    assert.equal(statSync(folder.path).mode & 0o777, 0o700);
  });

  it('gives the bytes that are there, and an error where there are none', async () => {
    assert.equal(await ask('m1000,8'), 'ababab');
    assert.equal(await ask('m2000,8'), 'E14');
  });

  it('gives registers that are not known as unavailable, never as zero', async () => {
    stub.setRegisters(
      new Map([
        ['rax', 0x1122n],
        ['rip', 0xffff_ffff_8100_0000n],
      ]),
    );
    const registers = await ask('g');
    assert.equal(registers.slice(0, 16), '2211000000000000');
    assert.equal(registers.slice(16, 32), 'x'.repeat(16));
    assert.equal(registers.slice(16 * 16, 17 * 16), '00000081ffffffff');
  });

  it('describes the signed pointers of arm64, in as many parts as gdb asks for', async () => {
    assert.equal(await ask('qSupported:multiprocess+'), 'PacketSize=4000', 'a plain machine needs none');
    const ownFolder = new PrivateFolder();
    const mask = 0xff80_0000_0000_0000n;
    const signed = await RspStub.listen(ownFolder.path, gdbMachine('aarch64', mask)!, {
      read: () => new Uint8Array(0),
    });
    const plain = socket;
    socket = connect(signed.path);
    try {
      assert.equal(await ask('qSupported'), 'PacketSize=4000;qXfer:features:read+');
      let description = '';
      for (let more = true; more;) {
        const part = await ask(`qXfer:features:read:target.xml:${description.length.toString(16)},64`);
        description += part.slice(1);
        more = part.startsWith('m');
      }
      assert.match(
        description,
        /^<\?xml .*<reg name="cpsr" bitsize="32" type="uint32"\/>.*pauth_cmask_high.*<\/target>$/,
      );
      assert.ok((await ask('g')).endsWith('00000000000080ff'.repeat(4)));
    } finally {
      socket.destroy();
      socket = plain;
      signed.close();
      ownFolder.dispose();
    }
  });

  for (const write of ['M1000,1:00', 'X1000,1:a', 'G00', 'P0=00', 'c', 's', 'vCont;c', 'C05']) {
    it(`refuses ${write}`, async () => {
      assert.equal(await ask(write), 'E01');
    });
  }

  it('takes packets however they arrive, and survives what is none', () => {
    const text = Buffer.from(`+$m1000,8#00-\u0003${rspPacket('g')}`, 'latin1');
    for (let cut = 0; cut <= text.length; cut++) {
      const found: string[] = [];
      const packets = new RspPackets((data) => found.push(data));
      packets.push(text.subarray(0, cut));
      packets.push(text.subarray(cut));
      assert.deepEqual(found, ['m1000,8', 'g']);
    }
    const packets = new RspPackets(() => assert.fail('no packet'));
    for (let count = 0; count < 1000; count++) packets.push(Buffer.from(`$${'a'.repeat(1000)}`));
  });
});
