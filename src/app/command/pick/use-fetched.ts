import { useEffect, useState } from 'react';

/** An answer that is on its way, here, or not to be had. */
export type Fetched<T> =
	| { readonly status: 'loading' }
	| { readonly status: 'ready'; readonly value: T }
	| { readonly status: 'failed'; readonly error: unknown; readonly retry: () => void };

/** Reads once for each `key` (null: nothing yet), and again on retry; an older answer never overwrites a newer question. */
export function useFetched<T>(key: string | null, read: (signal: AbortSignal) => Promise<T>): Fetched<T> {
	const [attempt, setAttempt] = useState(0);
	const [answer, setAnswer] = useState<{ readonly of: string; readonly state: Fetched<T> } | null>(null);
	const question = key === null ? null : `${key} ${attempt}`;

	// biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for everything `read` closes over.
	useEffect(() => {
		if (question === null) return;
		const abort = new AbortController();
		read(abort.signal).then(
			(value) => {
				if (!abort.signal.aborted) setAnswer({ of: question, state: { status: 'ready', value } });
			},
			(error: unknown) => {
				if (abort.signal.aborted) return;
				const retry = () => setAttempt((count) => count + 1);
				setAnswer({ of: question, state: { status: 'failed', error, retry } });
			},
		);
		return () => abort.abort();
	}, [question]);

	return answer !== null && answer.of === question ? answer.state : { status: 'loading' };
}
