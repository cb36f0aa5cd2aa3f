import { test } from '@playwright/test';
import { testsOf } from './entrance/class-tests.ts';

for (const { title, details, run } of testsOf('life-cycle')) test(title, details, run);
