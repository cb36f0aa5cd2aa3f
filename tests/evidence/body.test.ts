import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bodyBytes,
  bodyText,
  charsetOf,
  header,
  headerValues,
  mediaTypeOf,
  toBody,
} from '../../suite/evidence/body.ts';

const withType = (value: string) => ({ headers: [['content-TYPE', value] as const] });

describe('a body', () => {
  it('is kept whole or cut, with size and hash of the whole', () => {
    const bytes = Buffer.from('abcdef');
    const sha256 = 'bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721';
    assert.deepEqual(toBody(bytes), { size: 6, sha256, base64: 'YWJjZGVm', truncated: false });
    assert.deepEqual(toBody(bytes, 6), { size: 6, sha256, base64: 'YWJjZGVm', truncated: false });
    assert.deepEqual(toBody(bytes.subarray(0, 6), 3), { size: 6, sha256, base64: 'YWJj', truncated: true });
    assert.deepEqual(bodyBytes(toBody(bytes.subarray(2, 4))), Buffer.from('cd'));
  });

  it('is text in its charset, and in UTF-8 when that is unknown', () => {
    assert.equal(bodyText(toBody(Buffer.from('é'))), 'é');
    assert.equal(bodyText(toBody(Buffer.from([0xe9])), 'iso-8859-1'), 'é');
    assert.equal(bodyText(toBody(Buffer.from('é', 'utf16le')), 'UTF-16LE'), 'é');
    assert.equal(bodyText(toBody(Buffer.from('é')), 'klingon'), 'é');
    assert.equal(bodyText(toBody(Buffer.from([0x61, 0xff]))), 'a\uFFFD');
  });
});

describe('a header', () => {
  const response = {
    headers: [
      ['Via', 'a'],
      ['VIA', 'b'],
      ['x', ''],
    ] as const,
  };

  it('is found whatever its case', () => {
    assert.equal(header(response, 'via'), 'a');
    assert.deepEqual(headerValues(response, 'vIa'), ['a', 'b']);
    assert.equal(header(response, 'X'), '');
    assert.equal(header(response, 'location'), undefined);
    assert.deepEqual(headerValues(response, 'location'), []);
  });

  it('tells the type and the charset', () => {
    for (const [value, type, charset] of [
      ['application/xml', 'application/xml', undefined],
      ['Text/XML ; Charset="utf-8"; x=y', 'text/xml', 'utf-8'],
      ['text/xml;charset=ISO-8859-1;x', 'text/xml', 'ISO-8859-1'],
      ['', undefined, undefined],
    ] as const) {
      assert.equal(mediaTypeOf(withType(value)), type);
      assert.equal(charsetOf(withType(value)), charset);
    }
    assert.equal(mediaTypeOf(response), undefined);
    assert.equal(charsetOf(response), undefined);
  });
});
