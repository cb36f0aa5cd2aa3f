import { test } from '@playwright/test';
import { testsOf } from './entrance/class-tests.ts';

for (const { title, details, run } of testsOf('errors')) test(title, details, run);
