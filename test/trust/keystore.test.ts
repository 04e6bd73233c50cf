import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCa } from '../../certs/ca.ts';
import { makeRequest } from '../../certs/csr.ts';
import { newEcKey, pemOfKey } from '../../certs/ec-keys.ts';
import { exportKeystore } from '../../certs/export-keystore.ts';
import { importKeystore } from '../../certs/import-keystore.ts';
import { issueCertificate } from '../../certs/issue.ts';

const has = (program: string, ...args: string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const openssl = has('openssl', 'version');
const keytool = has('keytool', '-help');
if (!openssl) console.warn('KEYSTORE TEST INCOMPLETE: there is no openssl program on this machine, so its keystores were not tried');
if (!keytool) console.warn('KEYSTORE TEST INCOMPLETE: there is no keytool program on this machine, so Java was not tried');

const keys = { EC: newEcKey, RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey };

describe.each(Object.entries(keys))('PKCS#12 keystore with an %s key', (kind, newKey) => {
  const passphrase = 'clé päss 1';
  let dir: string;
  let content: { keyPem: string; certPem: string; caPems: string[]; name: string };
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ehds-p12-'));
    const now = new Date().toISOString();
    const ca = await createCa(join(dir, 'ca'), { name: 'Keystore CA', now });
    const key = newKey();
    const { certificatePem } = await issueCertificate(ca, await makeRequest(key, 'FR', ['127.0.0.1']), { nodeId: 'FR', hosts: ['127.0.0.1'], notBefore: now, notAfter: new Date(Date.now() + 86_400_000).toISOString() });
    content = { keyPem: pemOfKey(key), certPem: certificatePem, caPems: [ca.certificatePem], name: 'FR' };
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const sameAs = (store: { keyPem: string; certPem: string; caPems: readonly string[] }): void => {
    expect(store.keyPem).toBe(content.keyPem);
    expect(new X509Certificate(store.certPem).fingerprint256).toBe(new X509Certificate(content.certPem).fingerprint256);
    expect(store.caPems.map((pem) => new X509Certificate(pem).fingerprint256)).toEqual(content.caPems.map((pem) => new X509Certificate(pem).fingerprint256));
  };

  it('comes back as it went', () => sameAs(importKeystore(exportKeystore(content, passphrase), passphrase)));
  it('is read by the TLS library', () => {
    expect(() => createSecureContext({ pfx: exportKeystore(content, 'plain'), passphrase: 'plain' })).not.toThrow();
  });
  it('does not open with another passphrase, nor changed', () => {
    const file = exportKeystore(content, passphrase);
    expect(() => importKeystore(file, 'wrong')).toThrow(/passphrase/);
    file[file.length >> 1]! ^= 1;
    expect(() => importKeystore(file, passphrase)).toThrow();
  });
  it.runIf(openssl)('is read by OpenSSL', () => {
    const file = join(dir, 'ours.p12');
    writeFileSync(file, exportKeystore(content, 'plain'));
    const out = execFileSync('openssl', ['pkcs12', '-in', file, '-passin', 'pass:plain', '-nodes'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(out).toContain('PRIVATE KEY');
    expect(out.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });
  it.runIf(openssl).each([['modern', []], ['legacy', ['-legacy']], ['AES-128, SHA-512 MAC', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512']]])('made by OpenSSL is read: %s', (name, options) => {
    const [key, cert, ca, file] = ['k.pem', 'c.pem', 'ca.pem', `${kind}-${name.slice(0, 3)}.p12`].map((one) => join(dir, one)) as [string, string, string, string];
    writeFileSync(key, content.keyPem);
    writeFileSync(cert, content.certPem);
    writeFileSync(ca, content.caPems[0]!);
    execFileSync('openssl', ['pkcs12', '-export', '-inkey', key, '-in', cert, '-certfile', ca, '-out', file, '-passout', 'pass:geheim', ...options], { stdio: 'ignore' });
    sameAs(importKeystore(readFileSync(file), 'geheim'));
  });
  it.runIf(keytool)('is read by Java', () => {
    const file = join(dir, 'java.p12');
    writeFileSync(file, exportKeystore(content, 'plain1'));
    const out = execFileSync('keytool', ['-list', '-keystore', file, '-storetype', 'PKCS12', '-storepass', 'plain1'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(out).toContain('PrivateKeyEntry');
  });
});
