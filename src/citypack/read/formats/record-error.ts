/** A record that cannot be read while its neighbours can: readers tell it as a BadRecord and go on. */
export class RecordError extends Error {
	/** Code, e.g. 'record/bad-wkb'. */
	readonly reason: string;

	constructor(reason: string, message: string) {
		super(message);
		this.reason = reason;
	}
}
