import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { SUITE } from './identity.ts';

const USAGE = 2;
const SUITE_ERROR = 3;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is wanted');
  return value;
}

const program = new Command('atmos-conformance')
  .description('Certifies servers of the Atmos Online Compute Service REST API 1.0.0.0.')
  .version(SUITE.version)
  .exitOverride()
  .configureOutput({
    outputError: (text, write) =>
      write(
        `atmos-conformance: ${text
          .replace(/^error: /, '')
          .trim()
          .replaceAll('\n', ' ')}; --help tells what there is\n`,
      ),
  });

let exitCode = 0;

program
  .command('certify')
  .description('perform and judge the suite against a target; without --target, against the embedded mock')
  .option('--target <file>', 'target file (docs/target-file.md)')
  .option('--out <dir>', 'folder for the reports', 'reports')
  .option('--grep <pattern>', 'only scenarios whose id or title matches')
  .option('--tier <name...>', 'only these tiers of those that the target file permits')
  .option('--seed <n>', 'seed of random walks and of shuffling', wholeNumber, 1)
  .option('--shard <i/n>', 'only the i-th of n parts, e.g. 1/3')
  .option('--shuffle', 'begin scenarios in another order, decided by the seed')
  .option('--baseline <file>', 'let known failures through (docs/reports.md)')
  .option('--sign <key.pem>', 'sign a certificate of a conformant run with this Ed25519 key')
  .option('--redact', 'stand-ins for the names of hosts and objects in all reports')
  .option('--quiet', 'no progress')
  .action(async (options) => {
    const { certify } = await import('./certify.ts');
    exitCode = await certify(options);
  });

program
  .command('cleanup')
  .description('remove what a run left behind that was killed; only what the ledger holds, or what bears the prefix')
  .requiredOption('--target <file>', 'target file of the run')
  .option('--ledger <file>', 'ledger of the run, which certify names when it starts')
  .option('--prefix <prefix>', 'without a ledger: VMs and images whose names begin so')
  .option('--dry-run', 'only tell what would be removed')
  .option('--wait <time>', 'how long what a request under way at the kill makes has to show', '2s')
  .action(async (options) => {
    const { cleanUpAfter } = await import('./clean-up.ts');
    exitCode = await cleanUpAfter(options);
  });

program
  .command('judge')
  .description('judge a recorded run once more, from its recording alone')
  .argument('<recording>', 'recording.jsonl of the run')
  .option('--out <dir>', 'folder for the reports', 'reports/judged')
  .option('--incomplete', 'take the recording of a run that was killed, for an incomplete report')
  .action(async (file: string, options) => {
    const { judgeRecording } = await import('./judge.ts');
    exitCode = await judgeRecording(file, options);
  });

program
  .command('merge')
  .description('make one report of the parts that certify --shard performed, from their recordings')
  .argument('<folder...>', 'what --out named for each part')
  .option('--out <dir>', 'folder for the reports', 'reports/merged')
  .option('--incomplete', 'take the recording of a part that was killed, for an incomplete report')
  .option('--baseline <file>', 'let known failures through (docs/reports.md)')
  .option('--sign <key.pem>', 'sign a certificate of a conformant run with this Ed25519 key')
  .option('--redact', 'stand-ins for the names of hosts and objects in all reports')
  .action(async (folders: string[], options) => {
    const { merge } = await import('./merge.ts');
    exitCode = await merge(folders, options);
  });

program
  .command('plan')
  .description('tell what would run and what it would cost, without sending anything')
  .option('--target <file>', 'target file')
  .option('--grep <pattern>', 'only scenarios whose id or title matches')
  .option('--tier <name...>', 'only these tiers of those that the target file permits')
  .option('--shard <i/n>', 'only the i-th of n parts, e.g. 1/3')
  .option('--seed <number>', 'seed of the random walks', wholeNumber, 1)
  .option('--task-time <ms>', 'milliseconds a task takes on this server', wholeNumber, 0)
  .option('--json', 'as JSON')
  .action(async (options) => {
    const { plan } = await import('./plan.ts');
    exitCode = plan(options);
  });

program
  .command('verify')
  .description('check a certificate, without any network')
  .argument('<certificate.json>')
  .argument('[report.json]', 'the report that it is about')
  .option('--key <pub.pem>', 'public key of whoever is trusted to sign')
  .action(async (certificate: string, report: string | undefined, options) => {
    const { verify } = await import('./verify.ts');
    exitCode = verify(certificate, report, options);
  });

program
  .command('diff')
  .description('compare two reports; exit code 1 on a regression')
  .argument('<old.json>')
  .argument('<new.json>')
  .option('--baseline <file>', 'let known failures through (docs/reports.md)')
  .action(async (before: string, after: string, options) => {
    const { diff } = await import('./diff.ts');
    exitCode = diff(before, after, options);
  });

program
  .command('catalogue')
  .description('print the catalogue: operations, error codes, readings, requirements')
  .option('--json', 'as JSON')
  .action(async (options) => {
    const { printCatalogue } = await import('./print-catalogue.ts');
    printCatalogue(options);
  });

program
  .command('prove')
  .description('try the suite on every wrong server and every conforming one, and write the kill matrix')
  .option('--fault <id...>', 'only these faults, and the exchange that gives each away; a final * stands for anything')
  .option('--variant <id...>', 'only one server, with all these peculiarities, against the whole suite')
  .option('--full', 'the whole suite for every server, and more combinations of variants')
  .option('--seed <n>', 'seed of the world and of the combinations', wholeNumber, 1)
  .option('--jobs <n>', 'processes that work at the same time', wholeNumber, 2)
  .option('--out <dir>', 'folder for kill-matrix.json and kill-matrix.html', 'reports')
  .option(
    '--server <command>',
    'a blind test of any server: a command with {port}, and {fault} or {variant}, for the shell',
  )
  .option('--target <file>', 'with --server: target file, with the variable PORT in its base URL')
  .option('--faults <list>', 'with --server: what stands for {fault}, one after the other, with commas between')
  .option('--faults-file <file>', 'with --server: the same, one in each line')
  .option('--variants <list>', 'with --server: what stands for {variant}; these servers must pass')
  .option('--update', 'keep the score that is measured, for every report to tell')
  .option('--quiet', 'no progress')
  .action(async (options) => {
    if (options.server === undefined) {
      const { prove } = await import('./prove.ts');
      exitCode = await prove(options);
    } else {
      const { proveForeign } = await import('./prove-foreign.ts');
      exitCode = await proveForeign(options);
    }
  });

program
  .command('mock')
  .description('serve the reference mock on a port of this machine')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[options...]')
  .action(async (argv: string[]) => {
    const { runMock } = await import('../mock/command.ts');
    exitCode = await runMock(argv);
  });

async function main(): Promise<number> {
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const { isUserError } = await import('./user-errors.ts');
    if (isUserError(error)) {
      process.stderr.write(`atmos-conformance: ${error.message}\n`);
      return USAGE;
    }
    process.stderr.write(
      `atmos-conformance: the suite failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return SUITE_ERROR;
  }
}

process.exitCode = await main();
