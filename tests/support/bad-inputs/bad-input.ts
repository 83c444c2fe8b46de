/** What a bad input must lead to. */
export type BadOutcome =
	/** The command ends with exit code 1 (or 2 for wrong usage) and this error code; nothing is written. */
	| { readonly error: string; readonly exit?: 1 | 2 }
	/** The pack is built; rejects.ndjson holds one line of this reason and outcome. */
	| { readonly reason: string; readonly outcome: 'refused' | 'repaired' }
	/** The pack is built, with a warning of this code. */
	| { readonly warning: string }
	/** The pack is built; one line of what is printed holds this. */
	| { readonly line: string };

/** One way in which an input can be bad. */
export interface BadInput {
	/** What is wrong, as the table of docs/bad-input.md names it. */
	readonly kind: string;
	/** Writes the input into an empty folder and returns the arguments of `fengtu` (`--out` of a build is `join(dir, 'pack')`). */
	readonly make: (dir: string) => readonly string[] | Promise<readonly string[]>;
	readonly expect: BadOutcome;
}
