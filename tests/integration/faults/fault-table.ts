import { appendFileSync } from 'node:fs';
import { quantile } from '../../bench/spread.ts';

/** What one scenario came to. */
export interface Fault {
	readonly scenario: string;
	readonly times: number;
	/** Writes that were answered as done. */
	readonly acknowledged: number;
	/** Of those, not there at the end. */
	readonly lost: number;
	/** Intents, answered or not, that are there more than once. */
	readonly doubled: number;
	/** From each fault to the next write that was answered, milliseconds; empty = nothing stopped. */
	readonly recoveryMs: readonly number[];
}

/** Prints a row of the fault table; added to the file FENGTU_FAULT_TABLE too when that is set. */
export function tellFault({ scenario, times, acknowledged, lost, doubled, recoveryMs }: Fault): void {
	const seconds = (share: number) => (recoveryMs.length === 0 ? '–' : (quantile(recoveryMs, share) / 1000).toFixed(2));
	const row = `| ${scenario} | ${times} | ${acknowledged} | ${lost} | ${doubled} | ${seconds(0.5)} | ${seconds(1)} |\n`;
	process.stdout.write(row);
	const file = process.env.FENGTU_FAULT_TABLE;
	if (file !== undefined) appendFileSync(file, row);
}
