import { useState } from 'react';

/** An act that the server must do, with what went wrong last. */
export interface Act {
	/** Does it; resolves to whether it was done. Never rejects: see `error`. */
	readonly run: (send: () => Promise<unknown>) => Promise<boolean>;
	readonly busy: boolean;
	/** null = all is well. */
	readonly error: unknown;
	readonly forget: () => void;
}

/** Runs acts one after another and keeps what went wrong with the last. */
export function useAct(): Act {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	return {
		run: async (send) => {
			setBusy(true);
			setError(null);
			try {
				await send();
				return true;
			} catch (failure) {
				setError(failure);
				return false;
			} finally {
				setBusy(false);
			}
		},
		busy,
		error,
		forget: () => setError(null),
	};
}
