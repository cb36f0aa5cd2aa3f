import { test } from '@playwright/test';
import { testsOf } from './entrance/class-tests.ts';

for (const { title, details, run } of testsOf('tasks')) test(title, details, run);
