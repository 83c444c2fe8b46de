import { startTestEngine } from './test-engine.ts';

/** Before the integration tests: one database engine for all of them. Gives how to end it. */
export async function setup(): Promise<() => Promise<void>> {
	const { stop } = await startTestEngine();
	return stop;
}
