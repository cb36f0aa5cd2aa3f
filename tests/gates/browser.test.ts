import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findChromium } from '../../scripts/browser/find-chromium.ts';
import { mayInstall } from '../../scripts/browser/install-chromium.ts';

describe('finding a browser', () => {
  test('the one that ATMOS_CHROMIUM names is taken', async () => {
    assert.equal(await findChromium({ ATMOS_CHROMIUM: process.execPath }), process.execPath);
  });

  test('a wrong ATMOS_CHROMIUM is not replaced by another browser', async () => {
    assert.equal(await findChromium({ ATMOS_CHROMIUM: '/no/such/browser' }), null);
    assert.equal(await findChromium({ ATMOS_CHROMIUM: import.meta.filename }), null);
  });

  test('one is installed only on Debian, and only by root', () => {
    assert.equal(mayInstall('PRETTY_NAME="Debian"\nID=debian\n', 0), true);
    assert.equal(mayInstall('ID="debian"\n', 0), true);
    assert.equal(mayInstall('ID=debian\n', 1000), false);
    assert.equal(mayInstall('ID=debian\n', null), false);
    assert.equal(mayInstall('ID=ubuntu\nID_LIKE=debian\n', 0), false);
    assert.equal(mayInstall('', 0), false);
  });
});
