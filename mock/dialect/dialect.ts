/**
 * How this service writes things where the guide leaves the form open. Every value is admissible;
 * the default is what the guide's examples print, as far as that works.
 */
export interface Dialect extends LinkForms, Words, Markup, Wire {}

/** Where and how one thing points to another. */
export interface LinkForms {
  /** `1.0.0.0/org`, `/1.0.0.0/org` or `http://host/1.0.0.0/org`; the guide prints the first. */
  readonly hrefs: 'relative' | 'rooted' | 'absolute';
  readonly location: 'relative' | 'rooted' | 'absolute';
  /** Slashes at the end of hrefs: where the guide prints them, nowhere, or on every list. */
  readonly trailingSlash: 'as-printed' | 'never' | 'lists';
  /** A space in a NIC's name within an href. */
  readonly spaceInHref: 'raw' | 'encoded';
  readonly vmListHrefs: 'with-vm' | 'without-vm';
  readonly cloneActionName: 'clone-to-vm' | 'clone-on-vm';
  readonly imageChild: 'ImageList' | 'image';
  /** The link of a VDC to the images: a second network-list (as printed), a name of its own, or none. */
  readonly vdcImageLink: 'network-list' | 'image-list' | 'absent';
  readonly imageStoreHref: 'below-vdc' | 'below-organization';
  /** Whether list entries hold anything beside their href. */
  readonly listEntries: 'empty' | 'with-content';
}

/** What stands in the elements. */
export interface Words {
  readonly publicIp: 'yes-no' | 'true-false' | 'address' | 'only-yes' | 'only-true' | 'only-address';
  readonly states: 'hyphenated' | 'own';
  readonly successWord: 'completed' | 'success';
  readonly failureWord: 'failed' | 'stopped' | 'abandoned';
  readonly runningWord: 'started' | 'starting' | 'starting-then-started' | 'running-overtime' | 'unknown';
  readonly endTimeWhileRunning: 'absent' | 'empty' | 'estimate';
  /** The start time while a task is only `starting`. */
  readonly startTimeBeforeStart: 'present' | 'absent' | 'empty';
  readonly times: 'utc' | 'offset' | 'no-fraction' | 'no-zone' | 'micro';
  readonly hostName: 'bare' | 'qualified';
  readonly nicAddressWhenOff: 'address' | 'empty';
  readonly addresses: 'ipv4' | 'ipv6';
  readonly diskSize: 'shown' | 'absent';
  /** A name on a root element: as it is, or percent-encoded as in the URI. */
  readonly rootName: 'decoded' | 'encoded';
  /** Body of a 202 answer; the guide shows none. */
  readonly acceptedBody: 'none' | 'task';
  /** Body of an answer that is done with its status; the guide shows none. */
  readonly doneBody: 'none' | 'text';
  /** Language of the messages of refusals. */
  readonly messages: 'english' | 'german';
}

/** The same document, written in another way. */
export interface Markup {
  readonly namespace: 'default' | 'prefixed' | 'prefix-on-each';
  readonly declaration: 'none' | 'version' | 'encoding' | 'standalone';
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'us-ascii';
  readonly layout: 'pretty' | 'compact' | 'tabs' | 'crlf' | 'padded';
  readonly comments: 'none' | 'between' | 'inside-text';
  readonly instructions: boolean;
  /** Whether a declaration names the document type, without declaring anything. */
  readonly doctype: boolean;
  readonly cdata: boolean;
  readonly references: 'none' | 'decimal' | 'hexadecimal';
  readonly quotes: 'double' | 'single';
  readonly attributes: 'namespace-first' | 'namespace-last';
  readonly elements: 'as-printed' | 'reversed';
  readonly empty: 'self-closed' | 'open-and-close';
  readonly extensions: 'none' | 'elements' | 'links' | 'foreign' | 'attributes';
}

/** How it travels. */
export interface Wire {
  /** `{charset}` stands for the charset of the body; empty: no Content-Type at all. */
  readonly contentType: string;
  readonly transfer: 'length' | 'chunked';
  readonly gzip: boolean;
  readonly connection: 'keep-alive' | 'close';
  readonly headers: readonly (readonly [string, string])[];
  readonly authentication: 'basic' | 'bearer' | 'basic-or-bearer';
  /** Realm of the challenge in a 401 answer; null: no challenge. */
  readonly realm: string | null;
  /** Seconds for the Retry-After header of ServerBusy; null: no such header. */
  readonly retryAfter: number | null;
}

export const DEFAULT_DIALECT: Dialect = {
  hrefs: 'relative',
  location: 'relative',
  trailingSlash: 'as-printed',
  spaceInHref: 'raw',
  vmListHrefs: 'with-vm',
  cloneActionName: 'clone-to-vm',
  imageChild: 'ImageList',
  vdcImageLink: 'network-list',
  imageStoreHref: 'below-vdc',
  listEntries: 'empty',
  publicIp: 'yes-no',
  states: 'hyphenated',
  successWord: 'completed',
  failureWord: 'failed',
  runningWord: 'started',
  endTimeWhileRunning: 'absent',
  startTimeBeforeStart: 'present',
  times: 'utc',
  hostName: 'bare',
  nicAddressWhenOff: 'address',
  addresses: 'ipv4',
  diskSize: 'shown',
  rootName: 'decoded',
  acceptedBody: 'none',
  doneBody: 'none',
  messages: 'english',
  namespace: 'default',
  declaration: 'none',
  encoding: 'utf-8',
  layout: 'pretty',
  comments: 'none',
  instructions: false,
  doctype: false,
  cdata: false,
  references: 'none',
  quotes: 'double',
  attributes: 'namespace-first',
  elements: 'as-printed',
  empty: 'self-closed',
  extensions: 'none',
  contentType: 'application/xml',
  transfer: 'length',
  gzip: false,
  connection: 'keep-alive',
  headers: [],
  authentication: 'basic',
  realm: 'Compute Service',
  retryAfter: null,
};
