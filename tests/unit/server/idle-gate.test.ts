import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createIdleGate } from '../../../src/server/idle-gate.ts';
import { createFakeCity } from '../../support/fake-city.ts';
import { serveCity } from '../../support/serve-city.ts';

it('background work waits while a question of the city is open, and goes on when it is answered', async () => {
	const gate = createIdleGate();
	const pack = gate.watch(serveCity(createFakeCity({})));
	const done: string[] = [];
	let answer = () => {};
	const question = pack.use(
		() =>
			new Promise<void>((resolve) => {
				answer = resolve;
			}),
	);
	const slice = gate.pause().then(() => done.push('slice'));
	for (let turn = 0; turn < 3; turn++) await nextTurn();
	expect(done).toEqual([]);
	answer();
	await question;
	await slice;
	expect(done).toEqual(['slice']);
});

it('a question that failed is open no longer', async () => {
	const gate = createIdleGate();
	const pack = gate.watch(serveCity(createFakeCity({})));
	await expect(pack.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
	const done: string[] = [];
	void gate.pause().then(() => done.push('slice'));
	for (let turn = 0; turn < 3; turn++) await nextTurn();
	expect(done).toEqual(['slice']);
});
