import { describe, expect, it } from 'vitest';
import { forbiddenRange, guardUrl } from './address-guard.ts';

const open = { privateAddresses: true, ports: [8080] };
const closed = { privateAddresses: false, ports: [8080] };

describe('addresses a source may be read at', () => {
  it.each(['127.0.0.1', '10.1.2.3', '192.168.0.1', '172.16.0.1', '100.64.0.1', '169.254.169.254', '0.0.0.0', '224.0.0.1', '::1', 'fc00::1', 'fe80::1', '::ffff:10.0.0.1', '::'])('%s is closed by default', (address) => {
    expect(forbiddenRange(address, closed)).toBeDefined();
  });
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) => {
    expect(forbiddenRange(address, closed)).toBeUndefined();
  });
  it.each(['169.254.169.254', 'fe80::1', '224.0.0.1', '0.0.0.0', '::ffff:169.254.169.254'])('%s stays closed even for private sources', (address) => {
    expect(forbiddenRange(address, open)).toBeDefined();
  });
  it.each(['http://2130706433/', 'http://0x7f.1/', 'http://[::ffff:127.0.0.1]/', 'http://127.0.0.1:8080/'])('%s is loopback in another spelling', (address) => {
    expect(() => guardUrl(address, closed)).toThrow(/blocked-address/);
  });
  it('lets the source\'s own port and the standard ones pass, nothing else', () => {
    expect(guardUrl('https://example.org/x', closed).href).toBe('https://example.org/x');
    expect(guardUrl('http://example.org:8080/', closed).port).toBe('8080');
    expect(() => guardUrl('http://example.org:22/', closed)).toThrow(/port 22/);
    expect(() => guardUrl('ftp://example.org/', closed)).toThrow(/blocked-address/);
    expect(() => guardUrl('no address', closed)).toThrow(/bad-iri/);
  });
});
