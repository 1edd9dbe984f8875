import { describe, expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

describe('where an address leads', () => {
  test.each([
    ['http://localhost:11434/v1', 'this device', 'localhost:11434', false],
    ['http://127.0.0.1:8080', 'this device', '127.0.0.1:8080', false],
    ['http://[::1]:8000/v1', 'this device', '[::1]:8000', false],
    ['http://192.168.1.20:8000/v1', 'local network', '192.168.1.20:8000', false],
    ['http://172.31.0.4/v1', 'local network', '172.31.0.4', false],
    ['http://172.32.0.4/v1', 'elsewhere', '172.32.0.4', false],
    ['https://workstation:8443/v1', 'local network', 'workstation:8443', true],
    ['https://api.example.org/v1', 'elsewhere', 'api.example.org', true],
    ['  https://api.example.org:443/v1 ', 'elsewhere', 'api.example.org', true],
    ['https://127.example.org', 'elsewhere', '127.example.org', true],
    ['https://[2001:db8::1]/v1', 'elsewhere', '[2001:db8::1]', true],
  ])('%s', (address, kind, host, encrypted) => {
    expect(destinationOf(address)).toEqual({ kind, host, encrypted });
  });

  test.each([
    ['', /Give the address/],
    ['api.example.org/v1', /no web address/],
    ['ftp://api.example.org', /not ftp:/],
    ['https://me:secret@api.example.org/v1', /name and password/],
    ['https://api.example.org/v1/chat/completions', /Leave out \/chat\/completions/],
    ['https://api.example.org/v1?key=abc', /from \? or # on/],
  ])('refuses %j with a remedy', (address, reason) => {
    const destination = destinationOf(address);
    expect(destination.kind).toBe('invalid');
    expect(destination.kind === 'invalid' && destination.reason).toMatch(reason);
  });
});
