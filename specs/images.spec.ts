import { test } from '@playwright/test';
import { testsOf } from './entrance/class-tests.ts';

// In one shard: an image store takes one upload at a time, and its steps have an order.
test.describe.configure({ mode: 'default' });

for (const { title, details, run } of testsOf('images')) test(title, details, run);
