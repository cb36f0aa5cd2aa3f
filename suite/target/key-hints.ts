/**
 * What somebody who writes a target file from memory may call a thing, by what it is called here. Such names are not
 * taken, since a key should have one name; but they are understood. Compared without case, `-` and `_`.
 */
const TOP: Readonly<Record<string, string>> = {
  url: 'baseUrl',
  uri: 'baseUrl',
  host: 'baseUrl',
  server: 'baseUrl',
  address: 'baseUrl',
  endpoint: 'baseUrl',
  target: 'baseUrl',
  base: 'baseUrl',
  port: 'baseUrl (the port is part of it)',
  prefix: 'pathPrefix',
  basepath: 'pathPrefix',
  path: 'pathPrefix',
  apiversion: 'version',
  auth: 'authentication',
  scheme: 'authentication.scheme',
  credentials: 'principals',
  users: 'principals',
  accounts: 'principals',
  roles: 'principals',
  user: 'principals.admin.username',
  username: 'principals.admin.username',
  login: 'principals.admin.username',
  password: 'principals.admin.password',
  token: 'principals.admin.token',
  headers: 'principals.admin.headers',
  admin: 'principals.admin',
  foreignadmin: 'principals.foreignAdmin',
  accountmanager: 'principals.accountManager',
  nonadmin: 'principals.nonAdmin',
  org: 'organization',
  orgname: 'organization',
  tenant: 'organization',
  foreignorg: 'foreignOrganization',
  otherorganization: 'foreignOrganization',
  otherorg: 'foreignOrganization',
  datacenter: 'vdc',
  datacenters: 'vdcs',
  vdcname: 'vdc',
  image: 'source.image',
  template: 'source.image',
  vm: 'source.vm',
  claims: 'supports',
  features: 'supports',
  capabilities: 'supports',
  quotas: 'limits',
  vmquota: 'limits.vmQuota',
  parallel: 'limits.parallel',
  concurrency: 'limits.parallel',
  rate: 'limits.requestsPerSecond',
  requestspersecond: 'limits.requestsPerSecond',
  ownedvms: 'limits.ownedVms',
  pollinterval: 'tasks.pollInterval',
  budget: 'tasks.budget',
  budgets: 'tasks.budgets',
  tasktimeout: 'tasks.budget',
  timeout: 'requestTimeout',
  permissions: 'tiers',
  permit: 'tiers',
  allow: 'tiers',
  insecure: 'tls.verify',
  verify: 'tls.verify',
  ca: 'tls.ca',
  cacert: 'tls.ca',
  hookurl: 'hook',
  testhook: 'hook',
};

const CREDENTIAL: Readonly<Record<string, string>> = {
  user: 'username',
  name: 'username',
  login: 'username',
  id: 'username',
  pass: 'password',
  passwd: 'password',
  pwd: 'password',
  secret: 'password',
  bearer: 'token',
  header: 'headers',
};

const BELOW: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  principals: {
    administrator: 'admin',
    owner: 'admin',
    foreign: 'foreignAdmin',
    other: 'foreignAdmin',
    otheradmin: 'foreignAdmin',
    foreigner: 'foreignAdmin',
    stranger: 'foreignAdmin',
    manager: 'accountManager',
    atmosaccountmanager: 'accountManager',
    user: 'nonAdmin',
    guest: 'nonAdmin',
    member: 'nonAdmin',
    username: 'admin.username',
    password: 'admin.password',
    token: 'admin.token',
  },
  authentication: { type: 'scheme', method: 'scheme', kind: 'scheme', module: 'signer' },
  tls: { insecure: 'verify: false', cert: 'ca', certificate: 'ca', cacert: 'ca', rejectunauthorized: 'verify' },
  supports: { images: 'imageUpload', upload: 'imageUpload', template: 'templates', publicips: 'publicIp' },
  limits: {
    vms: 'vmQuota (what a data center holds) or ownedVms (what the run may own)',
    maxvms: 'vmQuota (what a data center holds) or ownedVms (what the run may own)',
    concurrency: 'parallel',
    rate: 'requestsPerSecond',
    rps: 'requestsPerSecond',
    images: 'imageQuota',
  },
  tasks: { poll: 'pollInterval', interval: 'pollInterval', timeout: 'budget' },
};

/** What an unknown key below a path is called here, as far as that can be guessed; from the root, as the file writes it. */
export function knownAs(path: readonly (string | number)[], key: string): string | undefined {
  const plain = key.toLowerCase().replaceAll(/[-_ ]/g, '');
  if (path.length === 0) return TOP[plain];
  const names = path.length === 2 && path[0] === 'principals' ? CREDENTIAL : BELOW[String(path[0])];
  const name = path.length <= 2 ? names?.[plain] : undefined;
  return name === undefined ? undefined : [...path, name].join('.');
}

/** What a mapping looks like, for who wrote something else in its place. */
const FORMS: Readonly<Record<string, string>> = {
  tls: '{ verify: false }',
  authentication: '{ scheme: bearer }',
  supports: '{ nfs: false }',
  source: '{ image: NAME }',
  upload: '{ file: FILE }',
  limits: '{ parallel: 4 }',
  tasks: '{ budget: 10m }',
  principals: '{ admin: … }',
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: that is how a target file writes a variable
const ADMIN = "{ username: NAME, password: '${ATMOS_ADMIN_PASSWORD}' }";

export function formOf(path: readonly (string | number)[]): string | undefined {
  if (path.length === 2 && path[0] === 'principals') return ADMIN;
  return path.length === 1 ? FORMS[String(path[0])] : undefined;
}
