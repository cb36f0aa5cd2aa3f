import { test } from '@playwright/test';
import { testsOf } from './entrance/class-tests.ts';

// In one shard: a data center has NFS or has not, and no operation leads back (§3.23, §3.28, §3.29).
test.describe.configure({ mode: 'default' });

for (const { title, details, run } of testsOf('nfs')) test(title, details, run);
