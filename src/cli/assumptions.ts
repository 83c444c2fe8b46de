import type { Command } from 'commander';
import { formatAssumptions, listAssumptions } from './format-assumptions.ts';
import { printJson } from './print-json.ts';
import { readServiceTable } from './read-service-table.ts';

/** `fengtu assumptions`: every figure that the alert assessment reckons with, and which of them a fire service has to confirm. */
export function addAssumptionsCommand(program: Command): void {
	program
		.command('assumptions')
		.description('the figures that assessments reckon with, for a fire service to confirm, as Markdown')
		.option('--service <file>', "the service's own figures and run cards (JSON)")
		.option('--json', 'print them as one JSON object')
		.action(async (options: { service?: string; json?: boolean }) => {
			const table = await readServiceTable(options.service);
			const { runCards, incidentTypes, levels } = table;
			if (options.json) printJson({ assumptions: listAssumptions(table), runCards, incidentTypes, levels });
			else process.stdout.write(formatAssumptions(table));
		});
}
