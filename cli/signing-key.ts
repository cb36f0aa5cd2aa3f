import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

const MAKE_ONE = 'make one with "openssl genpkey -algorithm ed25519 -out key.pem"';

/** The PEM of an Ed25519 private key, read before the run, so that nobody learns at its end that it cannot be signed. */
export function readSigningKey(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--sign ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new UsageError(
      code === 'ERR_MISSING_PASSPHRASE'
        ? `--sign ${file} is encrypted, and no passphrase is asked for: decrypt it with "openssl pkey" first`
        : `--sign ${file} is not a private key in PEM; ${MAKE_ONE}`,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new UsageError(`--sign ${file} is a key for ${key.asymmetricKeyType}, and Ed25519 is wanted; ${MAKE_ONE}`);
  return pem;
}
