import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAlike } from './engines.ts';

function text(document: Uint8Array, charset?: string): string {
  const parsed = parseAlike(document, charset);
  return parsed.ok ? parsed.root.text : parsed.problem.kind;
}

const utf8 = (value: string): Buffer => Buffer.from(value, 'utf8');
const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1');
const utf16le = (value: string): Buffer => Buffer.from(value, 'utf16le');
const utf16be = (value: string): Buffer => utf16le(value).swap16();

test('the byte order mark goes before the charset, the charset before the declaration', () => {
  assert.equal(text(utf8('\uFEFF<a>ü</a>'), 'iso-8859-1'), 'ü');
  assert.equal(text(utf16le('\uFEFF<a>ü</a>'), 'utf-8'), 'ü');
  assert.equal(text(utf8('<?xml version="1.0" encoding="iso-8859-1"?><a>ü</a>'), 'utf-8'), 'ü');
  assert.equal(text(latin1('<?xml version="1.0" encoding="utf-8"?><a>ü</a>'), 'ISO-8859-1'), 'ü');
  assert.equal(text(utf8('<?xml version="1.0" encoding="utf-16"?><a>ü</a>'), 'utf-8'), 'ü');
  assert.equal(text(latin1('<?xml version="1.0" encoding="iso-8859-1"?><a>ü</a>')), 'ü');
  assert.equal(text(utf8('<a>ü</a>')), 'ü');
});

test('a charset may be quoted and in any case; an empty one says nothing', () => {
  assert.equal(text(utf8('<a>ü</a>'), '"UTF-8"'), 'ü');
  assert.equal(text(utf8('<a>ü</a>'), 'Utf8'), 'ü');
  assert.equal(text(utf8('<a>ü</a>'), ''), 'ü');
});

test('UTF-16 in both orders, with and without a mark', () => {
  for (const charset of [undefined, 'utf-16']) {
    assert.equal(text(utf16le('<a>ü</a>'), charset), 'ü');
    assert.equal(text(utf16be('<a>ü</a>'), charset), 'ü');
    assert.equal(text(utf16be('\uFEFF<?xml version="1.0" encoding="utf-16"?><a>ü</a>'), charset), 'ü');
  }
  assert.equal(text(utf16le('<a>ü</a>'), 'utf-16le'), 'ü');
  assert.equal(text(utf16be('<a>ü</a>'), 'utf-16be'), 'ü');
  assert.equal(text(utf16le('\uFEFF<a>\u{1F600}</a>')), '\u{1F600}');
});

test('ISO-8859-1 is not windows-1252', () => {
  assert.equal(text(Buffer.from([0x3c, 0x61, 0x3e, 0x80, 0x3c, 0x2f, 0x61, 0x3e]), 'windows-1252'), '€');
  assert.equal(text(Buffer.from([0x3c, 0x61, 0x3e, 0x80, 0x3c, 0x2f, 0x61, 0x3e]), 'iso-8859-1'), '\u0080');
});

test('bytes that do not fit their encoding are refused, never repaired', () => {
  assert.equal(text(latin1('<a>ü</a>'), 'utf-8'), 'encoding');
  assert.equal(text(latin1('<a>ü</a>')), 'encoding');
  assert.equal(text(utf8('<a>ü</a>'), 'us-ascii'), 'encoding');
  assert.equal(text(utf8('<a/>'), 'x-unheard-of'), 'encoding');
  assert.equal(text(utf8('<a>\u0000</a>')), 'not-well-formed');
  assert.equal(text(Buffer.from([0x3c, 0x00, 0x61, 0x00, 0x00, 0xd8, 0x2f, 0x00, 0x3e, 0x00])), 'encoding');
});
