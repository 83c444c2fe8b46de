/** Prints one JSON object as the last line of stdout: what `--json` promises to scripts. */
export function printJson(value: unknown): void {
	process.stdout.write(`${JSON.stringify(value)}\n`);
}
