import { Presets, SingleBar } from 'cli-progress';

/** One step of a long command: a stage name and how far it is. `total` 0 = not known. */
export interface ProgressStep {
	readonly stage: string;
	readonly done: number;
	readonly total: number;
}

/** Shows long work on stderr. `stop` is safe to call twice. */
export interface ProgressReporter {
	report(step: ProgressStep): void;
	/** Writes lines among the progress. */
	say(text: string): void;
	stop(): void;
}

/** A bar on a terminal; elsewhere one line when a stage begins. Nothing when `quiet`. */
export function createProgressReporter(quiet = false): ProgressReporter {
	if (quiet) return { report: () => {}, say: () => {}, stop: () => {} };
	return process.stderr.isTTY ? createBar() : createLines();
}

function createBar(): ProgressReporter {
	const bar = new SingleBar(
		{
			format: ' {bar} {percentage} %  {stage}  {duration_formatted}',
			stream: process.stderr,
			hideCursor: true,
			clearOnComplete: true,
		},
		Presets.shades_classic,
	);
	let running = false;
	return {
		report({ stage, done, total }) {
			const whole = Math.max(total, 1);
			if (running) {
				bar.setTotal(whole);
				bar.update(Math.min(done, whole), { stage });
			} else {
				bar.start(whole, Math.min(done, whole), { stage });
				running = true;
			}
		},
		say(text) {
			// The bar's line is cleared when it stops; the next report draws it below.
			if (running) bar.stop();
			running = false;
			process.stderr.write(text);
		},
		stop() {
			if (running) bar.stop();
			running = false;
		},
	};
}

function createLines(): ProgressReporter {
	let last = '';
	return {
		report({ stage }) {
			if (stage === last) return;
			last = stage;
			process.stderr.write(`  ${stage} …\n`);
		},
		say(text) {
			process.stderr.write(text);
		},
		stop() {},
	};
}
