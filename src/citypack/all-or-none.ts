/** Waits for all; when one fails, aborts the others, waits until they have ended, and throws the first failure. */
export async function allOrNone<T extends readonly Promise<unknown>[]>(
	work: T,
	failed: AbortController,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
	let first: { error: unknown } | undefined;
	const watched = work.map((one) =>
		one.catch((error: unknown) => {
			first ??= { error };
			failed.abort(error);
		}),
	);
	const results = await Promise.all(watched);
	if (first) throw first.error;
	return results as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/** A controller whose signal fires too when the caller's does: for work of which one part that fails ends the others. */
export function abortTogether(signal: AbortSignal | undefined): { failed: AbortController; signal: AbortSignal } {
	const failed = new AbortController();
	return { failed, signal: signal ? AbortSignal.any([signal, failed.signal]) : failed.signal };
}
