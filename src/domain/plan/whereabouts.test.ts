import { describe, expect, test } from 'vitest';
import { isPassedOn, whereaboutsOf } from './whereabouts.ts';

describe('where a host is', () => {
  test.each([
    ['localhost', 'this device'],
    ['ollama.localhost', 'this device'],
    ['127.0.0.1', 'this device'],
    ['127.8.0.1', 'this device'],
    ['[::1]', 'this device'],
    ['10.0.0.3', 'local network'],
    ['172.16.0.1', 'local network'],
    ['172.32.0.1', 'elsewhere'],
    ['192.168.1.20', 'local network'],
    ['169.254.3.4', 'local network'],
    ['[fd00::1]', 'local network'],
    ['[fe80::1]', 'local network'],
    ['workstation', 'local network'],
    ['workstation.lan', 'local network'],
    ['api.example.org', 'elsewhere'],
    ['127.example.org', 'elsewhere'],
    ['localhost.example.org', 'elsewhere'],
    ['[2001:db8::1]', 'elsewhere'],
  ])('%s: %s', (hostname, whereabouts) => {
    expect(whereaboutsOf(hostname)).toBe(whereabouts);
  });
});

describe('a model that its server hands on to a cloud', () => {
  test.each([
    'kimi-k2.5:cloud',
    'gpt-oss:120b-cloud',
    'qwen3-vl:235b-Cloud',
    ' qwen3-vl:cloud:235b ',
    'library/qwen3-vl:235b:cloud',
  ])('%s', (model) => {
    expect(isPassedOn(model)).toBe(true);
  });

  test.each([
    'llama3.2-vision',
    'medgemma:27b',
    'cloud',
    'my-cloud',
    'cloudy:latest',
    'x:cloudy',
    'x:mycloud',
  ])('not %s', (model) => {
    expect(isPassedOn(model)).toBe(false);
  });
});
