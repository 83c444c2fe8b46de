/** Unanswered requests that are remembered; beyond it the oldest is forgotten and its next try counts as a new intent. */
const MOST = 50;

/** Keys that let the server tell a retry from a second request of the same content. */
export interface IntentKeys {
	/** The key of a request: the same one again for the same request, until it is answered. */
	keyOf(request: string): string;
	/** The server has answered, with yes or no: the same request again is another intent. */
	answered(request: string): void;
}

/** Makes an empty memory of intents. @param makeKey gives 8 to 100 of A-Z a-z 0-9, never the same twice */
export function createIntentKeys(makeKey: () => string = makeRandomKey): IntentKeys {
	const open = new Map<string, string>();
	return {
		keyOf(request) {
			const known = open.get(request);
			if (known !== undefined) return known;
			const [oldest] = open.keys();
			if (oldest !== undefined && open.size >= MOST) open.delete(oldest);
			const key = makeKey();
			open.set(request, key);
			return key;
		},
		answered(request) {
			open.delete(request);
		},
	};
}

/** A key that nobody else makes. Not `randomUUID`: that one is there only on pages served over TLS or from this machine. */
export function makeRandomKey(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
