/** An AbortSignal that fires on the first Ctrl-C or SIGTERM, so that long work ends tidily; a second one ends the process. */
export function abortOnSignal(): AbortSignal {
	const controller = new AbortController();
	const stop = () => controller.abort();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	return controller.signal;
}
