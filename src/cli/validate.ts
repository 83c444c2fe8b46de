import type { Command } from 'commander';
import { recoverPack } from '../citypack/write/recover-pack.ts';
import { printJson } from './print-json.ts';

/** `fengtu validate`: re-reads a pack and says whether it is what its manifest says. */
export function addValidateCommand(program: Command): void {
	program
		.command('validate')
		.description('re-read a pack: files and hashes, ids once, index, counts')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.option('--json', 'print the report as one JSON object')
		.action(async (options: { pack: string; json?: boolean }) => {
			const { validateCityPack } = await import('../citypack/validate-city-pack.ts');
			await recoverPack(options.pack);
			const report = await validateCityPack(options.pack);
			if (options.json) printJson(report);
			else {
				for (const problem of report.problems) process.stderr.write(`${problem.message} [${problem.code}]\n`);
				process.stderr.write(
					report.ok ? `${options.pack}: sound\n` : `${options.pack}: ${report.problems.length} problems\n`,
				);
			}
			if (!report.ok) process.exitCode = 1;
		});
}
