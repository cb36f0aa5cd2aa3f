import { crc32 } from 'node:zlib';

export interface ArchiveEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Fields common to the local header and the central directory: version, flags, method, time, date, CRC, sizes, lengths. */
function fields({ name, content }: ArchiveEntry): Buffer {
  const block = Buffer.alloc(26);
  block.writeUInt16LE(20, 0);
  block.writeUInt16LE(0x800, 2);
  block.writeUInt16LE(0x21, 8);
  block.writeUInt32LE(crc32(content), 10);
  block.writeUInt32LE(content.length, 14);
  block.writeUInt32LE(content.length, 18);
  block.writeUInt16LE(Buffer.byteLength(name), 22);
  return block;
}

function number(value: number, octets: 2 | 4): Buffer {
  const block = Buffer.alloc(octets);
  block.writeUIntLE(value, 0, octets);
  return block;
}

/** A ZIP archive whose entries are stored as they are. */
export function zipArchive(entries: readonly ArchiveEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const local = Buffer.concat([number(0x04034b50, 4), fields(entry), name, entry.content]);
    const trailer = Buffer.concat([number(0, 2), number(0, 2), number(0, 2), number(0, 4), number(offset, 4)]);
    central.push(Buffer.concat([number(0x02014b50, 4), number(20, 2), fields(entry), trailer, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = number(entries.length, 2);
  const places = [
    number(0, 2),
    number(0, 2),
    count,
    count,
    number(directory.length, 4),
    number(offset, 4),
    number(0, 2),
  ];
  return Buffer.concat([...locals, directory, number(0x06054b50, 4), ...places]);
}
