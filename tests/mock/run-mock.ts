import { runMock } from '../../mock/command.ts';

process.exitCode = await runMock(process.argv.slice(2));
