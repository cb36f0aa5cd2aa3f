import { test } from '@playwright/test';
import { testsOf } from './entrance/class-tests.ts';

for (const { title, details, run } of testsOf('access-control')) test(title, details, run);
