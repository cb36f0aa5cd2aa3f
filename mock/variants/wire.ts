import type { Variant } from './types.ts';

/** How answers travel, and how callers make themselves known. */
export const WIRE_VARIANTS: readonly Variant[] = [
  {
    id: 'content-type-charset',
    title: 'the Content-Type names the charset',
    description: 'application/xml with a charset parameter.',
    reading: 'media-type',
    dialect: { contentType: 'application/xml; charset={charset}' },
  },
  {
    id: 'content-type-text-xml',
    title: 'the Content-Type is text/xml',
    description: 'With the charset in quotes and in lower case.',
    reading: 'media-type',
    dialect: { contentType: 'text/xml;charset="utf-8"' },
  },
  {
    id: 'content-type-vendor',
    title: 'the Content-Type is of the vendor',
    description: 'A type that ends in +xml.',
    reading: 'media-type',
    dialect: { contentType: 'application/vnd.example.compute+xml' },
  },
  {
    id: 'content-type-absent',
    title: 'no Content-Type',
    description: 'The guide does not speak of media types at all.',
    reading: 'media-type',
    dialect: { contentType: '' },
  },
  {
    id: 'chunked',
    title: 'answers come in chunks',
    description: 'In pieces of a few octets, without a Content-Length.',
    reading: null,
    dialect: { transfer: 'chunked' },
  },
  {
    id: 'gzip',
    title: 'answers are compressed where the client takes that',
    description: 'Content-Encoding: gzip for whoever accepts it.',
    reading: null,
    dialect: { gzip: true },
  },
  {
    id: 'connection-close',
    title: 'the connection is closed after each answer',
    description: 'Every request needs a connection of its own.',
    reading: null,
    dialect: { connection: 'close' },
  },
  {
    id: 'extra-headers',
    title: 'headers that the guide does not know',
    description: 'Cookies, caching, tracing, security; some of them twice.',
    reading: null,
    dialect: {
      headers: [
        ['Set-Cookie', 'session=0123456789; HttpOnly'],
        ['Set-Cookie', 'node=7'],
        ['Cache-Control', 'no-store'],
        ['ETag', '"1"'],
        ['X-Request-Id', '00000000-0000-4000-a000-000000000000'],
        ['X-Content-Type-Options', 'nosniff'],
        ['Server', 'Compute/1.0 (example)'],
      ],
    },
  },
  {
    id: 'no-challenge',
    title: 'a 401 answer carries no challenge',
    description: 'Against HTTP, but the guide does not ask for one.',
    reading: 'www-authenticate',
    dialect: { realm: null },
  },
  {
    id: 'bearer-too',
    title: 'bearer tokens are accepted beside passwords',
    description: 'The challenge names both schemes.',
    reading: 'credentials',
    dialect: { authentication: 'basic-or-bearer' },
  },
  {
    id: 'retry-after',
    title: 'a busy server says how long to wait',
    description: 'ServerBusy comes with Retry-After: 1. Shows where the test hook arms that code.',
    reading: 'busy-wait',
    dialect: { retryAfter: 1 },
  },
];
